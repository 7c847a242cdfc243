using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Http;
using Dragonfly.Functions.Incidents;

namespace Dragonfly.Functions.Unlocks;

/// <summary>Takes what a video system says by itself of its feeds, by whichever door it comes. To take the same twice is to take it once.</summary>
public sealed class FeedReports(IRegistry registry, IIncidentStore store, IncidentWriter writer, Stepper stepper, VideoDoor video, PrincipalLog principals)
{
    /// <summary>
    /// Takes note of what runs on a feed. Analytics that the program does not permit are refused and recorded, and the feed is locked for every incident that holds it:
    /// what such analytics found is never taken.
    /// </summary>
    /// <param name="report">What is said.</param>
    /// <param name="agency">The agency of who says it; null when it has none.</param>
    /// <param name="origin">Who says it.</param>
    /// <exception cref="ProblemException">422: the feed is unknown, or runs what is not permitted and is locked now.</exception>
    /// <exception cref="StoreUnavailableException">The store did not answer: say it again.</exception>
    public async Task TakeAsync(FeedReport report, AgencyId? agency, Origin origin)
    {
        if (await registry.FindAsync([report.Feed], CancellationToken.None) is []) throw new ProblemException(Problem.Invalid([new("$.data.feed", "unknownFeed", "feed is not registered")]));
        try
        {
            video.Learn(report.Feed, report.Description);
        }
        catch (UnlawfulFeedException e)
        {
            await principals.RecordAsync(agency, origin, new Refused(origin.Source, e.Code, report.Feed.Value));
            await CutAsync(report.Feed, e.Code, origin);
            throw new ProblemException(Problem.Invalid([.. FaultsOf(report)]) with { Code = e.Code, Type = $"urn:dragonfly:problem:{e.Code}" });
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

    private static IEnumerable<FieldError> FaultsOf(FeedReport report) =>
        from kind in report.Description.Analytics.Index()
        let code = Analytics.WhyRefused(kind.Item)
        where code is not null
        select new FieldError($"$.data.{report.Names[kind.Index]}", code, "is not among the analytics that the program permits");
}
