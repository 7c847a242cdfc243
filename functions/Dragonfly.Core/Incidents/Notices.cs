using Dragonfly.Core.Audit;
using Dragonfly.Core.Bulletins;

namespace Dragonfly.Core.Incidents;

/// <summary>What of a write people should be told beyond the new view.</summary>
public static class Notices
{
    /// <summary>The notices that the entries of one write call for; of each kind at most one.</summary>
    public static IEnumerable<Notice> Of(IncidentId incident, IReadOnlyCollection<Entry> entries)
    {
        var callChanged = entries.Any(entry => entry.Event is CadMessageReceived);
        return entries
            .Select(entry => (Code: CodeOf(entry.Event, callChanged), entry.At))
            .Where(news => news.Code is not null)
            .DistinctBy(news => news.Code)
            .Select(news => new Notice(news.Code!, news.At, incident));
    }

    private static string? CodeOf(TimelineEvent happened, bool callChanged) => happened switch
    {
        ThreatDeclared => NoticeCode.ApprovalNeeded,
        UnlockDecided { Rule.RequiresApproval: true, Issued.IsEmpty: false } => NoticeCode.ApprovalNeeded,
        GrantsEnded ended when ended.Grants.Any(grant => IsOwners(grant.Reason, callChanged)) => NoticeCode.LockedByOwner,
        BulletinUndelivered => NoticeCode.BulletinUndelivered,
        _ => null,
    };

    // A type that is not shared may come of the call's being another, and not of the owner's changing anything.
    private static bool IsOwners(string reason, bool callChanged) =>
        reason is "noConsent" or "sharingOff" or "paused" or "outsideHours" or "agencyNotLetIn" or "feedRemoved" || (reason is "callTypeNotShared" && !callChanged);
}
