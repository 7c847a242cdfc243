using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Tests.Incidents;

/// <summary>Given what happened, when something is asked, then this is decided. Feeds are letters, grants are numbers.</summary>
public sealed class Scenario
{
    private Decision? decision;

    /// <summary>Call types of the tests.</summary>
    public static UnlockPolicy Policy { get; } = new("p1", ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, UnlockRule>
    {
        ["ROBBERY"] = new(300, 30, 60, 2),
        ["ACTSHOOT"] = new(600, 60, 240, 4),
        ["ALMH"] = new(300, 15, 60, 4, RequiresApproval: true),
    }), new(["ACTSHOOT", "bomb", "CIVDIS"], 1_000_000, 60, 10, 3));

    /// <summary>The incident so far.</summary>
    public Incident Incident { get; private set; } = Incident.Unreported(new("cpd"), "26-1");

    /// <summary>Its entries.</summary>
    public List<Entry> Entries { get; } = [];

    /// <summary>What time it is.</summary>
    public DateTimeOffset Now { get; private set; } = TestCad.Noon;

    /// <summary>What the incident has due.</summary>
    public Plan Plan => Plan.For(Incident, Now);

    /// <summary>A robbery downtown is reported, and the feeds named are unlocked.</summary>
    public static Scenario Unlocked(params ReadOnlySpan<string> feeds) => Granted(feeds).Given(Scenario.Opens).Given(Scenario.Opened);

    /// <summary>A robbery downtown is reported, and grants are made for the feeds named.</summary>
    public static Scenario Granted(params ReadOnlySpan<string> feeds)
    {
        var scenario = new Scenario();
        scenario.Given(scenario.Received()).Given(scenario.Decided(scenario.Issued(1, feeds)));
        return scenario;
    }

    /// <summary>The grant with an ordinal.</summary>
    public static GrantId Grant(int ordinal) => GrantId.Of(IncidentId.Of(new("cpd"), "26-1"), ordinal);

    /// <summary>A ticket for a grant.</summary>
    public static TicketId Ticket(int ordinal, string nonce = "t") => TicketId.Of(Grant(ordinal), nonce);

    /// <summary>A feed that is always shared, so many meters to the north of downtown.</summary>
    public static Feed Feed(string name, double meters = 100) => TestFeeds.At(TestCad.Downtown.Toward(0, meters), name) with { View = null };

    /// <summary>These happened.</summary>
    public Scenario Given(params ReadOnlySpan<IncidentEvent> events) => GivenBy(Origin.System("test"), events);

    /// <summary>Somebody did this.</summary>
    public Scenario GivenBy(Origin origin, params ReadOnlySpan<IncidentEvent> events)
    {
        foreach (var entry in Chain.Append(Incident.Version, Incident.Hash, events.ToArray(), origin, Now))
        {
            Entries.Add(entry);
            Incident = Incident.Evolve(entry);
        }

        return this;
    }

    /// <summary>This happened, seen from what happened before.</summary>
    public Scenario Given(Func<Scenario, IncidentEvent> happened) => Given(happened(this));

    /// <summary>Time passes.</summary>
    public Scenario After(double minutes = 0, double seconds = 0)
    {
        Now += TimeSpan.FromMinutes(minutes) + TimeSpan.FromSeconds(seconds);
        return this;
    }

    /// <summary>This is asked; what is decided happens.</summary>
    public Scenario When(IncidentCommand command)
    {
        decision = IncidentDecider.Decide(Incident, command, Now);
        return decision is Accepted accepted ? Given(accepted.Events.AsSpan()) : this;
    }

    /// <summary>CAD sends a message.</summary>
    public Scenario WhenCadSays(
        CadStatus status = CadStatus.Active, string? type = "ROBBERY", double meters = 0, double sentMinutes = double.NaN, string? id = null) =>
        When(Says(status, type, meters, sentMinutes, id));

    /// <summary>What is to be unlocked is decided, if that is due, with these feeds about.</summary>
    public Scenario WhenDecided(params IReadOnlyList<Feed> near)
    {
        Incident.DecisionDue.ShouldBeTrue("no decision is due");
        return When(new DecideUnlock(Policy, near));
    }

    /// <summary>The Step looks at the feeds as they are.</summary>
    public Scenario WhenTicked(params IReadOnlyList<Feed> feeds) => When(new Tick(feeds));

    /// <summary>Exactly this was decided.</summary>
    public Scenario Then(params ReadOnlySpan<IncidentEvent> events)
    {
        var accepted = decision.ShouldBeOfType<Accepted>();
        Json(accepted.Events.AsSpan()).ShouldBe(Json(events));
        return this;
    }

    /// <summary>The grants that then are alive.</summary>
    public Scenario ThenLive(params int[] grants)
    {
        Incident.LiveGrants.Select(grant => grant.Id).ShouldBe(grants.Select(Grant));
        return this;
    }

    /// <summary>It was refused.</summary>
    public Scenario ThenRefused(string code, string? subject = null)
    {
        var rejected = decision.ShouldBeOfType<Rejected>();
        rejected.Code.ShouldBe(code);
        if (subject is not null) rejected.Subject.ShouldBe(subject);
        return this;
    }

    /// <summary>It was said before.</summary>
    public Scenario ThenRepeated()
    {
        decision.ShouldBeOfType<Repeated>();
        return this;
    }

    /// <summary>The incident then is so.</summary>
    public Scenario ThenIs(Action<Incident> so)
    {
        so(Incident);
        return this;
    }

    /// <summary>CAD's message, sent so many minutes after noon, or now.</summary>
    public ReceiveMessage Says(CadStatus status = CadStatus.Active, string? type = "ROBBERY", double meters = 0, double sentMinutes = double.NaN, string? id = null)
    {
        var sent = double.IsNaN(sentMinutes) ? Now : TestCad.Noon.AddMinutes(sentMinutes);
        var said = TestCad.Message("26-1", sent, status, type, TestCad.Downtown.Toward(0, meters));
        return said with { Message = said.Message with { MessageId = id ?? said.Message.MessageId } };
    }

    /// <summary>The entry that such a message makes.</summary>
    public CadMessageReceived Received(CadStatus status = CadStatus.Active, string? type = "ROBBERY", double meters = 0, double sentMinutes = double.NaN)
    {
        var (message, digest) = (Says(status, type, meters, sentMinutes).Message, Says(status, type, meters, sentMinutes).Digest);
        return new(
            new("cpd"), "26-1", message.MessageId, message.MessageTime, status, message.CallType, message.Location?.Point, message.Location?.Kind, message.Location?.UncertaintyMeters, message.OpenedAt, digest,
            SeenMessage.FingerprintOf(message), message.Beat);
    }

    /// <summary>The decision that made grants.</summary>
    public UnlockDecided Decided(params ImmutableArray<IssuedGrant> issued) => new("p1", Policy.RuleFor(Incident.CallType), "qualified", issued, ImmutableSortedDictionary<string, int>.Empty);

    /// <summary>Grants for feeds 100 m away.</summary>
    public ImmutableArray<IssuedGrant> Issued(int ordinal, params ReadOnlySpan<string> feeds)
    {
        var minutes = Policy.RuleFor(Incident.CallType)!.Minutes;
        return [.. feeds.ToArray().Select((feed, i) => new IssuedGrant(
            Grant(ordinal + i), new(feed), Feed(feed).Partner, 1, 100, false, Now.AddMinutes(minutes), "timeToLive"))];
    }

    /// <summary>What is due at the video system is claimed.</summary>
    public static IncidentEvent Opens(Scenario scenario) => new VideoStarted(scenario.Plan.Due);

    /// <summary>What was claimed last was done.</summary>
    public static IncidentEvent Opened(Scenario scenario) => scenario.Finished(null);

    /// <summary>What was claimed last ended so.</summary>
    public VideoFinished Finished(string? failure) => new(
        [.. Entries.Select(entry => entry.Event).OfType<VideoStarted>().Last().Actions.Select(action => new VideoOutcome(action.Verb, action.Grant, action.Attempt, failure, Now))]);

    /// <summary>Grants ended for one reason.</summary>
    public static GrantsEnded Ended(string reason, params ReadOnlySpan<int> grants) => new([.. grants.ToArray().Select(grant => new EndedGrant(Grant(grant), reason))]);

    private static string Json(ReadOnlySpan<IncidentEvent> events) =>
        string.Join('\n', events.ToArray().Select(happened => JsonSerializer.Serialize(happened, CoreJson.Default.TimelineEvent)));
}
