using System.Collections.Immutable;
using System.Globalization;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Http;
using Dragonfly.Functions.Unlocks.Gateway;
using Dragonfly.Local.Unlocks.Video.Faults;

namespace Dragonfly.Local.Unlocks.Video;

/// <summary>Serves the simulated cameras, and the faults that are ordered of them, through the contract for video gateways: <c>docs/api/video-gateway.yaml</c>.</summary>
internal sealed class GatewayEndpoints(FaultyVideoSystem video)
{
    private const int MostBytes = 16_384;

    private static readonly Uri Nowhere = new("about:blank");

    public async Task OpenAsync(HttpContext http)
    {
        var (feed, attempt, expiresAt) = await ReadAsync(http, body => (Id(body, "feed"), body.Whole("attempt", 1, int.MaxValue, required: true) ?? 0, body.Moment("expiresAt", required: true) ?? default));
        await video.OpenAsync(new(feed), new(Id(http, "grant")), attempt, expiresAt, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task CloseAsync(HttpContext http)
    {
        await video.CloseAsync(FeedOf(http), new(Id(http, "grant")), http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task ListAsync(HttpContext http)
    {
        var (after, text) = (http.Request.Query["after"].ToString(), http.Request.Query["limit"].ToString());
        var limit = text.Length == 0 ? GatewayContract.PageSize
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is > 0 and <= GatewayContract.PageSize ? asked
            : throw Invalid("limit", $"must be a whole number from 1 to {GatewayContract.PageSize}");
        var leases = await video.ListOpenAsync(http.RequestAborted);
        ImmutableArray<Lease> page = [.. leases.Where(lease => string.CompareOrdinal(lease.Grant.Value, after) > 0).OrderBy(lease => lease.Grant.Value, StringComparer.Ordinal).Take(limit + 1)];
        var last = page.Length > limit ? page[limit - 1].Grant.Value : null;
        await http.Response.WriteAsJsonAsync(new LeasePage(page[..Math.Min(limit, page.Length)], last), GatewayJson.Default.LeasePage);
    }

    public async Task TicketAsync(HttpContext http)
    {
        var (feed, expiresAt) = await ReadAsync(http, body => (Id(body, "feed"), body.Moment("expiresAt", required: true) ?? default));
        var ticket = await video.TicketAsync(new(feed), new(Id(http, "grant")), new(Id(http, "ticket")), expiresAt, http.RequestAborted);
        await http.Response.WriteAsJsonAsync(ticket, GatewayJson.Default.VideoTicket);
    }

    public async Task DescribeAsync(HttpContext http) =>
        await http.Response.WriteAsJsonAsync(await video.DescribeAsync(new(Id(http, "feed")), http.RequestAborted), GatewayJson.Default.FeedDescription);

    public async Task StillAsync(HttpContext http)
    {
        var still = await video.StillAsync(FeedOf(http), new(Id(http, "grant")), http.RequestAborted);
        http.Response.ContentType = still.ContentType;
        http.Response.ContentLength = still.Picture.Length;
        http.Response.Headers[GatewayContract.TakenAt] = still.TakenAt.ToString("O", CultureInfo.InvariantCulture);
        await http.Response.Body.WriteAsync(still.Picture, http.RequestAborted);
    }

    public async Task StartExportAsync(HttpContext http)
    {
        var (feed, from, to, target) = await ReadAsync(http, body => (Id(body, "feed"), body.Moment("from", required: true) ?? default, body.Moment("to", required: true) ?? default, Target(body)));
        await video.StartExportAsync(new(feed), new(Id(http, "grant")), new(Id(http, "export")), from, to, target, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    public async Task ReadExportAsync(HttpContext http) =>
        await http.Response.WriteAsJsonAsync(await video.ReadExportAsync(FeedOf(http), new(Id(http, "export")), http.RequestAborted), GatewayJson.Default.VideoExport);

    public async Task HealthAsync(HttpContext http)
    {
        await video.ListOpenAsync(http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task<T> ReadAsync<T>(HttpContext http, Func<FieldReader, T> read)
    {
        using var body = await JsonBody.ReadAsync(http.Request, MostBytes);
        return Fields.Read(body.RootElement, read);
    }

    private static string Id(FieldReader body, string name)
    {
        var text = body.Text(name, 128, required: true);
        if (text is not null && !GatewayContract.IsId(text)) body.Add(name, "notAnId", "must be letters, digits, -, _ and .");
        return text ?? "";
    }

    private static Uri Target(FieldReader body)
    {
        if (body.Text("target", VideoExport.MostTargetLength, required: true) is not { } text) return Nowhere;
        if (Uri.TryCreate(text, UriKind.Absolute, out var target) && VideoExport.IsTarget(target)) return target;
        body.Add("target", "notATarget", "must be an http or https link");
        return Nowhere;
    }

    private static FeedId FeedOf(HttpContext http) => GatewayContract.IsId(http.Request.Query["feed"]) ? new(http.Request.Query["feed"]!) : throw Invalid("feed", "must be a feed's id");

    private static string Id(HttpContext http, string name) => http.GetRouteValue(name) is string text && GatewayContract.IsId(text) ? text : throw Invalid(name, "must be letters, digits, -, _ and .");

    private static ProblemException Invalid(string name, string detail) => new(Problem.BadRequest("invalid", $"{name} {detail}"));
}
