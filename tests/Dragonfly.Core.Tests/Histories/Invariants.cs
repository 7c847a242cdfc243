using System.Collections.Immutable;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Tests.Histories;

/// <summary>What holds in every history: the promises, said without looking at how they are kept.</summary>
public sealed class Invariants(World world)
{
    private static readonly string[] Reasons = ["ACTSHOOT", "BOMB"];

    private readonly HashSet<GrantId> issued = [];
    private readonly HashSet<GrantId> waiting = [];
    private readonly HashSet<GrantId> approved = [];
    private readonly HashSet<IncidentId> recorded = [];
    private readonly Dictionary<IncidentId, int> longest = [];

    /// <summary>After every operation.</summary>
    public void Hold()
    {
        foreach (var (incident, _) in world.Incidents)
        {
            var timeline = world.TimelineOf(incident.Id);
            var declared = timeline[0].Event as ThreatDeclared;
            if (declared is null) incident.IsOpen.ShouldBe(SaysCad(timeline), "it is open exactly if CAD said so last, by CAD's clock");
            else incident.IsOpen.ShouldBe(!timeline.Any(entry => entry.Event is ThreatEnded), "a threat that ended stays so");
            (incident.IsOpen && incident.Status.Closes()).ShouldBeFalse("an open incident does not show that it is closed");
            foreach (var grant in incident.Grants)
            {
                if (IncidentDecider.WhyNotViewable(incident, grant, world.Feeds.GetValueOrDefault(grant.Feed), world.Now) is not null) continue;
                incident.IsOpen.ShouldBeTrue("nothing is viewable once it is over");
                incident.HeldLocked.ShouldBeFalse("nothing is viewable once a supervisor locked it");
                grant.Desired.ShouldBe(Desired.Open, "nothing is viewable that ended or waits for approval");
                world.Now.ShouldBeLessThan(grant.ExpiresAt, "nothing is viewable once its time is up");
                world.Feeds[grant.Feed].Permits(incident.Agency, incident.CallType!, world.Now).Refusal.ShouldBeNull("nothing is viewable against the owner's word");
                if (declared is not null) HoldForThreat(declared, timeline);
                else if (World.Policy.RuleFor(incident.CallType)!.RequiresApproval) approved.ShouldContain(grant.Id, "nothing is viewable without the approval that its type asks for");
            }

            foreach (var grant in incident.LiveGrants)
            {
                incident.IsOpen.ShouldBeTrue("no grant outlives the incident");
                grant.ExpiresAt.ShouldBeLessThanOrEqualTo(grant.IssuedAt.AddMinutes(longest[incident.Id]), "no grant lives longer than the policy lets it");
                if (grant.Desired is Desired.Approval) World.Policy.RuleFor(incident.CallType)!.RequiresApproval.ShouldBeTrue("nothing waits that need not");
            }

            foreach (var ticket in incident.Tickets)
            {
                var grant = incident.Grants.Single(grant => grant.Id == ticket.Grant);
                grant.IsLive.ShouldBeTrue("no view outlives its grant");
                ticket.ExpiresAt.ShouldBeLessThanOrEqualTo(grant.ExpiresAt, "no ticket outlives its grant");
            }

            HoldForLeases(incident);
        }
    }

    /// <summary>On every write.</summary>
    /// <param name="before">The head it was decided on.</param>
    /// <param name="entries">What was decided.</param>
    /// <param name="seen">The feeds it was decided by.</param>
    public void HoldFor(Incident before, IEnumerable<Entry> entries, ImmutableDictionary<FeedId, Feed> seen)
    {
        var incident = before;
        foreach (var entry in entries)
        {
            before = incident;
            incident = incident.Evolve(entry);
            switch (entry.Event)
            {
                case CadMessageReceived:
                    before.Threat.ShouldBeNull("CAD has no say in a threat");
                    break;
                case ThreatApproved approval:
                    approval.ApprovedBy.ShouldNotBe(before.Threat!.DeclaredBy, "nobody approves their own threat");
                    (before.Threat.ApprovedBy is null && entry.At < before.Threat.ApprovalDueAt).ShouldBeTrue("a threat is approved once, and in time");
                    break;
                case GrantsApproved approval:
                    approved.UnionWith(approval.Grants);
                    break;
                case UnlockDecided decided:
                    if (decided.Rule is { RecordClip: true }) recorded.Add(incident.Id);
                    if (decided.Rule is { } rule) longest[incident.Id] = Math.Max(rule.MaxMinutes, longest.GetValueOrDefault(incident.Id));
                    foreach (var grant in decided.Issued) HoldForIssue(before, decided, grant, seen[grant.Feed], entry.At);
                    if (decided.Rule is { RequiresApproval: true }) waiting.UnionWith(decided.Issued.Select(grant => grant.Grant));
                    break;
                case TicketIssued ticket:
                    HoldForTicket(before, ticket.Grant, ticket.ExpiresAt, entry.At, seen);
                    break;
                case TicketRenewed ticket:
                    HoldForTicket(before, ticket.Ticket.Grant, ticket.ExpiresAt, entry.At, seen);
                    break;
                case RecordingsRequested recordings:
                    foreach (var clip in recordings.Clips)
                    {
                        var grant = incident.Grants.Single(grant => grant.Id == clip.Grant);
                        (grant.UnlockedAt <= clip.From && clip.From < clip.To && clip.To <= entry.At && clip.To <= grant.ExpiresAt).ShouldBeTrue("nothing is kept but what could be viewed");
                        recorded.ShouldContain(incident.Id, "nothing is kept unless the policy says so");
                    }

                    break;
                case VideoStarted started:
                    foreach (var action in started.Actions.Where(action => action.Verb is VideoVerb.Open))
                    {
                        // The registry as it is, not as it was seen: a revocation that was answered stops opens that were being decided beside it. Then or now:
                        // an owner's hours may begin or end by themselves between the decision and its write.
                        var feed = world.Feeds[action.Feed];
                        var permitted = feed.Permits(before.Agency, before.CallType!, entry.At).Refusal is null || feed.Permits(before.Agency, before.CallType!, world.Now).Refusal is null;
                        permitted.ShouldBeTrue("no feed is opened against the owner's word");
                        before.Grants.Single(grant => grant.Id == action.Grant).Desired.ShouldBe(Desired.Open, "no feed is opened without a live, approved grant");
                        if (waiting.Contains(action.Grant)) approved.ShouldContain(action.Grant, "no feed that waits for approval is opened without it");
                    }

                    break;
            }
        }
    }

    private void HoldForIssue(Incident incident, UnlockDecided decided, IssuedGrant grant, Feed feed, DateTimeOffset at)
    {
        incident.IsOpen.ShouldBeTrue();
        incident.HeldLocked.ShouldBeFalse();
        if (incident.Threat is null) World.Policy.Rules.ShouldContainKey(incident.CallType!, "no grant for a call type that the policy does not name");
        else Reasons.ShouldContain(incident.CallType!, "no threat for a reason that the policy does not name or the program forbids");
        UnlockPolicy.Forbidden.ShouldNotContain(incident.CallType!);
        feed.Consent.Active.ShouldBeTrue("no grant without consent");
        feed.Permits(incident.Agency, incident.CallType!, at).Refusal.ShouldBeNull("no grant against the owner's rule");
        grant.ConsentVersion.ShouldBe(feed.Consent.Version);
        feed.Place.DistanceTo(incident.Point!.Value).ShouldBeLessThanOrEqualTo(decided.Rule!.RadiusMeters);
        incident.Threat?.Area.Contains(feed.Place).ShouldBeTrue("a threat opens feeds in its area only");
        grant.ExpiresAt.ShouldBeLessThanOrEqualTo(at.AddMinutes(incident.Threat is null ? decided.Rule.Minutes : Math.Min(10, decided.Rule.Minutes)));
        issued.Add(grant.Grant).ShouldBeTrue("a grant's id is never used again");
    }

    private void HoldForThreat(ThreatDeclared declared, IReadOnlyList<Entry> timeline)
    {
        var declaredAt = timeline[0].At;
        world.Now.ShouldBeLessThan(declaredAt.AddMinutes(60), "nothing of a threat is viewable for longer than the policy lets");
        if (world.Now >= declaredAt.AddMinutes(10))
            timeline.Any(IsApprovalByAnother).ShouldBeTrue("nothing of a threat stays viewable without a second supervisor");

        bool IsApprovalByAnother(Entry entry) => entry.Event is ThreatApproved approval && approval.ApprovedBy != declared.DeclaredBy;
    }

    private static void HoldForTicket(Incident incident, GrantId id, DateTimeOffset expiresAt, DateTimeOffset at, ImmutableDictionary<FeedId, Feed> feeds)
    {
        var grant = incident.Grants.Single(grant => grant.Id == id);
        IncidentDecider.WhyNotViewable(incident, grant, feeds.GetValueOrDefault(grant.Feed), at).ShouldBeNull("no ticket for what may not be viewed");
        (expiresAt - at).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(30), "no ticket lives longer than 30 s");
        expiresAt.ShouldBeLessThanOrEqualTo(grant.ExpiresAt, "no ticket outlives its grant");
    }

    // Beliefs about leases are true as long as no lease was lost and no call came late; and no lease ever is without somebody who still means to close it.
    private void HoldForLeases(Incident incident)
    {
        if (world.VideoWentAstray) return;
        var leases = world.Video.Leases(world.Now).ToDictionary(lease => lease.Grant);
        foreach (var grant in incident.Grants)
        {
            if (grant is { Observed: Observed.Open } && grant.ExpiresAt > world.Now)
            {
                leases.ShouldContainKey(grant.Id);
                leases[grant.Id].ExpiresAt.ShouldBe(grant.ExpiresAt, "a lease ends with its grant");
            }

            if (leases.ContainsKey(grant.Id)) (grant.Observed is not Observed.Closed).ShouldBeTrue("no lease is held that is believed to be closed");
        }
    }

    private static bool SaysCad(IEnumerable<Entry> entries)
    {
        DateTimeOffset? closed = null, reopened = null;
        foreach (var message in entries.Select(entry => entry.Event).OfType<CadMessageReceived>())
        {
            if (message.Status.Closes() && !(message.MessageTime <= closed)) closed = message.MessageTime;
            if (message.Status is CadStatus.ReOpened && !(message.MessageTime <= reopened)) reopened = message.MessageTime;
        }

        return closed is null || reopened > closed;
    }
}
