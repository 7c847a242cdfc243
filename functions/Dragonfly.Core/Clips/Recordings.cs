using System.Collections.Frozen;
using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Clips;

/// <summary>Which recordings may be asked for, and which the policy keeps by itself: ADR 20.</summary>
public static class Recordings
{
    // A grant that ended by these ended by the owner's word, or for what runs on the feed: stop means stop, and nothing more is taken from it.
    private static readonly FrozenSet<string> Stops = FrozenSet.Create(
        "noConsent", "sharingOff", "paused", "callTypeNotShared", "agencyNotLetIn", "agreementEnded", "feedRemoved", "timeZoneUnknown", Analytics.Forbidden, Analytics.Unknown);

    // Less than a second was never seen by anybody.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>Why a recording may not be had, by its code; null when it may: of a time in which the feed was open under the grant, and before it as far as the owner allows.</summary>
    public static string? WhyNot(Incident incident, Grant grant, RequestRecording wanted, DateTimeOffset now)
    {
        if (grant.EndReason is { } ended && Stops.Contains(ended)) return ended;
        if (WhyStopped(incident.Agency, incident.CallType, wanted.Feed, now) is { } stopped) return stopped;
        if (grant.UnlockedAt is not { } unlockedAt) return grant.EndReason ?? "notYetUnlocked";
        if (grant.EndedAt + VideoExport.Remembered <= now) return "recordingForgotten";
        if (wanted.From < unlockedAt - wanted.Feed!.LookBackFor(incident.Agency)) return "beforeUnlock";
        return wanted.To > EndOf(grant, now) ? "beyondGrant" : null;
    }

    /// <summary>The owner's word by which nothing more is taken from a feed, by its code; null while none stands. That it is outside of the hours of sharing now is none.</summary>
    /// <param name="agency">Who wants it.</param>
    /// <param name="callType">What for.</param>
    /// <param name="feed">The feed as it is now; null when it is gone.</param>
    /// <param name="now">The moment asked about.</param>
    public static string? WhyStopped(AgencyId agency, string? callType, Feed? feed, DateTimeOffset now) => feed is null
        ? "feedRemoved"
        : feed.Permits(agency, callType ?? "", now).Refusal is { } refusal && Stops.Contains(refusal) ? refusal : null;

    /// <summary>What the policy keeps of grants that end now: all that could be viewed, in pieces that the video system can make.</summary>
    public static ImmutableArray<WantedClip> KeptBy(Incident incident, IReadOnlyCollection<EndedGrant> ended, DateTimeOffset now)
    {
        if (incident.Rule is not { RecordClip: true }) return [];
        return
        [
            .. from end in ended
               where !Stops.Contains(end.Reason)
               let grant = incident.Grants.First(grant => grant.Id == end.Grant)
               where grant.UnlockedAt + Shortest <= EndOf(grant, now)
               from piece in PiecesOf(grant, grant.UnlockedAt!.Value, EndOf(grant, now), incident.CallType!)
               select piece,
        ];
    }

    private static DateTimeOffset EndOf(Grant grant, DateTimeOffset now)
    {
        var end = grant.EndedAt ?? now;
        return end < grant.ExpiresAt ? end : grant.ExpiresAt;
    }

    private static IEnumerable<WantedClip> PiecesOf(Grant grant, DateTimeOffset from, DateTimeOffset to, string reason)
    {
        for (var ordinal = 1; from < to; ordinal++, from += VideoExport.Longest)
            yield return new(ClipId.Of(grant.Id, ordinal), grant.Id, grant.Feed, from, to - from > VideoExport.Longest ? from + VideoExport.Longest : to, null, reason);
    }
}
