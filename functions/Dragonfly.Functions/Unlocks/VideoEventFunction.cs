using Dragonfly.Core.Access;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Unlocks;

/// <summary>What a video system says by itself: CloudEvents 1.0 in structured JSON, of which <see cref="FeedReport.EventType"/> is the one kind that is taken.</summary>
public sealed class VideoEventFunction(FeedReports reports)
{
    private const int MostBytes = 65_536;

    /// <summary>Takes note of what runs on a feed; see <see cref="FeedReports"/>.</summary>
    [Function(nameof(ReceiveVideoEvent))]
    [Allow(Role.VideoWrite)]
    public async Task<IResult> ReceiveVideoEvent([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "video/events")] HttpRequest request)
    {
        var caller = Caller.Of(request);
        using var body = await JsonBody.ReadAsync(request, MostBytes);
        await reports.TakeAsync(Fields.Read(body.RootElement, FeedReport.Read), caller.AgencyClaim, caller.Origin(nameof(ReceiveVideoEvent)));
        return TypedResults.NoContent();
    }
}
