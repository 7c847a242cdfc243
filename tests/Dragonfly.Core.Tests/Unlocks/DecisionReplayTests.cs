using System.Collections.Immutable;
using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Tests.Unlocks;

/// <summary>What a dry run says, over many drawn policies, registries and lives of incidents; always the same ones.</summary>
public sealed class DecisionReplayTests
{
    private static readonly string[] Types = ["ROBBERY", "ACTSHOOT", "NOISE", "ASSAULT"];

    [Fact]
    public void Under_the_policy_that_decided_all_comes_out_as_it_was()
    {
        var unlocking = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var (policy, feeds) = (Policy(random), Feeds(random));
            var replay = Replayed(Lived(random, policy, feeds), policy, feeds);
            replay.After.Qualified.ShouldBe(replay.Before.Qualified, $"seed {seed}");
            replay.After.Feeds.Order(ById).ShouldBe(replay.Before.Feeds.Order(ById), $"seed {seed}");
            if (!replay.Before.Feeds.IsEmpty) unlocking++;
        }

        unlocking.ShouldBeInRange(100, 390, "the cases must be of both kinds");
    }

    [Fact]
    public void Under_any_other_policy_it_comes_out_as_if_that_one_had_decided()
    {
        var different = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var (stood, proposed, feeds) = (Policy(random), Policy(random), Feeds(random));
            var type = Types[random.Next(Types.Length)];
            var (recorded, instead) = (Reported(type, stood, feeds), Reported(type, proposed, feeds));
            var replay = Replayed(recorded, proposed, feeds);
            replay.After.Feeds.Order(ById).ShouldBe(instead.Incident.Grants.Select(grant => grant.Feed).Order(ById), $"seed {seed}");
            replay.After.Qualified.ShouldBe(instead.Incident.Rule is not null, $"seed {seed}");
            replay.Before.Feeds.Order(ById).ShouldBe(recorded.Incident.Grants.Select(grant => grant.Feed).Order(ById), $"seed {seed}");
            if (!replay.After.Feeds.SetEquals(replay.Before.Feeds)) different++;
        }

        different.ShouldBeInRange(100, 390, "the cases must be of both kinds");
    }

    [Fact]
    public void A_feed_that_a_later_decision_keeps_counts_for_a_policy_under_which_only_the_later_one_qualifies()
    {
        IReadOnlyList<Feed> feeds = [.. TestFeeds.Around(TestCad.Downtown, 100, 3, seed: 1)];
        var incident = Reported("ROBBERY", UnlockPolicy.Default, feeds);
        var later = TestCad.Noon.AddMinutes(1);
        incident.Do(later, TestCad.Message("1", later, callType: "ASSAULT"), new DecideUnlock(UnlockPolicy.Default, feeds));
        incident.Incident.Grants.Length.ShouldBe(3, "all were kept");
        Replayed(incident, UnlockPolicy.Default with { Rules = UnlockPolicy.Default.Rules.Remove("ROBBERY") }, feeds).After.Feeds.Count.ShouldBe(3);
        Replayed(incident, UnlockPolicy.Default with { Rules = UnlockPolicy.Default.Rules.Remove("ASSAULT") }, feeds).After.Feeds.Count.ShouldBe(3);
        Replayed(incident, UnlockPolicy.Default with { Rules = UnlockPolicy.Default.Rules.RemoveRange(["ASSAULT", "ROBBERY"]) }, feeds).After.Feeds.ShouldBeEmpty();
    }

    private static IComparer<FeedId> ById { get; } = Comparer<FeedId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value));

    private static DecisionReplay Replayed(TestIncident recorded, UnlockPolicy policy, IReadOnlyList<Feed> feeds)
    {
        var (replay, incident) = (DecisionReplay.None, Incident.Unreported(recorded.Incident.Agency, recorded.Incident.Number));
        foreach (var entry in recorded.Timeline)
        {
            if (entry.Event is UnlockDecided decided) replay = replay.With(incident, decided, new DecideUnlock(policy, feeds), entry.At);
            incident = incident.Evolve(entry);
        }

        return replay;
    }

    private static TestIncident Reported(string type, UnlockPolicy policy, IReadOnlyList<Feed> feeds)
    {
        var incident = TestIncident.New("1");
        incident.Do(TestCad.Noon, TestCad.Message("1", TestCad.Noon, callType: type), new DecideUnlock(policy, feeds));
        return incident;
    }

    // Retyped, moved, closed, opened again, locked, forgotten by time.
    private static TestIncident Lived(Random random, UnlockPolicy policy, IReadOnlyList<Feed> feeds)
    {
        var (incident, at) = (TestIncident.New("1"), TestCad.Noon);
        for (var step = 0; step < 8; step++)
        {
            at = at.AddMinutes(random.Next(1, 20));
            switch (random.Next(step == 0 ? 1 : 5))
            {
                case 0 or 1:
                    var status = (CadStatus[])[CadStatus.Active, CadStatus.NewLocation, CadStatus.Closed, CadStatus.ReOpened];
                    incident.Do(at, TestCad.Message("1", at, status[step == 0 ? 0 : random.Next(4)], Types[random.Next(Types.Length)], TestCad.Downtown.Toward(90, random.Next(3) * 150)));
                    if (incident.Incident.DecisionDue) incident.Do(at, new DecideUnlock(policy, feeds));
                    break;
                case 2:
                    incident.DoVideo(at);
                    break;
                case 3:
                    incident.Do(at, new Tick(feeds));
                    break;
                case 4 when incident.Incident.Grants is [var grant, ..]:
                    incident.Do(at, new LockFeeds(random.Next(3) == 0 ? null : grant.Id, "wrong"));
                    break;
            }
        }

        return incident;
    }

    private static UnlockPolicy Policy(Random random) => new("drawn", Types.Where(_ => random.Next(3) > 0).ToImmutableSortedDictionary(
        type => type, _ => new UnlockRule(50 * random.Next(1, 9), 5 * random.Next(1, 9), 60, random.Next(1, 8), RequiresApproval: random.Next(4) == 0), StringComparer.Ordinal));

    private static IReadOnlyList<Feed> Feeds(Random random) => [.. TestFeeds.Around(TestCad.Downtown, 400, 12, random.Next()).Select(feed => feed with
    {
        Consent = new(1, random.Next(8) > 0, SharingRule.Always with
        {
            CallTypes = random.Next(3) == 0 ? [Types[random.Next(Types.Length)]] : [],
            Hours = random.Next(4) == 0 ? [new([.. Enum.GetValues<DayOfWeek>()], new(7, 0), new(8, random.Next(60)))] : [],
        }),
    })];
}
