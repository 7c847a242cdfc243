using System.Collections.Immutable;
using System.Diagnostics;
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
        DecideUnlock c => Unlock(incident, c, now),
        Tick c => new Accepted(Notice(incident, c.Feeds, now)),
        StartVideo { Actions: [] } or FinishVideo { Outcomes: [] } => Accepted.Nothing,
        StartVideo c => new Accepted([new VideoStarted(c.Actions)]),
        FinishVideo c => new Accepted([new VideoFinished(c.Outcomes)]),
        CorrectLease c => Correct(incident, c),
        IssueTicket c => Issue(incident, c, now),
        RenewTicket c => Renew(incident, c, now),
        EndTicket c => EndView(incident, c, now),
        Extend c => Lengthen(incident, c, now),
        LockFeeds c => LockUp(incident, c, now),
        Approve => ApproveWaiting(incident),
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
        _ when feed.Permits(incident.CallType ?? "", now) is { Refusal: { } refusal } => refusal,
        { UnlockedAt: null } => "notYetUnlocked",
        _ => null,
    };

    private static Decision Receive(Incident incident, ReceiveMessage command, DateTimeOffset now)
    {
        var message = command.Message;
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
            fingerprint);
        return new Accepted(message.Status.Closes() && incident.IsOpen
            ? [received, .. End(incident, incident.LiveGrants, message.Status is CadStatus.Closed ? "incidentClosed" : "incidentCancelled", now)]
            : [received]);
    }

    private static Accepted Unlock(Incident incident, DecideUnlock command, DateTimeOffset now)
    {
        var (rule, area, reason) = Matching.Qualify(incident, command.Policy);
        if (rule is null || area is null)
        {
            var none = new UnlockDecided(command.Policy.Version, null, reason, [], ImmutableSortedDictionary<string, int>.Empty);
            return new([none, .. End(incident, incident.LiveGrants, reason, now)]);
        }

        var (candidates, refused) = Matching.Find(area, incident.CallType!, command.Near, now);
        var over = incident.LiveGrants.Select(grant => new EndedGrant(grant.Id, WhyOver(grant)!)).Where(ended => ended.Reason is not null).ToArray();
        var kept = incident.LiveGrants.ExceptBy(over.Select(ended => ended.Grant), grant => grant.Id).Select(grant => grant.Feed).ToArray();
        var taken = kept.Concat(incident.HeldFeeds).ToHashSet();
        var ordinal = incident.Grants.Length;
        var issued = candidates
            .Where(candidate => !taken.Contains(candidate.Feed.Id))
            .Take(Math.Max(0, rule.MaxFeeds - kept.Length))
            .Select(candidate => IssueGrant(incident, ++ordinal, candidate, rule, now));
        return new([new UnlockDecided(command.Policy.Version, rule, reason, [.. issued], refused), .. End(incident, over, [], now)]);

        string? WhyOver(Grant grant) =>
            grant.ExpiresAt <= now ? grant.ExpiryReason
            : candidates.Any(candidate => candidate.Feed.Id == grant.Feed) ? null
            : command.Near.FirstOrDefault(feed => feed.Id == grant.Feed)?.Permits(incident.CallType!, now).Refusal ?? "outOfArea";
    }

    private static IssuedGrant IssueGrant(Incident incident, int ordinal, Candidate candidate, UnlockRule rule, DateTimeOffset now)
    {
        var (expiresAt, expiryReason) = Earlier(now.AddMinutes(rule.Minutes), candidate.Until);
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

    private static (DateTimeOffset ExpiresAt, string Reason) Earlier(DateTimeOffset timeToLive, DateTimeOffset sharing) =>
        sharing < timeToLive ? (sharing, "sharingHours") : (timeToLive, "timeToLive");

    private static ImmutableArray<IncidentEvent> Notice(Incident incident, IReadOnlyList<Feed> feeds, DateTimeOffset now)
    {
        var ended = new List<EndedGrant>();
        var moved = new List<RescheduledGrant>();
        foreach (var grant in incident.LiveGrants)
        {
            var feed = feeds.FirstOrDefault(feed => feed.Id == grant.Feed);
            var permission = feed?.Permits(incident.CallType ?? "", now) ?? Permission.Refused("feedRemoved");
            if (grant.ExpiresAt <= now) ended.Add(new(grant.Id, grant.ExpiryReason));
            else if (permission.Refusal is { } refusal) ended.Add(new(grant.Id, refusal));
            else if (permission.Until < grant.ExpiresAt) moved.Add(new(grant.Id, permission.Until.Value, "sharingHours"));
        }

        var lapsed = incident.Tickets.Where(ticket => ticket.ExpiresAt <= now);
        return
        [
            .. moved.Count > 0 ? [new GrantsRescheduled([.. moved], "sharingHours")] : (ReadOnlySpan<IncidentEvent>)[],
            .. End(incident, ended, lapsed, now),
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

    private static Decision Lengthen(Incident incident, Extend command, DateTimeOffset now)
    {
        var live = incident.LiveGrants.Where(grant => grant.ExpiresAt > now).ToArray();
        if (live is [] || incident.Rule is not { } rule) return new Rejected("nothingUnlocked", null, "no feed is unlocked for this incident");
        var moved = ImmutableArray.CreateBuilder<RescheduledGrant>();
        foreach (var grant in live)
        {
            var wanted = grant.ExpiresAt.AddMinutes(command.Minutes);
            if (wanted > grant.IssuedAt.AddMinutes(rule.MaxMinutes))
                return new Rejected("beyondPolicy", grant.Id.Value, $"the policy lets a feed stay unlocked for {rule.MaxMinutes} minutes in all");
            var until = command.Feeds.FirstOrDefault(feed => feed.Id == grant.Feed)?.Permits(incident.CallType ?? "", now).Until ?? grant.ExpiresAt;
            var (expiresAt, reason) = Earlier(wanted, until);
            if (expiresAt > grant.ExpiresAt) moved.Add(new(grant.Id, expiresAt, reason));
        }

        return moved.Count > 0
            ? new Accepted([new GrantsRescheduled(moved.DrainToImmutable(), command.Reason)])
            : new Rejected("beyondSharingHours", null, "the owners share these feeds no longer than this");
    }

    private static Decision LockUp(Incident incident, LockFeeds command, DateTimeOffset now)
    {
        var named = incident.Grants.FirstOrDefault(grant => grant.Id == command.Grant);
        if (command.Grant is { } id && named is null) return Unknown("grantUnknown", id.Value);
        return new Accepted(
        [
            new LockedBySupervisor(command.Grant, command.Reason),
            .. End(incident, incident.LiveGrants.Where(grant => named is null || grant.Feed == named.Feed), "lockedBySupervisor", now),
        ]);
    }

    private static Decision ApproveWaiting(Incident incident)
    {
        var waiting = incident.LiveGrants.Where(grant => grant.Desired == Desired.Approval).Select(grant => grant.Id).ToImmutableArray();
        return waiting.IsEmpty ? new Rejected("nothingToApprove", null, "no feed waits for approval") : new Accepted([new GrantsApproved(waiting)]);
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
