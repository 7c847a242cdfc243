using System.Collections.Immutable;
using System.Globalization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Accesses.Misuse;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Http;
using Dragonfly.Functions.Incidents;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Accesses;

/// <summary>Sees to it that odd use is looked at by somebody: a notice to supervisors, and a list for them and for auditors.</summary>
public sealed class MisuseWatch(MisuseDesk desk, ITimelines timelines, AccessTeller teller, RticAnnouncer rtic, PrincipalLog log, TimeProvider clock)
{
    private const int PageSize = 100;

    /// <summary>Looks every quarter of an hour. Supervisors are told that there is something to look at; what it is, they read.</summary>
    [Function(nameof(WatchForMisuse))]
    public async Task WatchForMisuse([TimerTrigger("0 */15 * * * *")] TimerInfo timer)
    {
        foreach (var found in (await desk.LookAsync()).GroupBy(found => found.Agency, found => found.Finding))
        {
            foreach (var finding in found) Telemetry.MisuseSuspected.Add(1, new("agency", found.Key.Value), new("rule", finding.Rule));
            await rtic.NotifyAsync(found.Key, new(NoticeCode.PossibleMisuse, clock.GetUtcNow(), Since: found.Min(finding => finding.From)));
        }
    }

    /// <summary>What was found at the caller's agency, the last first, each with what was counted and against what. That it was read is recorded before it is shown.</summary>
    [Function(nameof(ReadMisuse))]
    [Allow(Role.RticSupervisor, Role.Auditor)]
    [Limit(60, 30)]
    public async Task<IResult> ReadMisuse([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "misuse")] HttpRequest request)
    {
        var (caller, cancellation) = (Caller.Of(request), request.HttpContext.RequestAborted);
        var (agency, after) = (caller.Agency, new QueryReader(request).AfterNumber() ?? long.MaxValue);
        await log.RecordAsync(caller, nameof(ReadMisuse), new LogRead(nameof(ReadMisuse)));
        var end = Math.Min(after, (await desk.ReadAsync(agency, cancellation)).Sequence + 1);
        var start = Math.Max(1, end - PageSize);
        var entries = start < end ? await timelines.ReadAsync(MisuseState.TimelineOf(agency), start - 1, (int)(end - start), cancellation) : [];
        var people = await teller.FindAsync(entries.Select(entry => ((MisuseSuspected)entry.Event).Person), cancellation);
        ImmutableArray<MisuseLine> lines = [.. entries.Reverse().Select(entry => MisuseLine.Of(entry, finding => teller.ByOf(finding.Person, finding.Role, people, identified: true)))];
        return Answer.Json(new Page<MisuseLine>(lines, start > 1 ? start.ToString(CultureInfo.InvariantCulture) : null), ApiJson.Default.PageMisuseLine);
    }
}

/// <summary>One finding. It is a question, not an answer.</summary>
/// <param name="Sequence">Its entry in the timeline <c>misuse/{agency}</c>.</param>
/// <param name="At">When it was found.</param>
/// <param name="Rule"><c>repeat</c>, <c>offShift</c> or <c>volume</c>.</param>
/// <param name="By">Whom it is about.</param>
/// <param name="FeedId">The feed, for <c>repeat</c>.</param>
/// <param name="From">The first use it counts.</param>
/// <param name="To">Uses up to here are told of by this finding.</param>
/// <param name="Count">What was counted.</param>
/// <param name="Threshold">From where the rule speaks.</param>
/// <param name="PeerMedian">What peers come to, for <c>volume</c>.</param>
/// <param name="Explanation">All this in a sentence.</param>
public sealed record MisuseLine(
    long Sequence,
    DateTimeOffset At,
    string Rule,
    AccessBy By,
    FeedId? FeedId,
    DateTimeOffset From,
    DateTimeOffset To,
    int Count,
    int Threshold,
    double? PeerMedian,
    string Explanation)
{
    internal static MisuseLine Of(Entry entry, Func<MisuseSuspected, AccessBy> who)
    {
        var found = (MisuseSuspected)entry.Event;
        return new(entry.Sequence, entry.At, found.Rule, who(found), found.Feed, found.From, found.To, found.Count, found.Threshold, found.PeerMedian, found.Explain());
    }
}
