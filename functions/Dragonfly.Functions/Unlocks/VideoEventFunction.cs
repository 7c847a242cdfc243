using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Http;
using Dragonfly.Functions.Incidents;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Unlocks;

/// <summary>What a video system says by itself: CloudEvents 1.0 in structured JSON, of which <see cref="FeedDescribed"/> is the one kind that is taken.</summary>
public sealed class VideoEventFunction(IRegistry registry, IIncidentStore store, IncidentWriter writer, Stepper stepper, VideoDoor video, PrincipalLog principals)
{
    /// <summary>How a feed is and what runs on it: <c>data</c> holds <c>feed</c>, <c>health</c> and <c>analytics</c>.</summary>
    public const string FeedDescribed = "com.dragonfly.video.feedDescribed";

    private const int MostBytes = 65_536;
    private const int MostAnalytics = 50;

    /// <summary>
    /// Takes note of what runs on a feed. Analytics that the program does not permit are refused and recorded, and the feed is locked for every incident that holds it:
    /// what such analytics found is never taken.
    /// </summary>
    [Function(nameof(ReceiveVideoEvent))]
    [Allow(Role.VideoWrite)]
    public async Task<IResult> ReceiveVideoEvent([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "video/events")] HttpRequest request)
    {
        var caller = Caller.Of(request);
        using var body = await JsonBody.ReadAsync(request, MostBytes);
        var (feed, description, names) = Fields.Read(body.RootElement, ReadEvent);
        if (await registry.FindAsync([feed], request.HttpContext.RequestAborted) is []) throw new ProblemException(Problem.Invalid([new("$.data.feed", "unknownFeed", "feed is not registered")]));
        try
        {
            video.Learn(feed, description);
            return TypedResults.NoContent();
        }
        catch (UnlawfulFeedException e)
        {
            var origin = caller.Origin(nameof(ReceiveVideoEvent));
            await principals.RecordAsync(caller, nameof(ReceiveVideoEvent), new Refused(nameof(ReceiveVideoEvent), e.Code, feed.Value));
            await CutAsync(feed, e.Code, origin);
            throw new ProblemException(Problem.Invalid([.. FaultsOf(description.Analytics, names)]) with { Code = e.Code, Type = $"urn:dragonfly:problem:{e.Code}" });
        }
    }

    private async Task CutAsync(FeedId feed, string code, Origin origin)
    {
        foreach (var id in await store.ReadHoldingAsync([feed], CancellationToken.None))
        {
            if (await store.ReadAsync(id, CancellationToken.None) is not { } head) continue;
            var cut = await writer.WriteAsync(head, origin, draft =>
            {
                draft.Decide(new CutFeed(feed, code));
                return ValueTask.CompletedTask;
            });
            await stepper.StepAsync(cut.Result, origin);
        }
    }

    private static (FeedId Feed, FeedDescription Description, ImmutableArray<string> Names) ReadEvent(FieldReader fields)
    {
        if (fields.Text("specversion", 8, required: true) is { } version && version is not "1.0") fields.Add("specversion", "unsupportedVersion", "must be 1.0");
        fields.Text("id", 200, required: true);
        fields.Text("source", 200, required: true);
        if (fields.Text("type", 200, required: true) is { } type && type is not FeedDescribed) fields.Add("type", "unknownEventType", $"must be {FeedDescribed}");
        if (fields.Object("data", required: true) is not { } data) return default!;
        var (feed, health) = (data.Text("feed", 64, required: true), data.Member<FeedHealth>("health", required: true));
        var analytics = data.Texts("analytics", MostAnalytics, 100, required: true);
        return (new(feed ?? ""), new(health ?? default, [.. analytics.Select(kind => kind.Text)]), [.. analytics.Select(kind => kind.Name)]);
    }

    private static IEnumerable<FieldError> FaultsOf(ImmutableArray<string> analytics, ImmutableArray<string> names) =>
        from kind in analytics.Index()
        let code = Analytics.WhyRefused(kind.Item)
        where code is not null
        select new FieldError($"$.data.{names[kind.Index]}", code, "is not among the analytics that the program permits");
}
