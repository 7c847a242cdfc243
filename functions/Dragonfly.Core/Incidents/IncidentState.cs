using System.Collections.Immutable;
using System.Diagnostics;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Incidents;

/// <summary>How entries make an incident: <c>Evolve</c> folded over its timeline gives its head.</summary>
public static class IncidentState
{
    /// <summary>The incident after one more entry.</summary>
    public static Incident Evolve(this Incident incident, Entry entry) => Apply(incident, (IncidentEvent)entry.Event, entry.At) with
    {
        Version = entry.Sequence,
        Hash = entry.Hash!,
        ChangedAt = entry.At,
    };

    /// <summary>The incident after more entries.</summary>
    public static Incident Evolve(this Incident incident, IEnumerable<Entry> entries) => entries.Aggregate(incident, Evolve);

    /// <summary>What an event does, leaving version and hash alone; deciders use it to look ahead.</summary>
    public static Incident Apply(Incident incident, IncidentEvent happened, DateTimeOffset at) => happened switch
    {
        CadMessageReceived e => Receive(incident, e, at),
        ThreatDeclared e => incident with
        {
            ReceivedAt = at,
            OpenedAt = at,
            CallType = e.Reason,
            Point = e.Area.Center,
            Threat = new(e.Area, e.DeclaredBy, e.ApprovalDueAt, e.EndsAt),
            DecisionDue = true,
        },
        ThreatApproved e => incident with { Threat = incident.Threat! with { ApprovedBy = e.ApprovedBy } },
        ThreatExtended e => incident with { Threat = incident.Threat! with { EndsAt = e.EndsAt } },
        ThreatEnded e => incident with { Threat = incident.Threat! with { EndReason = e.Reason }, ClosedAt = at, Status = CadStatus.Closed, DecisionDue = false },
        UnlockDecided e => incident with
        {
            DecisionDue = false,
            PolicyVersion = e.PolicyVersion,
            Rule = e.Rule,
            DecisionReason = e.Reason,
            Grants = [.. incident.Grants, .. e.Issued.Select(issued => Issue(issued, e.Rule!, at))],
        },
        GrantsEnded e => With(incident, e.Grants, ended => ended.Grant, (grant, ended) => End(grant, ended.Reason, at)),
        GrantsRescheduled e => With(incident, e.Grants, moved => moved.Grant, Reschedule) with { Tickets = [.. incident.Tickets.Select(ticket => Shorten(ticket, e))] },
        GrantsApproved e => With(incident, e.Grants, id => id, (grant, _) => grant with { Desired = Desired.Open, ApprovedAt = at }),
        LockedBySupervisor { Grant: null } => incident with { HeldLocked = true },
        LockedBySupervisor e => incident with { HeldFeeds = incident.HeldFeeds.Add(incident.Grants.First(grant => grant.Id == e.Grant).Feed) },
        VideoStarted e => With(incident, e.Actions, action => action.Grant, (grant, action) => grant with
        {
            Observed = Observed.Unknown,
            Attempt = action.Attempt,
            RetryAt = at + Retry.Claim,
        }),
        VideoFinished e => With(incident, e.Outcomes, outcome => outcome.Grant, Finish),
        LeaseCorrected e => With(incident, [e.Grant], id => id, (grant, _) => grant with { Observed = Observed.Unknown, RetryAt = null, LockedAt = null }),
        TicketIssued e => incident with { Tickets = incident.Tickets.Add(new(e.Ticket, e.Grant, e.Feed, e.Viewer, at, e.ExpiresAt)) },
        TicketRenewed e => incident with { Tickets = [.. incident.Tickets.Select(ticket => ticket.Id == e.Ticket ? ticket with { ExpiresAt = e.ExpiresAt } : ticket)] },
        ViewsEnded e => incident with { Tickets = incident.Tickets.RemoveAll(ticket => e.Views.Any(view => view.Ticket == ticket.Id)) },
        StillTaken => incident,
        RecordingsRequested e => incident with { WantedClips = [.. incident.WantedClips, .. e.Clips] },
        ClipsBegun e => incident with { WantedClips = incident.WantedClips.RemoveAll(clip => e.Clips.Contains(clip.Id)) },
        BulletinEvent e => BulletinHistory.Apply(incident, e, at),
        Refused => incident,
        _ => throw new UnreachableException(happened.GetType().Name),
    };

    private static Incident Receive(Incident incident, CadMessageReceived e, DateTimeOffset at)
    {
        var first = incident.Version == 0;
        var newest = e.MessageTime >= incident.Order.Latest;
        var known = newest
            ? incident with
            {
                Status = e.Status,
                CallType = e.CallType ?? incident.CallType,
                Point = e.LocationKind is null ? incident.Point : e.Point,
                LocationKind = e.LocationKind ?? incident.LocationKind,
                UncertaintyMeters = e.LocationKind is null ? incident.UncertaintyMeters : e.UncertaintyMeters,
                OpenedAt = e.OpenedAt ?? (first ? at : incident.OpenedAt),
            }
            : incident;
        var closes = e.Status.Closes();
        var reopens = e.Status is CadStatus.ReOpened && !incident.IsOpen;
        var asks = first || reopens || (known.CallType, known.Point, known.LocationKind, known.UncertaintyMeters)
            != (incident.CallType, incident.Point, incident.LocationKind, incident.UncertaintyMeters);
        var closedAt = closes ? incident.ClosedAt ?? at : reopens ? null : incident.ClosedAt;
        return known with
        {
            ReceivedAt = first ? at : incident.ReceivedAt,
            Status = reopens || (closes && incident.IsOpen) ? e.Status : known.Status,
            ClosedAt = closedAt,
            HeldFeeds = reopens ? [] : incident.HeldFeeds,
            HeldLocked = incident.HeldLocked && !reopens,
            DecisionDue = closedAt is null && (asks || incident.DecisionDue),
            Order = incident.Order.With(new(e.MessageId, e.Fingerprint), e.Status, e.MessageTime),
        };
    }

    private static Grant Issue(IssuedGrant issued, UnlockRule rule, DateTimeOffset at) => new()
    {
        Id = issued.Grant,
        Feed = issued.Feed,
        Partner = issued.Partner,
        ConsentVersion = issued.ConsentVersion,
        DistanceMeters = issued.DistanceMeters,
        InView = issued.InView,
        IssuedAt = at,
        ExpiresAt = issued.ExpiresAt,
        ExpiryReason = issued.ExpiryReason,
        Desired = rule.RequiresApproval ? Desired.Approval : Desired.Open,
    };

    private static Grant End(Grant grant, string reason, DateTimeOffset at) => grant with
    {
        Desired = Desired.Closed,
        EndReason = reason,
        EndedAt = at,
        Attempt = 0,
        RetryAt = null,
        LockedAt = grant.Observed == Observed.Closed ? at : null,
    };

    // A lease carries its end, so a lease with another end must be taken out again; until then the feed stays viewable under the old one.
    private static Grant Reschedule(Grant grant, RescheduledGrant moved) => grant with
    {
        ExpiresAt = moved.ExpiresAt,
        ExpiryReason = moved.ExpiryReason,
        Observed = grant.Observed == Observed.Closed ? Observed.Closed : Observed.Unknown,
        Attempt = grant.Attempt + 1, // A call on its way is about the old end: its outcome must not pass for that of the new one.
        RetryAt = null,
    };

    private static Ticket Shorten(Ticket ticket, GrantsRescheduled e) =>
        e.Grants.FirstOrDefault(moved => moved.Grant == ticket.Grant) is { } moved && moved.ExpiresAt < ticket.ExpiresAt ? ticket with { ExpiresAt = moved.ExpiresAt } : ticket;

    private static Grant Finish(Grant grant, VideoOutcome outcome) => (grant.Desired, outcome.Verb, outcome.Failure) switch
    {
        // Overtaken by a later try or another end: it settles nothing, though the feed may be viewable by it.
        (Desired.Open, VideoVerb.Open, null) when outcome.Attempt < grant.Attempt => grant with { UnlockedAt = grant.UnlockedAt ?? outcome.FinishedAt },
        (Desired.Open, VideoVerb.Open, null) => grant with
        {
            Observed = Observed.Open,
            RetryAt = null,
            Failure = null,
            UnlockedAt = grant.UnlockedAt ?? outcome.FinishedAt,
        },
        (Desired.Closed, VideoVerb.Close, null) => grant with { Observed = Observed.Closed, RetryAt = null, LockedAt = outcome.FinishedAt },

        // An open that comes in after the end may have landed after the close: ask for the close once more.
        (Desired.Closed, VideoVerb.Open, _) => grant with { Observed = Observed.Unknown, RetryAt = null, LockedAt = null },
        (_, _, not null) when outcome.Attempt < grant.Attempt => grant,
        (Desired.Closed, _, not null) => grant with { RetryAt = outcome.FinishedAt + Retry.After(outcome.Attempt) },
        (_, _, { } failure) => grant with { Failure = failure, RetryAt = outcome.FinishedAt + Retry.After(outcome.Attempt) },
        (_, _, null) => grant with { Observed = Observed.Unknown, RetryAt = null },
    };

    private static Incident With<T>(Incident incident, ImmutableArray<T> changes, Func<T, GrantId> of, Func<Grant, T, Grant> change)
    {
        var grants = incident.Grants.ToBuilder();
        foreach (var item in changes)
        {
            var index = incident.Grants.IndexOf(incident.Grants.First(grant => grant.Id == of(item)));
            grants[index] = change(grants[index], item);
        }

        return incident with { Grants = grants.MoveToImmutable() };
    }
}
