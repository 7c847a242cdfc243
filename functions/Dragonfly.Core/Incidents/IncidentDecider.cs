using System.Collections.Immutable;
using System.Diagnostics;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Incidents;

/// <summary>Every rule about incidents: what a command comes to, given where the incident stands and what time it is. Pure.</summary>
public static class IncidentDecider
{
    /// <summary>Decides.</summary>
    public static Decision Decide(Incident incident, IncidentCommand command, DateTimeOffset now) => command switch
    {
        ReceiveMessage c => Receive(incident, c, now),
        DeclareThreat c => Declare(incident, c, now),
        DecideUnlock c => Unlock(incident, c, now),
        Tick c => new Accepted(Notice(incident, c.Feeds, now)),
        StartVideo { Actions: [] } or FinishVideo { Outcomes: [] } => Accepted.Nothing,
        StartVideo c => new Accepted([new VideoStarted(c.Actions)]),
        FinishVideo c => new Accepted([new VideoFinished(c.Outcomes)]),
        CorrectLease c => Correct(incident, c),
        IssueTicket c => Issue(incident, c, now),
        RenewTicket c => Renew(incident, c, now),
        EndTicket c => EndView(incident, c, now),
        TakeStill c => Keep(incident, c, now),
        RequestRecording c => Record(incident, c, now),
        NoteClipsBegun { Clips: [] } => Accepted.Nothing,
        NoteClipsBegun c => new Accepted([new ClipsBegun(c.Clips)]),
        BulletinCommand c => BulletinDecider.Decide(incident, c, now),
        Extend c => Lengthen(incident, c, now),
        LockFeeds c => LockUp(incident, c, now),
        CutFeed c => new Accepted([.. End(incident, incident.LiveGrants.Where(grant => grant.Feed == c.Feed), c.Reason, now)]),
        Approve c => incident.Threat is { } threat ? ApproveThreat(incident, threat, c, now) : ApproveWaiting(incident, c, now),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    /// <summary>Why a grant may not be viewed now, or null when it may: the one answer that tickets and renewals are given by.</summary>
    public static string? WhyNotViewable(Incident incident, Grant grant, Feed? feed, DateTimeOffset now) => grant switch
    {
        { EndReason: { } ended } => ended,
        _ when !incident.IsOpen => "incidentClosed",
        _ when grant.ExpiresAt <= now => grant.ExpiryReason,
        { Desired: Desired.Approval } => "awaitingApproval",
        _ when feed is null => "feedRemoved",
        _ when feed.Permits(incident.Agency, incident.CallType ?? "", now) is { Refusal: { } refusal } => refusal,
        { UnlockedAt: null } => "notYetUnlocked",
        _ => null,
    };

    private static Decision Receive(Incident incident, ReceiveMessage command, DateTimeOffset now)
    {
        var message = command.Message;
        if (incident.Threat is not null) return new Rejected("notFromCad", message.MessageId, "the number is that of a threat, which a supervisor declared");
        var fingerprint = SeenMessage.FingerprintOf(message);
        var namesakes = incident.Order.Seen.Where(seen => seen.Id == message.MessageId).ToArray();
        if (namesakes.Any(seen => seen.Says(fingerprint))) return new Repeated();

        // A close counts whatever its id: to take it for a repetition would leave feeds open.
        if (namesakes is not [] && !message.Status.Closes()) return new Rejected("messageIdReused", message.MessageId, "another message had this id before");
        if (incident.Order.IsLate(message.Status, message.MessageTime)) return new Rejected("stale", message.MessageId, "a newer message was received before it");
        var received = new CadMessageReceived(
            incident.Agency,
            incident.Number,
            message.MessageId,
            message.MessageTime,
            message.Status,
            message.CallType,
            message.Location?.Point,
            message.Location?.Kind,
            message.Location?.UncertaintyMeters,
            message.OpenedAt,
            command.Digest,
            fingerprint,
            message.Beat);
        return new Accepted(message.Status.Closes() && incident.IsOpen
            ? [received, .. End(incident, incident.LiveGrants, message.Status is CadStatus.Closed ? "incidentClosed" : "incidentCancelled", now)]
            : [received]);
    }

    private static Decision Declare(Incident incident, DeclareThreat command, DateTimeOffset now)
    {
        if (incident.Version > 0)
        {
            return incident.Threat?.Area == command.Area && incident.CallType == command.Reason.ToUpperInvariant()
                ? new Repeated()
                : new Rejected("keyReused", null, "another threat was declared with this key: declare this one with a key of its own");
        }

        if (command.Policy.ThreatRuleFor(command.Reason) is not { } rule)
            return new Rejected("reasonNotListed", null, $"reason must be one of {string.Join(", ", command.Policy.Threats?.Reasons ?? [])}");
        if (command.Area.SquareMeters > rule.MaxSquareMeters)
            return new Rejected("areaTooLarge", null, $"area must have at most {rule.MaxSquareMeters} m², and has {command.Area.SquareMeters:F0} m²");
        if (command.Minutes > rule.MaxMinutes) return new Rejected("beyondPolicy", null, $"the policy lets a threat stand for {rule.MaxMinutes} minutes");
        var endsAt = now.AddMinutes(command.Minutes);
        var approvalDueAt = now.AddMinutes(Math.Min(rule.ApprovalMinutes, command.Minutes));
        return new Accepted(
            [new ThreatDeclared(incident.Agency, incident.Number, command.Reason.ToUpperInvariant(), command.Area, approvalDueAt, endsAt, command.DeclaredBy, command.Note)]);
    }

    private static Accepted Unlock(Incident incident, DecideUnlock command, DateTimeOffset now)
    {
        var (rule, area, reason) = Matching.Qualify(incident, command.Policy);
        if (rule is null || area is null)
        {
            var none = new UnlockDecided(command.Policy.Version, null, reason, [], ImmutableSortedDictionary<string, int>.Empty);
            return new([none, .. End(incident, incident.LiveGrants, reason, now)]);
        }

        var (candidates, refused) = Matching.Find(area, incident.Agency, incident.CallType!, command.Near, now);
        var over = incident.LiveGrants.Select(grant => new EndedGrant(grant.Id, WhyOver(grant)!)).Where(ended => ended.Reason is not null).ToArray();
        var kept = incident.LiveGrants.ExceptBy(over.Select(ended => ended.Grant), grant => grant.Id).Select(grant => grant.Feed).ToArray();
        var taken = kept.Concat(incident.HeldFeeds).ToHashSet();
        var ordinal = incident.Grants.Length;
        var issued = candidates
            .Where(candidate => !taken.Contains(candidate.Feed.Id))
            .Take(Math.Max(0, rule.MaxFeeds - kept.Length))
            .Select(candidate => IssueGrant(incident, ++ordinal, candidate, incident.Threat?.Limit ?? (now.AddMinutes(rule.Minutes), "timeToLive")));
        return new([new UnlockDecided(command.Policy.Version, rule, reason, [.. issued], refused), .. End(incident, over, [], now)]);

        string? WhyOver(Grant grant) =>
            grant.ExpiresAt <= now ? grant.ExpiryReason
            : rule.RequiresApproval && grant is { Desired: Desired.Open, ApprovedAt: null } ? "approvalNeeded"
            : !rule.RequiresApproval && grant.Desired is Desired.Approval ? "approvalNotNeeded"
            : candidates.Any(candidate => candidate.Feed.Id == grant.Feed) ? null
            : command.Near.FirstOrDefault(feed => feed.Id == grant.Feed)?.Permits(incident.Agency, incident.CallType!, now).Refusal ?? "outOfArea";
    }

    private static IssuedGrant IssueGrant(Incident incident, int ordinal, Candidate candidate, (DateTimeOffset, string) limit)
    {
        var (expiresAt, expiryReason) = Earlier(limit, (candidate.Until, candidate.Ends));
        return new(
            GrantId.Of(incident.Id, ordinal),
            candidate.Feed.Id,
            candidate.Feed.Partner,
            candidate.Feed.Consent.Version,
            candidate.DistanceMeters,
            candidate.InView,
            expiresAt,
            expiryReason);
    }

    private static (DateTimeOffset ExpiresAt, string Reason) Earlier((DateTimeOffset At, string Reason) limit, (DateTimeOffset At, string Reason) sharing) =>
        sharing.At < limit.At ? sharing : limit;

    private static ImmutableArray<IncidentEvent> Notice(Incident incident, IReadOnlyList<Feed> feeds, DateTimeOffset now)
    {
        var ended = new List<EndedGrant>();
        var moved = new List<RescheduledGrant>();
        foreach (var grant in incident.LiveGrants)
        {
            var feed = feeds.FirstOrDefault(feed => feed.Id == grant.Feed);
            var permission = feed?.Permits(incident.Agency, incident.CallType ?? "", now) ?? Permission.Refused("feedRemoved");
            if (grant.ExpiresAt <= now) ended.Add(new(grant.Id, grant.ExpiryReason));
            else if (permission.Refusal is { } refusal) ended.Add(new(grant.Id, refusal));
            else if (permission.Until < grant.ExpiresAt) moved.Add(new(grant.Id, permission.Until.Value, permission.Ends));
        }

        var lapsed = incident.Tickets.Where(ticket => ticket.ExpiresAt <= now);
        return
        [
            .. moved.Count > 0 ? [new GrantsRescheduled([.. moved], "sharingHours")] : (ReadOnlySpan<IncidentEvent>)[],
            .. End(incident, ended, lapsed, now),
            .. incident is { IsOpen: true, Threat.Limit: var limit } && limit.At <= now ? [new ThreatEnded(limit.Reason)] : (ReadOnlySpan<IncidentEvent>)[],
        ];
    }

    // Only what contradicts a settled belief counts: a call in flight settles itself.
    private static Decision Correct(Incident incident, CorrectLease command) =>
        incident.Grants.FirstOrDefault(grant => grant.Id == command.Grant) is { } grant
        && (command.Held, grant.Observed) is (true, Observed.Closed) or (false, Observed.Open)
            ? new Accepted([new LeaseCorrected(command.Grant, command.Held)])
            : Accepted.Nothing;

    private static Decision Issue(Incident incident, IssueTicket command, DateTimeOffset now)
    {
        if (incident.Grants.FirstOrDefault(grant => grant.Id == command.Grant) is not { } grant) return Unknown("grantUnknown", command.Grant.Value);
        if (WhyNotViewable(incident, grant, command.Feed, now) is { } reason) return NotViewable(reason, grant.Id);
        return new Accepted([new TicketIssued(command.Ticket, grant.Id, grant.Feed, command.Viewer, command.Reason ?? incident.CallType!, TicketEnd(grant, now))]);
    }

    private static Decision Renew(Incident incident, RenewTicket command, DateTimeOffset now)
    {
        if (incident.Grants.FirstOrDefault(grant => grant.Id == command.Ticket.Grant) is not { } grant) return Unknown("ticketUnknown", command.Ticket.Value);
        if (WhyNotViewable(incident, grant, command.Feed, now) is { } reason) return NotViewable(reason, grant.Id);
        if (incident.Tickets.FirstOrDefault(ticket => ticket.Id == command.Ticket) is not { } ticket || ticket.ExpiresAt <= now)
            return new Rejected("ticketEnded", command.Ticket.Value, "the ticket has ended; ask for another");
        return ticket.Holder == command.Viewer ? new Accepted([new TicketRenewed(ticket.Id, TicketEnd(grant, now))]) : NotTheirs(ticket);
    }

    private static Decision EndView(Incident incident, EndTicket command, DateTimeOffset now)
    {
        if (incident.Tickets.FirstOrDefault(ticket => ticket.Id == command.Ticket) is not { } ticket) return Accepted.Nothing;
        return ticket.Holder == command.Viewer ? new Accepted([new ViewsEnded([Ended(ticket, command.How, now)])]) : NotTheirs(ticket);
    }

    private static Decision Keep(Incident incident, TakeStill command, DateTimeOffset now)
    {
        if (incident.Grants.FirstOrDefault(grant => grant.Id == command.Grant) is not { } grant) return Unknown("grantUnknown", command.Grant.Value);
        return WhyNotViewable(incident, grant, command.Feed, now) is { } reason
            ? NotViewable(reason, grant.Id)
            : new Accepted([new StillTaken(command.Clip, grant.Id, grant.Feed, command.Viewer, command.Reason ?? incident.CallType!, command.TakenAt, command.Sha256)]);
    }

    private static Decision Record(Incident incident, RequestRecording command, DateTimeOffset now)
    {
        if (incident.Grants.FirstOrDefault(grant => grant.Id == command.Grant) is not { } grant) return Unknown("grantUnknown", command.Grant.Value);
        if (Recordings.WhyNot(incident, grant, command, now) is { } reason) return NotViewable(reason, grant.Id);
        return new Accepted(
            [new RecordingsRequested([new(command.Clip, grant.Id, grant.Feed, command.From, command.To, command.RequestedBy, command.Reason ?? incident.CallType!)])]);
    }

    private static Decision Lengthen(Incident incident, Extend command, DateTimeOffset now)
    {
        var open = incident.LiveGrants.Where(grant => grant.Desired is Desired.Open && grant.ExpiresAt > now).ToArray();
        if (open is [] || incident.Rule is not { } rule) return new Rejected("nothingUnlocked", null, "no feed is unlocked for this incident");
        if (incident.Threat is { ApprovedBy: null }) return new Rejected("notYetApproved", null, "another supervisor must approve the threat first");
        if (open.FirstOrDefault(grant => Wanted(grant) > grant.IssuedAt.AddMinutes(rule.MaxMinutes)) is { } beyond)
            return new Rejected("beyondPolicy", beyond.Id.Value, $"the policy lets a feed stay unlocked for {rule.MaxMinutes} minutes in all");
        var moved = Prolong(incident, open, Wanted, command.Feeds, command.Reason, now);
        return moved.IsEmpty
            ? new Rejected("beyondSharingHours", null, "the owners share these feeds no longer than this")
            : new Accepted([.. incident.Threat is null ? [] : (ReadOnlySpan<IncidentEvent>)[new ThreatExtended(Wanted(open[0]), command.Reason)], .. moved]);

        // A grant of a threat may end before the threat does, with its owner's hours; and the owner may have changed them.
        DateTimeOffset Wanted(Grant grant) => (incident.Threat?.EndsAt ?? grant.ExpiresAt).AddMinutes(command.Minutes);
    }

    private static ImmutableArray<IncidentEvent> Prolong(
        Incident incident, IEnumerable<Grant> grants, Func<Grant, DateTimeOffset> wanted, IReadOnlyList<Feed> feeds, string reason, DateTimeOffset now)
    {
        var moved = ImmutableArray.CreateBuilder<RescheduledGrant>();
        foreach (var grant in grants)
        {
            var permission = feeds.FirstOrDefault(feed => feed.Id == grant.Feed)?.Permits(incident.Agency, incident.CallType ?? "", now);
            var (expiresAt, expiryReason) = Earlier((wanted(grant), "timeToLive"), permission is { Until: { } until, Ends: var ends } ? (until, ends) : (grant.ExpiresAt, grant.ExpiryReason));
            if (expiresAt > grant.ExpiresAt) moved.Add(new(grant.Id, expiresAt, expiryReason));
        }

        return moved.Count > 0 ? [new GrantsRescheduled(moved.DrainToImmutable(), reason)] : [];
    }

    private static Decision LockUp(Incident incident, LockFeeds command, DateTimeOffset now)
    {
        var named = incident.Grants.FirstOrDefault(grant => grant.Id == command.Grant);
        if (command.Grant is { } id && named is null) return Unknown("grantUnknown", id.Value);
        return new Accepted(
        [
            new LockedBySupervisor(command.Grant, command.Reason),
            .. End(incident, incident.LiveGrants.Where(grant => named is null || grant.Feed == named.Feed), "lockedBySupervisor", now),
            .. named is null && incident is { IsOpen: true, Threat: not null } ? [new ThreatEnded("lockedBySupervisor")] : (ReadOnlySpan<IncidentEvent>)[],
        ]);
    }

    private static Decision ApproveWaiting(Incident incident, Approve command, DateTimeOffset now)
    {
        var waiting = incident.LiveGrants.Where(grant => grant.Desired is Desired.Approval && grant.ExpiresAt > now).Select(grant => grant.Id).ToImmutableArray();
        return waiting.IsEmpty
            ? new Rejected("nothingToApprove", null, "no feed waits for approval")
            : new Accepted([new GrantsApproved(waiting, command.Reason)]);
    }

    private static Decision ApproveThreat(Incident incident, Threat threat, Approve command, DateTimeOffset now)
    {
        if (threat.EndReason is { } ended) return new Rejected(ended, null, $"the threat is over: {ended}");
        if (threat.Limit.At <= now) return new Rejected(threat.Limit.Reason, null, $"the threat is over: {threat.Limit.Reason}");
        if (threat.ApprovedBy is not null) return new Rejected("alreadyApproved", null, "the threat was approved before");
        if (threat.DeclaredBy == command.ApprovedBy) return new Rejected("ownThreat", null, "a supervisor cannot approve their own threat");
        return new Accepted([new ThreatApproved(command.ApprovedBy, command.Reason), .. Prolong(incident, incident.LiveGrants, _ => threat.EndsAt, command.Feeds, "approved", now)]);
    }

    private static IEnumerable<IncidentEvent> End(Incident incident, IEnumerable<Grant> grants, string reason, DateTimeOffset now) =>
        End(incident, grants.Select(grant => new EndedGrant(grant.Id, reason)), [], now);

    // Views end in the entry's own write: those whose ticket lapsed when it did, those under an ended grant now.
    private static IEnumerable<IncidentEvent> End(Incident incident, IEnumerable<EndedGrant> grants, IEnumerable<Ticket> lapsed, DateTimeOffset now)
    {
        var ended = grants.ToImmutableArray();
        var views = lapsed.Union(incident.Tickets.Where(ticket => ended.Any(grant => grant.Grant == ticket.Grant)))
            .Select(ticket => Ended(ticket, "cut", now))
            .ToImmutableArray();
        if (!ended.IsEmpty) yield return new GrantsEnded(ended);
        if (Recordings.KeptBy(incident, ended, now) is { IsEmpty: false } kept) yield return new RecordingsRequested(kept);
        if (!views.IsEmpty) yield return new ViewsEnded(views);
    }

    private static EndedView Ended(Ticket ticket, string how, DateTimeOffset now) => ticket.ExpiresAt <= now
        ? new(ticket.Id, ticket.Feed, ticket.Holder, ticket.IssuedAt, ticket.ExpiresAt, "lapsed")
        : new(ticket.Id, ticket.Feed, ticket.Holder, ticket.IssuedAt, now, how);

    private static DateTimeOffset TicketEnd(Grant grant, DateTimeOffset now) => now + Ticket.Life < grant.ExpiresAt ? now + Ticket.Life : grant.ExpiresAt;

    private static Rejected NotTheirs(Ticket ticket) => new("notYourTicket", ticket.Id.Value, "the ticket is another viewer's");

    private static Rejected Unknown(string code, string subject) => new(code, subject, "there is no such thing");

    private static Rejected NotViewable(string reason, GrantId grant) => new(reason, grant.Value, $"the feed may not be viewed: {reason}");
}
