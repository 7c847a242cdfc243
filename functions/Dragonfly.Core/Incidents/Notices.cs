using Dragonfly.Core.Audit;

namespace Dragonfly.Core.Incidents;

/// <summary>What of a write people should be told beyond the new view.</summary>
public static class Notices
{
    /// <summary>The notices that the entries of one write call for; of each kind at most one.</summary>
    public static IEnumerable<Notice> Of(IncidentId incident, IEnumerable<Entry> entries) =>
        entries.Select(entry => (Code: CodeOf(entry.Event), entry.At)).Where(news => news.Code is not null).DistinctBy(news => news.Code).Select(news => new Notice(news.Code!, news.At, incident));

    private static string? CodeOf(TimelineEvent happened) => happened switch
    {
        ThreatDeclared => NoticeCode.ApprovalNeeded,
        UnlockDecided { Rule.RequiresApproval: true, Issued.IsEmpty: false } => NoticeCode.ApprovalNeeded,
        GrantsEnded ended when ended.Grants.Any(grant => IsOwners(grant.Reason)) => NoticeCode.LockedByOwner,
        _ => null,
    };

    private static bool IsOwners(string reason) => reason is "noConsent" or "sharingOff" or "paused" or "callTypeNotShared" or "outsideHours" or "feedRemoved";
}
