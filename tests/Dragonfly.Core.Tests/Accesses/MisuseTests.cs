using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Accesses.Misuse;
using Dragonfly.Core.Audit;

namespace Dragonfly.Core.Tests.Accesses;

/// <summary>Given what was viewed, then this is odd. Noon is Saturday 1 August 2026, 8 in the morning in Chattanooga.</summary>
public sealed class MisuseTests
{
    private static readonly DateTimeOffset Now = TestCad.Noon;
    private static readonly MisuseRules Rules = new() { RepeatIncidents = 3, Days = 7, VolumeFactor = 4, VolumeLeast = 10, VolumePeers = 2, ShiftGraceMinutes = 30 };
    private static readonly Person Ann = new("ann", "1", null, new("America/New_York", [new([DayOfWeek.Friday], new(22, 0), new(6, 0))]));

    private readonly List<AccessRecord> views = [];
    private readonly Dictionary<string, Person> people = new() { ["bob"] = new("bob", "2", null, null) };
    private MisuseState told = MisuseState.Unwritten;
    private DateTimeOffset now = Now;

    [Fact]
    public void The_same_camera_in_incident_after_incident_is_odd()
    {
        Views("ann", "a", incidents: 2, daysAgo: 6);
        Find().ShouldBeEmpty();
        Views("ann", "a", incidents: 1);
        var found = Find().ShouldHaveSingleItem();
        (found.Rule, found.Person, found.Feed, found.Count, found.Threshold).ShouldBe(("repeat", "ann", new("a"), 3, 3));
        (found.From, found.To).ShouldBe((views[0].At, views[^1].At));
        found.Explain().ShouldContain("in 3 incidents");
    }

    [Fact]
    public void Looking_often_in_one_incident_is_not()
    {
        Views("ann", "a", incidents: 1, times: 9);
        Find().ShouldBeEmpty();
    }

    [Fact]
    public void Nor_are_several_people_or_cameras_or_what_lies_back_longer()
    {
        Views("ann", "a", incidents: 2);
        Views("bob", "a", incidents: 2);
        Views("ann", "b", incidents: 2);
        Views("cat", "a", incidents: 2);
        Views("cat", "a", incidents: 1, daysAgo: 8);
        Find().ShouldBeEmpty();
    }

    [Fact]
    public void What_was_told_of_is_not_told_again_until_as_much_has_come_to_it()
    {
        Views("ann", "a", incidents: 4);
        Tell();
        Find().ShouldBeEmpty();
        Pass(TimeSpan.FromHours(1));
        Views("ann", "a", incidents: 2);
        Find().ShouldBeEmpty();
        Views("ann", "a", incidents: 1);
        Tell().ShouldHaveSingleItem().Count.ShouldBe(3);
        Find().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, 3.5, "in the middle of the night, of a shift that began the evening before")]
    [InlineData(false, 6.4, "within the half hour after it")]
    [InlineData(true, 6.6, "later than that")]
    public void Use_outside_of_the_shift_is_odd(bool odd, double hourThere, string when)
    {
        people.Add("ann", Ann);
        now = At(hourThere);
        Views("ann", "a", incidents: 1);
        Find().Any(found => found.Rule == "offShift").ShouldBe(odd, when);
    }

    [Fact]
    public void Of_those_whose_shift_is_not_known_it_is_not_said()
    {
        Views("bob", "a", incidents: 1);
        Views("nobody", "a", incidents: 1);
        Find().ShouldBeEmpty();
    }

    [Fact]
    public void A_day_of_overtime_is_one_question()
    {
        people.Add("ann", Ann);
        now = At(7);
        Views("ann", "a", incidents: 1);
        Tell().ShouldHaveSingleItem().Rule.ShouldBe("offShift");
        Pass(TimeSpan.FromHours(5));
        Views("ann", "b", incidents: 1);
        Find().ShouldBeEmpty();
        Pass(TimeSpan.FromHours(22));
        Views("ann", "c", incidents: 1);
        Find().ShouldHaveSingleItem().From.ShouldBe(now);
    }

    [Fact]
    public void Far_more_than_peers_view_is_odd()
    {
        Peers();
        Views("ann", "a", incidents: 1, times: 11);
        Find().ShouldBeEmpty("four times the median is 12");
        Views("ann", "b", incidents: 1);
        var found = Find().ShouldHaveSingleItem();
        (found.Rule, found.Person, found.Count, found.Threshold, found.PeerMedian).ShouldBe(("volume", "ann", 12, 12, 3));
        found.Explain().ShouldBe("viewed 12 times on 2026-08-01 (UTC); peers with the same role have a median of 3 a day, and the rule speaks from 12");
    }

    [Fact]
    public void A_little_is_not_odd_however_little_peers_view()
    {
        Views("bob", "x", incidents: 1, daysAgo: 1);
        Views("cat", "x", incidents: 1, daysAgo: 1);
        Views("ann", "a", incidents: 1, times: 9);
        Find().ShouldBeEmpty();
        Views("ann", "a", incidents: 1);
        Find().ShouldHaveSingleItem().Threshold.ShouldBe(10);
    }

    [Fact]
    public void Without_peers_there_is_nothing_to_compare_with()
    {
        Views("ann", "a", incidents: 1, times: 100);
        Views("bob", "x", incidents: 1, times: 1);
        Views("sue", "x", incidents: 1, times: 1, role: "Rtic.Supervisor");
        Find().ShouldBeEmpty();
    }

    [Fact]
    public void Each_day_is_looked_at_once_and_yesterday_still()
    {
        Peers();
        Views("ann", "a", incidents: 1, times: 20);
        Pass(TimeSpan.FromHours(13));
        Tell().ShouldHaveSingleItem().From.ShouldBe(new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));
        Find().ShouldBeEmpty();
        Views("ann", "b", incidents: 1, times: 20);
        Find().ShouldHaveSingleItem().From.ShouldBe(new(2026, 8, 2, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Views_since_the_horizon_are_enough()
    {
        var horizon = new MisuseDetector(Rules).Horizon(Now);
        horizon.ShouldBe(new(2026, 7, 25, 0, 0, 0, TimeSpan.Zero));
        (Now - horizon).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromDays(Rules.Days));
    }

    [Fact]
    public void Rules_that_make_no_sense_are_named()
    {
        new MisuseRules().Faults().ShouldBeEmpty();
        (new MisuseRules() with { RepeatIncidents = 1 }).Faults().ShouldHaveSingleItem().Property.ShouldBe("RepeatIncidents");
        (new MisuseRules() with { VolumeFactor = double.NaN }).Faults().ShouldHaveSingleItem().Property.ShouldBe("VolumeFactor");
        (new MisuseRules() with { Days = 400 }).Faults().ShouldHaveSingleItem().Property.ShouldBe("Days");
    }

    private static DateTimeOffset At(double hourThere) => new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.FromHours(-4)).AddHours(hourThere).ToUniversalTime();

    // Three people, who viewed 2, 3 and 4 times on a day.
    private void Peers()
    {
        foreach (var (name, times) in ((string, int)[])[("bob", 2), ("cat", 3), ("dan", 4)]) Views(name, "x", incidents: 1, times, daysAgo: 2);
    }

    private void Views(string person, string feed, int incidents, int times = 1, double daysAgo = 0, string role = "Rtic.Investigator")
    {
        for (var i = 0; i < incidents; i++)
        {
            var incident = new string('0', 24) + views.Count.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
            for (var time = 0; time < times; time++)
            {
                views.Add(new()
                {
                    Id = new($"{views.Count}"),
                    Kind = AccessKind.Viewed,
                    Partner = new("p"),
                    Feed = new(feed),
                    Agency = new("cpd"),
                    Incident = new(incident),
                    Number = "26-1",
                    Actor = person,
                    Role = role,
                    At = now.AddDays(-daysAgo),
                });
            }
        }
    }

    private void Pass(TimeSpan time) => now += time;

    private IReadOnlyList<MisuseSuspected> Find() => [.. new MisuseDetector(Rules).Find(views, people, told, now).Where(found => !told.Knows(found))];

    private IReadOnlyList<MisuseSuspected> Tell()
    {
        var found = Find();
        foreach (var entry in Chain.Append(told.Sequence, told.Hash, found, Origin.System("test"), now)) told = told.Evolve(entry);
        return found;
    }
}
