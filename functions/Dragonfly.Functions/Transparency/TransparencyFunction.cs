using System.Collections.Immutable;
using System.Globalization;
using Dragonfly.Core.Documents;
using Dragonfly.Core.Transparency;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Transparency;

/// <summary>The public page.</summary>
public sealed class TransparencyFunction(TransparencyDesk desk)
{
    /// <summary>What holds of the program, and every figure that was published: as JSON, as a page with tables, or as CSV. For anybody.</summary>
    [Function(nameof(ReadTransparency))]
    [AllowAnyone]
    [Limit(perMinute: 60, burst: 20)]
    public async Task<IResult> ReadTransparency([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "transparency")] HttpRequest request)
    {
        var form = Representation.Choose(request, Representation.Json, Representation.Html, Representation.Csv);
        var page = await desk.PageAsync(request.HttpContext.RequestAborted);
        Publication.Prepare(request);
        return form == Representation.Html ? form.Answer(HtmlWriter.Write(page.ToDocument()))
            : form == Representation.Csv ? form.Answer(CsvOf(page))
            : Answer.Json(new TransparencyAnswer(page.Facts, TransparencyPage.HowToRead, page.Months), ApiJson.Default.TransparencyAnswer);
    }

    private static string CsvOf(TransparencyPage page)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var csv = new Core.Text.CsvWriter(text);
        foreach (var column in (ReadOnlySpan<string>)["month", "agency", "table", "code", "count", "entry"]) csv.Text(column);
        csv.EndRow();
        foreach (var row in page.Rows()) csv.Text(row.Month.ToString()).Text(row.Agency).Text(row.Table).Text(row.Code).Number(row.Count).Number(row.Entry).EndRow();
        return text.ToString();
    }
}

/// <summary>The public page as JSON.</summary>
/// <param name="Facts">What holds of the program.</param>
/// <param name="HowToRead">What has to be known of the numbers.</param>
/// <param name="Months">Every month that was published, the oldest first. A count that is absent is not told.</param>
public sealed record TransparencyAnswer(StandingFacts Facts, string HowToRead, ImmutableArray<PublishedMonth> Months);
