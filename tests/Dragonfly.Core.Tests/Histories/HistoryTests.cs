using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dragonfly.Conformance;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using FsCheck;
using FsCheck.Fluent;

namespace Dragonfly.Core.Tests.Histories;

/// <summary>
/// The promises, over random histories: CAD out of order, owners who change their minds, supervisors, viewers, a video system that fails, Steps that run
/// beside each other or die. The histories are the same in every run; <c>DRAGONFLY_HISTORIES=random</c> draws others, ten times as many. A failure prints the
/// smallest history that fails, and a seed: <c>DRAGONFLY_HISTORIES="seed,gamma"</c> begins with that one.
/// </summary>
public sealed class HistoryTests
{
    private static readonly string Drawn = Environment.GetEnvironmentVariable("DRAGONFLY_HISTORIES") ?? "20261122,1";

    [Fact]
    public void Nothing_is_ever_viewable_that_should_not_be() => For(Generators.Histories, 600, history => new World(history).Live(history));

    [Fact]
    public void Everything_is_locked_in_the_end_whatever_went_wrong() => For(Generators.Histories, 300, history =>
    {
        var world = new World(history);
        world.Live(history);
        var grants = world.Incidents.Sum(stored => stored.Incident.Grants.Length);

        world.Settle().ShouldBeLessThanOrEqualTo(4 + (4 * grants), "and soon");

        world.Video.Leases(world.Now).ShouldBeEmpty();
        foreach (var (incident, _) in world.Incidents)
        {
            Plan.For(incident, world.Now).IsFinished.ShouldBeTrue();
            incident.Grants.ShouldAllBe(grant => grant.Desired == Desired.Closed && grant.Observed == Observed.Closed && grant.LockedAt != null && grant.EndReason != null);
            incident.Tickets.ShouldBeEmpty();
        }
    });

    [Fact]
    public void The_head_is_the_sum_of_the_entries_as_they_are_stored() => ForEachTimeline(150, (_, incident, entries) =>
    {
        var stored = entries.Select(entry => JsonSerializer.Deserialize(JsonSerializer.Serialize(entry, CoreJson.Default.Entry), CoreJson.Default.Entry)!);

        Json(Incident.Unreported(incident.Agency, incident.Number).Evolve(stored)).ShouldBe(Json(incident));

        static string Json(Incident incident) => JsonSerializer.Serialize(incident, CoreJson.Default.Incident);
    });

    [Fact]
    public void The_access_log_is_the_sum_of_the_entries_and_tells_every_unlock_and_view() => For(Generators.Histories, 150, history =>
    {
        var world = new World(history);
        world.Live(history);
        world.Settle();

        foreach (var (incident, _) in world.Incidents)
        {
            var written = world.Accesses.All.Where(line => line.Incident == incident.Id).ToArray();
            AccessLines.From(incident, world.TimelineOf(incident.Id)).All.ShouldBe(written, ignoreOrder: true);
            written.Where(line => line.Kind == AccessKind.Unlocked).Select(line => (line.Id, line.From, line.Until, line.Why))
                .ShouldBe(incident.Grants.Select(grant => (AccessId.Of(grant.Id), grant.UnlockedAt, grant.EndedAt, grant.EndReason)), ignoreOrder: true);
            var tickets = world.TimelineOf(incident.Id).Select(entry => entry.Event).OfType<TicketIssued>().ToArray();
            written.Where(line => line.Kind == AccessKind.Viewed).Select(line => (line.Id, line.Actor)).ShouldBe(tickets.Select(ticket => (AccessId.Of(ticket.Ticket), (string?)ticket.Viewer)), ignoreOrder: true);
            written.ShouldAllBe(line => line.How != null && !(line.Until < line.From));
        }
    });

    [Fact]
    public void The_chain_shows_every_change_to_a_timeline() => ForEachTimeline(150, (random, incident, entries) =>
    {
        Chain.FaultIn(entries).ShouldBeNull();
        var i = random.Next(entries.Length);
        var without = entries.Where((_, index) => index != i).ToArray();
        (Chain.FaultIn(without) is not null || !EndsAt(incident, without)).ShouldBeTrue("an entry was removed");
        Chain.FaultIn([.. entries[..i], entries[i], .. entries[i..]]).ShouldNotBeNull("an entry was doubled");
        if (Tampered(entries[i], random) is { } tampered) Chain.FaultIn([.. entries[..i], tampered, .. entries[(i + 1)..]]).ShouldNotBeNull("an entry was changed");
        if (i > 0) Chain.FaultIn([.. entries[..(i - 1)], entries[i], entries[i - 1], .. entries[(i + 1)..]]).ShouldNotBeNull("two entries were swapped");
        if (i > 0)
        {
            // Numbered anew and chained anew to what is before it: the entry after it gives it away, or the head does.
            var forged = Chain.Append(i, entries[i - 1].Hash!, [new LockedBySupervisor(null, "forged")], entries[i].Origin, entries[i].At)[0];
            var timeline = (Entry[])[.. entries[..i], forged, .. entries[(i + 1)..]];
            (Chain.FaultIn(timeline) is not null || !EndsAt(incident, timeline)).ShouldBeTrue("an entry was forged");
        }
    });

    [Fact]
    public void What_CAD_is_told_and_what_is_kept_of_its_report_is_the_same_with_partners_and_without() => For(Generators.CadOnly, 150, history =>
    {
        var (with, without) = (new World(history), new World(history, hasPartners: false));
        with.Live(history);
        without.Live(history);

        with.Answers.ShouldBe(without.Answers);
        with.Incidents.Select(FromCad).ShouldBe(without.Incidents.Select(FromCad));

        string FromCad(StoredIncident stored) => JsonSerializer.Serialize(stored.Cad!, CoreJson.Default.CadReport) + JsonSerializer.Serialize(
            stored.Incident with { Grants = [], Tickets = [], Version = 0, Hash = "" }, CoreJson.Default.Incident);
    });

    private static bool EndsAt(Incident head, Entry[] entries) => head.Version == entries.LongLength && head.Hash == (entries is [.., { } last] ? last.Hash : "");

    // Changes one value somewhere in the entry, or none when what comes out does not say anything else.
    private static Entry? Tampered(Entry entry, Random random)
    {
        var json = JsonNode.Parse(JsonSerializer.Serialize(entry, CoreJson.Default.Entry))!;
        var leaves = Leaves(json).ToArray();
        var leaf = leaves[random.Next(leaves.Length)];
        leaf.ReplaceWith(leaf.GetValueKind() switch
        {
            JsonValueKind.String => JsonValue.Create(Changed(leaf.GetValue<string>())),
            JsonValueKind.Number => JsonValue.Create(leaf.GetValue<double>() + 1),
            _ => JsonValue.Create(leaf.GetValueKind() is not JsonValueKind.True),
        });
        try
        {
            return json.Deserialize(CoreJson.Default.Entry);
        }
        catch (JsonException)
        {
            return null;
        }

        string Changed(string text)
        {
            var digit = text.LastIndexOfAny([.. "0123456789"]);
            return digit < 0 ? text + "x" : $"{text[..digit]}{(text[digit] - '0' + 1) % 10}{text[(digit + 1)..]}";
        }
    }

    private static IEnumerable<JsonValue> Leaves(JsonNode node) => node switch
    {
        JsonValue value => [value],
        JsonArray array => array.OfType<JsonNode>().SelectMany(Leaves),
        JsonObject members => members.Where(member => member.Key != "$type").Select(member => member.Value).OfType<JsonNode>().SelectMany(Leaves),
        _ => [],
    };

    private static void ForEachTimeline(int runs, Action<Random, Incident, Entry[]> check) => For(Generators.Histories, runs, history =>
    {
        var world = new World(history);
        world.Live(history);
        foreach (var (incident, _) in world.Incidents) check(new(history.Seed), incident, [.. world.TimelineOf(incident.Id)]);
    });

    private static void For(Arbitrary<History> histories, int runs, Action<History> check)
    {
        var config = Drawn == "random"
            ? Config.QuickThrowOnFailure.WithMaxTest(10 * runs)
            : Config.QuickThrowOnFailure.WithMaxTest(runs).WithReplay(Drawn.Split(',') is [var seed, var gamma]
                ? new Replay(new Rnd(ulong.Parse(seed, CultureInfo.InvariantCulture), ulong.Parse(gamma, CultureInfo.InvariantCulture)), null)
                : throw new FormatException($"DRAGONFLY_HISTORIES={Drawn} is neither random nor seed,gamma"));
        Check.One(config, Prop.ForAll(histories, check));
    }
}
