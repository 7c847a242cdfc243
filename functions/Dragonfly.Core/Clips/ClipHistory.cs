using System.Diagnostics;
using Dragonfly.Core.Audit;

namespace Dragonfly.Core.Clips;

/// <summary>How entries make a clip: <c>Evolve</c> folded over its timeline gives its head.</summary>
public static class ClipHistory
{
    /// <summary>The clip after one more entry.</summary>
    public static Clip Evolve(this Clip clip, Entry entry) => Apply(clip, (ClipEvent)entry.Event, entry) with
    {
        Version = entry.Sequence,
        Hash = entry.Hash!,
        ChangedAt = entry.At,
    };

    /// <summary>The clip after more entries.</summary>
    public static Clip Evolve(this Clip clip, IEnumerable<Entry> entries) => entries.Aggregate(clip, Evolve);

    private static Clip Apply(Clip clip, ClipEvent happened, Entry entry) => happened switch
    {
        ClipBegan e => clip with { Wish = e.Wish, RequestedAt = entry.At, State = ClipState.Requested },
        ClipExportStarted e => clip with { State = ClipState.Exporting, Attempt = e.Attempt, RetryAt = entry.At + ClipPlan.Patience },
        ClipExportFailed e => clip with { State = ClipState.Requested, Failure = e.Code, RetryAt = entry.At + ClipPlan.After(e.Attempt) },
        ClipGivenUp e => clip with { State = ClipState.Failed, Failure = e.Code, RetryAt = null },
        ClipUploaded e => clip with { State = ClipState.Uploaded, Attempt = e.Attempt, Content = new(e.Length, e.ContentType), RetryAt = entry.At + ClipPlan.Claim },
        ClipVerified e => clip with { State = ClipState.Available, Content = e.Content, ExpiresAt = e.ExpiresAt, RetryAt = null, Failure = null },
        ClipQuarantined e => clip with { State = ClipState.Quarantined, Content = e.Content ?? clip.Content, Failure = e.Code, RetryAt = null, ExpiresAt = entry.At.AddDays(clip.Wish.RetentionDays) },
        ClipHeld e => clip with { Hold = new(e.CaseNumber, e.Reason, entry.Origin.Actor, entry.At) },
        ClipReleased => clip with { Hold = null },
        ClipHoldKept e => clip with { HeldInStore = e.Held },
        ClipExpiring => clip with { State = ClipState.Expiring },
        ClipDeleted => clip with { State = ClipState.Expired, DeletedAt = entry.At },
        ClipLinked or ClipShared or ClipPackaged or ClipRefused => clip,
        _ => throw new UnreachableException(happened.GetType().Name),
    };
}
