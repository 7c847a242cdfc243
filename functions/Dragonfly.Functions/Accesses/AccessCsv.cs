using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Text;
using Microsoft.AspNetCore.Http;

namespace Dragonfly.Functions.Accesses;

/// <summary>
/// An access log as CSV (RFC 4180), written page by page as it is read, so that ten years take no more memory than a day. The first page is at hand before
/// anything is sent; when the store fails later the connection breaks, so that nobody takes a part for the whole.
/// </summary>
/// <param name="query">What is asked for.</param>
/// <param name="first">Its first page.</param>
/// <param name="log">The log.</param>
/// <param name="tell">Puts records into words.</param>
internal sealed class AccessCsv(AccessQuery query, ImmutableArray<AccessRecord> first, IAccessLog log, Func<ImmutableArray<AccessRecord>, Task<ImmutableArray<AccessLine>>> tell) : IResult
{
    private static readonly string[] Columns =
        ["id", "kind", "feedId", "feed", "agency", "incidentId", "number", "callType", "by", "role", "badge", "name", "at", "from", "until", "seconds", "how", "why"];

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, cancellation) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = "text/csv; charset=utf-8; header=present";
        response.Headers.ContentDisposition = "attachment; filename=\"access-log.csv\"";
        var text = new StringWriter(CultureInfo.InvariantCulture);
        var csv = new CsvWriter(text);
        foreach (var column in Columns) csv.Text(column);
        csv.EndRow();
        for (var page = first; ; page = await log.ReadAsync(query with { After = new(page[^1].At, page[^1].Id) }, cancellation))
        {
            foreach (var line in await tell(page)) Write(csv, line);
            await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellation);
            text.GetStringBuilder().Clear();
            if (page.Length < query.Limit) return;
        }
    }

    private static void Write(CsvWriter csv, AccessLine line)
    {
        csv.Text(line.Id.Value).Text(JsonNamingPolicy.CamelCase.ConvertName(line.Kind.ToString())).Text(line.FeedId.Value).Text(line.FeedName).Text(line.Agency.Value);
        csv.Text(line.IncidentId.Value).Text(line.Number).Text(line.CallType).Text(line.By.Text).Text(line.By.Role).Text(line.By.Badge).Text(line.By.Name);
        csv.Text(TimeOf(line.At)).Text(TimeOf(line.From)).Text(TimeOf(line.Until)).Number(line.Seconds).Text(line.How).Text(line.Why);
        csv.EndRow();
    }

    private static string? TimeOf(DateTimeOffset? at) => at?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
