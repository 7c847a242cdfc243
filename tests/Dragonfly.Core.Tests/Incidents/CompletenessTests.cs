using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Accesses.Misuse;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Events;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Transparency;
using Dragonfly.Core.Unlocks;
using static Dragonfly.Core.Tests.Incidents.Scenario;

namespace Dragonfly.Core.Tests.Incidents;

/// <summary>No kind of command or event is forgotten anywhere.</summary>
public sealed class CompletenessTests
{
    private static readonly Scenario Known = Unlocked("a");

    private static readonly Scenario Threat = ThreatTests.Declared();

    private static readonly IncidentCommand[] Commands =
    [
        Known.Says(id: "other"), new DecideUnlock(Policy, []), new Tick([]), new StartVideo([]), new FinishVideo([]),
        new CorrectLease(Grant(1), true), new IssueTicket(Ticket(1), Grant(1), "ann", null, Feed("a")), new RenewTicket(Ticket(1), "ann", null),
        new EndTicket(Ticket(1), "ann", "released"), new Extend(1, "why", []), new LockFeeds(null, "why"), new Approve("cat", null, []),
        new CutFeed(new("a"), "forbiddenAnalytics"), new NoteClipsBegun([]),
        new TakeStill(new("c"), Grant(1), "ann", null, Feed("a"), TestCad.Noon, "sha256"),
        new RequestRecording(new("c"), Grant(1), TestCad.Noon, TestCad.Noon.AddMinutes(1), "ann", null, Feed("a")),
        new SendBulletin(new("b"), new("c"), ["A12"], "ann", "digest"), new ReceiveBulletin(new("b"), "A12"), new AcknowledgeBulletin(new("b"), "A12"),
        new ResendBulletin(new("b"), [], "ann"), new RecallBulletin(new("b"), "ann", null), new TendBulletins(),
        new DeclareThreat("BOMB", ThreatTests.Block, 20, null, "ann", UnlockPolicy.Default),
    ];

    private static readonly IncidentEvent[] Events =
    [
        Known.Received(),
        new UnlockDecided("p1", Policy.RuleFor("ROBBERY"), "qualified", Known.Issued(2, "b"), ImmutableSortedDictionary<string, int>.Empty.Add("noConsent", 3)),
        Ended("timeToLive", 1),
        new GrantsRescheduled([new(Grant(1), TestCad.Noon, "sharingHours")], "why"),
        new GrantsApproved([Grant(1)]),
        new LockedBySupervisor(Grant(1), "why"),
        new VideoStarted([new(VideoVerb.Close, Grant(1), new("a"), 2, TestCad.Noon)]),
        new VideoFinished([new(VideoVerb.Close, Grant(1), 2, "timeout", TestCad.Noon)]),
        new LeaseCorrected(Grant(1), true),
        new TicketIssued(Ticket(1), Grant(1), new("a"), "ann", "ROBBERY", TestCad.Noon),
        new TicketRenewed(Ticket(1), TestCad.Noon),
        new ViewsEnded([new(Ticket(1), new("a"), "ann", TestCad.Noon, TestCad.Noon, "cut")]),
        new Refused("IssueTicket", "paused", Grant(1).Value),
        new StillTaken(new("c"), Grant(1), new("a"), "ann", "ROBBERY", TestCad.Noon, "sha256"),
        new RecordingsRequested([new(new("c"), Grant(1), new("a"), TestCad.Noon, TestCad.Noon.AddMinutes(1), null, "ROBBERY")]),
        new ClipsBegun([new("c")]),
        new ThreatDeclared(new("cpd"), "THREAT-1", "BOMB", ThreatTests.Block, TestCad.Noon, TestCad.Noon, "ann", "why"),
        new ThreatApproved("bob", "why"),
        new ThreatExtended(TestCad.Noon, "why"),
        new ThreatEnded("notApproved"),
        new BulletinSent(new("b"), new("c"), ["A12"], "ann", "digest"),
        new BulletinReceived(new("b"), "A12"),
        new BulletinAcknowledged(new("b"), "A12"),
        new BulletinResent(new("b"), ["A12"], "ann"),
        new BulletinUndelivered(new("b"), ["A12"]),
        new BulletinRecalled(new("b"), "ann", "why"),
        new BulletinsExpired([new("b")]),
    ];

    private static readonly TimelineEvent[] OtherEvents =
    [
        new ClipBegan(TestClip.Wish(Known.Incident.Id)),
        new ClipExportStarted(1),
        new ClipExportFailed(1, "unreachable"),
        new ClipGivenUp("refused"),
        new ClipUploaded(1, 1_000, "video/mp4", TestCad.Noon),
        new ClipVerified(TestClip.Content(), TestCad.Noon),
        new ClipQuarantined("notVideo", TestClip.Content()),
        new ClipLinked("view", "why", TestCad.Noon, new("b")),
        new ClipShared(new("b"), ["B12"], "digest"),
        new ClipPackaged("why"),
        new ClipHeld("2026-4711", "why"),
        new ClipReleased("why"),
        new ClipHoldKept(true),
        new ClipExpiring(),
        new ClipDeleted("sha256"),
        new ClipRefused("LinkClip", "clipExpired"),
        new PolicyRevised(UnlockPolicy.Default, "why"),
        new PolicyRefused("forbiddenCode", "$.rules.CU2"),
        new CodesImported(CodeTable.Empty.Codes.Add("211A", "ROBBERY")),
        new InstallersRevised([new(new("epb"), ["ann"])]),
        new InstallersRefused("duplicateUser", "$.installers[1].users[0]"),
        new PartnerApplied(),
        new PartnerApproved([new("cpd")]),
        new PartnerDeclined("why"),
        new AgreementSigned(2, TestCad.Noon),
        new PartnerSuspended("why"),
        new PartnerReinstated("why"),
        new ProfileChanged("digest"),
        new SiteAdded(new("s"), new(TestCad.Downtown, "America/New_York", new("epb"))),
        new SiteChanged(new("s"), new(TestCad.Downtown, "America/New_York")),
        new FeedsAdded(new("s"), [new(new("a"), Facts)]),
        new FeedChanged(new("a"), Facts),
        new SharingDecided(new(Feeds: [new("a")]), SharingRule.Always, 1),
        new AgencyDecided(new("cpd"), SharingRule.Always, 1),
        new Withdrawn(new(new("s")), "why"),
        new UserInvited("digest", PartnerRole.Manager, TestCad.Noon),
        new InvitationAccepted("digest", "ann"),
        new UserChanged("ann", PartnerRole.Viewer),
        new NoticesChosen(true),
        new PersonalDataErased(),
        new PartnerRefused("sign", "agreementDowngraded", null),
        new WorkRequested(new("w"), WorkOrderKind.Placement, new("epb"), new("s")),
        new WorkScheduled(new("w"), TestCad.Noon),
        new WorkInstalled(new("w")),
        new WorkAccepted(new("w")),
        new WorkCanceled(new("w"), "why"),
        new FiguresPublished(new(2026, 8), TestCad.Noon, [new(new("cpd"), 9, CountTable.Empty, UseFigures.None, null, 0, 1, new(9, 40, "digest"))], [new(new("checkpoints/cpd"), 3, "hash")]),
        new StatementsFiled(2026, StatementsState.Unwritten.Texts.Add("cost", "$12,000")),
        new SignedIn("0123456789abcdef", TestCad.Noon, TestCad.Noon.AddHours(1), "203.0.113.0/24"),
        new TokenRefused("tokenExpired", "2001:db8:1::/48"),
        new LogRead("ReadTimeline", "26-1"),
        new RecordsOmitted("tokenRefused", "tokenInvalid", 80, TestCad.Noon, TestCad.Noon.AddSeconds(59)),
        new PersonListed("ann"),
        new PersonRemoved("ann"),
        new MisuseSuspected("volume", "ann", "Rtic.Investigator", TestCad.Noon, TestCad.Noon, 90, 80, new("a"), 20.5),
        new CheckpointSigned("cpd", TestCad.Noon, new(2026, 8, 1), 1, 2, [new(new("policy"), 3, "hash", TestCad.Noon)], "key", CheckpointKey.Es256, "signature"),
    ];

    private static FeedFacts Facts => new(TestCad.Downtown, new(90, 70, 60), Placement.Indoor, "camera-1", ["motion"]);

    public static TheoryData<string> CommandTypes => [.. DerivedFrom<IncidentCommand>()];

    public static TheoryData<string> EventTypes => [.. DerivedFrom<IncidentEvent>()];

    public static TheoryData<string> PartnerEventTypes => [.. DerivedFrom<PartnerEvent>()];

    public static TheoryData<string> TimelineEventTypes => [.. DerivedFrom<TimelineEvent>()];

    [Theory]
    [MemberData(nameof(CommandTypes))]
    public void Every_command_is_decided(string type) => IncidentDecider.Decide(Known.Incident, Commands.Single(command => command.GetType().Name == type), Known.Now).ShouldNotBeNull();

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Every_event_evolves(string type) => IncidentState.Apply(IsOfThreat(type) ? Threat.Incident : Known.Incident, (IncidentEvent)Sample(type), Known.Now).ShouldNotBeNull();

    [Theory]
    [MemberData(nameof(PartnerEventTypes))]
    public void Every_event_of_a_partner_evolves_and_says_whom_it_concerns(string type)
    {
        var happened = (PartnerEvent)Sample(type);
        var (partner, entry) = After(happened);
        partner.Partner.Evolve(entry).Sequence.ShouldBe(entry.Sequence);
        partner.Feeds[new("a")].Evolve(entry).Id.ShouldBe(new FeedId("a"));
        PartnerState.Concerns(happened, new("s"), new("a")).ShouldBe(MovesConsent(happened) || happened is SiteAdded or FeedsAdded);
        _ = PartnerState.ReconsideredAfter(happened);
    }

    [Theory]
    [MemberData(nameof(TimelineEventTypes))]
    public void Every_event_survives_being_stored(string type)
    {
        var json = JsonSerializer.Serialize(Sample(type), CoreJson.Default.TimelineEvent);
        var read = JsonSerializer.Deserialize(json, CoreJson.Default.TimelineEvent).ShouldNotBeNull();
        read.ShouldBeOfType(Sample(type).GetType());
        JsonSerializer.Serialize(read, CoreJson.Default.TimelineEvent).ShouldBe(json);
        foreach (var property in read.GetType().GetProperties().Where(property => property.PropertyType.IsValueType && !property.PropertyType.Name.StartsWith("ImmutableArray", StringComparison.Ordinal)))
            property.GetValue(read).ShouldBe(property.GetValue(Sample(type)), property.Name);
    }

    [Theory]
    [MemberData(nameof(TimelineEventTypes))]
    public void Others_are_told_of_every_event_or_on_purpose_not(string type)
    {
        var happened = Sample(type);
        var timeline = happened is PartnerEvent ? Partner.TimelineOf(new("p")) : happened is ClipEvent ? new ClipId("c").Timeline : Known.Incident.Id.Timeline;
        var told = LogEvents.Of(timeline, null, new(7, TestCad.Noon, Origin.System("test"), happened, "", "")).ToArray();
        (told.Length > 0).ShouldBe(happened is UnlockDecided or GrantsApproved or GrantsEnded or ClipVerified || happened is PartnerEvent e && MovesConsent(e));
    }

    [Fact]
    public void Every_event_has_a_name_of_its_own() =>
        typeof(TimelineEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().ShouldSatisfyAllConditions(
            names => names.Select(name => name.DerivedType.Name).ShouldBe(DerivedFrom<TimelineEvent>(), ignoreOrder: true),
            names => names.Select(name => name.TypeDiscriminator).ShouldBeUnique());

    [Fact]
    public void Only_the_message_of_CAD_reads_its_priority_which_no_event_or_state_holds()
    {
        // Promise 5: what is decided cannot depend on, or change, a priority that it cannot see.
        var holders = typeof(Incident).Assembly.GetTypes().Where(type => type.GetProperties().Any(property => property.PropertyType == typeof(CadPriority)));
        holders.ShouldBe([typeof(CadMessage), typeof(IncidentView)], ignoreOrder: true);
    }

    private static (TestPartner Partner, Entry Entry) After(PartnerEvent happened)
    {
        var (partner, _) = TestPartner.Signed("p", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", "a"), new Invite(new("digest", PartnerRole.Owner, TestCad.Noon.AddDays(1)), false)]);
        return (partner, Chain.Append(partner.Partner.Sequence, partner.Partner.Hash, [happened], Origin.System("test"), TestCad.Noon).Single());
    }

    // Whether the partner, its site or its feed has another version of what is consented to after it.
    private static bool MovesConsent(PartnerEvent happened)
    {
        var (partner, entry) = After(happened);
        var after = partner.Partner.Evolve(entry);
        return after.ConsentVersion == entry.Sequence || after.Sites.Any(site => site.Id == new SiteId("s") && site.ConsentVersion == entry.Sequence && happened is not SiteAdded)
            || partner.Feeds[new("a")].Evolve(entry).ConsentVersion == entry.Sequence;
    }

    private static bool IsOfThreat(string type) => type.StartsWith("Threat", StringComparison.Ordinal);

    private static TimelineEvent Sample(string type) => Events.Concat(OtherEvents).Single(happened => happened.GetType().Name == type);

    private static IEnumerable<string> DerivedFrom<T>() => typeof(T).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract).Select(type => type.Name);
}
