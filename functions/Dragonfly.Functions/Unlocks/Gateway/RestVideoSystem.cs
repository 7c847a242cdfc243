using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Core;
using Azure.Core.Pipeline;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Functions.Unlocks.Gateway;

/// <summary>
/// A video system behind a gateway that keeps our contract, <c>docs/api/video-gateway.yaml</c>. Nothing here is retried: who calls knows which attempt it is. What the
/// gateway answers is believed only where it is as the contract says. The address of a ticket is never logged.
/// </summary>
/// <param name="options">Where it is.</param>
/// <param name="credential">The app's identity; not needed where the options hold a fixed token.</param>
/// <param name="transport">What carries requests; null for a pool of connections of its own.</param>
public sealed class RestVideoSystem(VideoGatewayOptions options, TokenCredential? credential, HttpPipelineTransport? transport = null) : IVideoSystem
{
    private const int MostBytes = 1024 * 1024;
    private const int MostPictureBytes = 10 * 1024 * 1024;
    private const int MostPages = 100;
    private const int MostAddressLength = 2_048;

    private readonly GatewayClient gateway = new(options, credential, transport);

    /// <inheritdoc/>
    public Task OpenAsync(FeedId feed, GrantId grant, int attempt, DateTimeOffset expiresAt, CancellationToken cancellation) =>
        gateway.DoAsync(RequestMethod.Put, $"leases/{Id(grant.Value)}", Body(new(feed, attempt, expiresAt), GatewayJson.Default.LeaseRequest), 204, cancellation);

    /// <inheritdoc/>
    public Task CloseAsync(FeedId feed, GrantId grant, CancellationToken cancellation) =>
        gateway.DoAsync(RequestMethod.Delete, $"leases/{Id(grant.Value)}?feed={Id(feed.Value)}", null, 204, cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Lease>> ListOpenAsync(CancellationToken cancellation)
    {
        var (leases, after) = (new List<Lease>(), "");
        for (var page = 0; page < MostPages; page++)
        {
            var (items, next) = await GetAsync($"leases?limit={GatewayContract.PageSize}{after}", GatewayJson.Default.LeasePage, cancellation);
            if (items.IsDefault || items.Length > GatewayContract.PageSize || items.Any(lease => !GatewayContract.IsId(lease.Grant.Value) || !GatewayContract.IsId(lease.Feed.Value)))
                throw Unusable("a list of leases");
            leases.AddRange(items);
            if (next is null) return leases;
            after = $"&after={Uri.EscapeDataString(next)}";
        }

        throw Unusable($"more than {MostPages} pages of leases");
    }

    /// <inheritdoc/>
    public async Task<VideoTicket> TicketAsync(FeedId feed, GrantId grant, TicketId ticket, DateTimeOffset expiresAt, CancellationToken cancellation)
    {
        var body = Body(new(feed, expiresAt), GatewayJson.Default.TicketRequest);
        var issued = await AskAsync(RequestMethod.Put, $"leases/{Id(grant.Value)}/tickets/{Id(ticket.Value)}", body, GatewayJson.Default.VideoTicket, cancellation);
        return IsAddress(issued.Url) && GatewayContract.IsId(issued.Kind) ? issued : throw Unusable("a ticket");
    }

    /// <inheritdoc/>
    public async Task<FeedDescription> DescribeAsync(FeedId feed, CancellationToken cancellation)
    {
        var description = await GetAsync($"feeds/{Id(feed.Value)}", GatewayJson.Default.FeedDescription, cancellation);
        return description.Analytics.IsDefault || description.Analytics.Any(kind => kind is null) ? throw Unusable("what runs on a feed") : description;
    }

    /// <inheritdoc/>
    public Task<Still> StillAsync(FeedId feed, GrantId grant, CancellationToken cancellation) =>
        gateway.AskAsync(RequestMethod.Get, $"leases/{Id(grant.Value)}/still?feed={Id(feed.Value)}", null, 200, ReadStillAsync, cancellation);

    /// <inheritdoc/>
    public Task StartExportAsync(FeedId feed, GrantId grant, ExportId export, DateTimeOffset from, DateTimeOffset to, Uri target, CancellationToken cancellation) => gateway.DoAsync(
        RequestMethod.Put,
        $"leases/{Id(grant.Value)}/exports/{Id(export.Value)}",
        VideoExport.IsTarget(target) ? Body(new(feed, from, to, target), GatewayJson.Default.ExportRequest) : throw new VideoSystemException("refused", "a link that no file is sent by"),
        202,
        cancellation);

    /// <inheritdoc/>
    public async Task<VideoExport> ReadExportAsync(FeedId feed, ExportId export, CancellationToken cancellation)
    {
        var known = await GetAsync($"exports/{Id(export.Value)}?feed={Id(feed.Value)}", GatewayJson.Default.VideoExport, cancellation);
        if (known is { State: ExportState.Done } and not { ContentType.Length: > 0, Length: > 0 }) throw Unusable("an export");
        return known.Reason is { } reason && !GatewayContract.IsCode(reason) ? throw Unusable("why an export failed") : known;
    }

    private static async Task<Still> ReadStillAsync(HttpMessage message, CancellationToken cancellation)
    {
        var headers = message.Response.Headers;
        if (headers.ContentType is not { } type || !type.StartsWith("image/", StringComparison.OrdinalIgnoreCase)) throw Unusable("a still that is no image");
        if (!headers.TryGetValue(GatewayContract.TakenAt, out var text) || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at))
            throw Unusable("a still without its time");
        var picture = await GatewayClient.ReadAsync(message, MostPictureBytes, cancellation);
        return picture.IsEmpty ? throw Unusable("a still without a picture") : new(picture, type, at);
    }

    private Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation) => AskAsync(RequestMethod.Get, path, null, type, cancellation);

    private Task<T> AskAsync<T>(RequestMethod method, string path, byte[]? body, JsonTypeInfo<T> type, CancellationToken cancellation) => gateway.AskAsync(
        method, path, body, 200, async (message, token) => JsonSerializer.Deserialize((await GatewayClient.ReadAsync(message, MostBytes, token)).Span, type) ?? throw new JsonException("null"), cancellation);

    private static byte[] Body<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    // What is no id would be another path.
    private static string Id(string value) => GatewayContract.IsId(value) ? value : throw new VideoSystemException("refused", "an id that the video gateway does not take");

    // Whoever has the address can view: it must not travel in the clear, save on this machine.
    private static bool IsAddress(string url) => url.Length <= MostAddressLength && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo is "" && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback));

    private static VideoSystemException Unusable(string what) => new("unreachable", $"the video gateway answered what cannot be used: {what}");
}
