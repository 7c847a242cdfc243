using Dragonfly.Core.Places;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Registry;
using Dragonfly.Local.Replay;

namespace Dragonfly.Local.Tests.Replay;

public sealed class CallFileTests
{
    private const string Header = "event_number,at_scene_local,cleared_local,nature,clearance,clearance_group,hundred_block,sector,beat,latitude,longitude\n";

    [Fact]
    public void A_row_becomes_a_call_in_Chattanooga_at_the_same_time_of_day()
    {
        var call = Read("5,2016-03-25T10:20:00,2016-03-25T11:00:30,ROBBERY - IP/JO (INCLUDES STRONG ARM),X,X,X,K,K1,47.606,-122.332").Calls.ShouldHaveSingleItem();
        (call.Number, call.Nature, call.CallType, call.Beat).ShouldBe(("5", "ROBBERY - IP/JO (INCLUDES STRONG ARM)", "ROBBERY", "K1"));
        call.OpenedAt.ShouldBe(new TimeSpan(10, 15, 0));
        call.OnSceneAt.ShouldBe(new TimeSpan(10, 20, 0));
        call.ClosedAt.ShouldBe(new TimeSpan(11, 0, 30));
        call.Place.DistanceTo(SeededRegistry.Downtown).ShouldBeLessThan(0.01);
    }

    [Fact]
    public void A_call_came_in_before_any_higher_number_left_a_trace_and_not_before_midnight()
    {
        var calls = Read(
            "1,2016-03-24T20:00:00,2016-03-25T00:30:00,TRESPASS,X,X,X,K,K1,47.6,-122.3",
            "2,,2016-03-25T14:00:00,TRESPASS,X,X,X,K,K1,47.6,-122.3",
            "3,2016-03-25T09:00:00,2016-03-25T12:00:00,TRESPASS,X,X,X,K,K1,47.6,-122.3").Calls;
        calls.Select(call => (call.Number, call.OpenedAt)).ShouldBe([("1", TimeSpan.Zero), ("2", new TimeSpan(8, 55, 0)), ("3", new TimeSpan(8, 55, 0))]);
        calls[0].OnSceneAt.ShouldBeNull();
    }

    [Fact]
    public void Quoted_fields_hold_commas_quotes_and_line_ends()
    {
        var day = Read(
            "1,,2016-03-25T01:00:00,\"FRAUD - FORGERY,BUNCO, SCAMS, ID THEFT, ETC\",X,X,X,K,K1,47.6,-122.3",
            "2,,2016-03-25T02:00:00,\"A \"\"NEW\"\"\nNATURE\",\"\",X,X,K,K1,47.6,-122.3\r",
            "bad,,2016-03-25T02:00:00,X,X,X,X,K,K1,47.6,-122.3");
        day.Calls.Select(call => (call.Nature, call.CallType)).ShouldBe([("FRAUD - FORGERY,BUNCO, SCAMS, ID THEFT, ETC", "FRAUD"), ("A \"NEW\"\nNATURE", "INFO")]);
        day.Unread.ShouldHaveSingleItem().Line.ShouldBe(5);
    }

    [Theory]
    [InlineData("x,,2016-03-25T01:00:00,TRESPASS,X,X,X,K,K1,47.6,-122.3", "event_number")]
    [InlineData("9,,2016-03-25T01:00:00,TRESPASS,X,X,X,K,K1,47.6,-122.3", "came before")]
    [InlineData("1,yesterday,2016-03-25T01:00:00,TRESPASS,X,X,X,K,K1,47.6,-122.3", "at_scene_local")]
    [InlineData("1,,,TRESPASS,X,X,X,K,K1,47.6,-122.3", "cleared_local")]
    [InlineData("1,,2016-02-30T01:00:00,TRESPASS,X,X,X,K,K1,47.6,-122.3", "cleared_local")]
    [InlineData("1,,2016-03-27T01:00:00,TRESPASS,X,X,X,K,K1,47.6,-122.3", "not on 2016-03-25")]
    [InlineData("1,2016-03-25T02:00:00,2016-03-25T01:00:00,TRESPASS,X,X,X,K,K1,47.6,-122.3", "before at_scene_local")]
    [InlineData("1,,2016-03-25T01:00:00,,X,X,X,K,K1,47.6,-122.3", "nature")]
    [InlineData("1,,2016-03-25T01:00:00,TRESPASS,X,X,X,K,K1,NaN,-122.3", "latitude")]
    [InlineData("1,,2016-03-25T01:00:00,TRESPASS,X,X,X,K,K1,47.6,-222.3", "longitude")]
    [InlineData("1,,2016-03-25T01:00:00,TRESPASS,X,X,X,K,K1,47.6", "10 fields, not 11")]
    [InlineData("1,,2016-03-25T01:00:00,TRES\"PASS,X,X,X,K,K1,47.6,-122.3", "not doubled")]
    [InlineData("1,,2016-03-25T01:00:00,\"TRES\"PASS,X,X,X,K,K1,47.6,-122.3", "after its closing quote")]
    [InlineData("1,,2016-03-25T01:00:00,\"TRESPASS,X,X,X,K,K1,47.6,-122.3", "never ends")]
    public void A_row_that_cannot_be_read_is_told_of_and_left_out(string row, string problem)
    {
        var day = Read("9,,2016-03-25T23:00:00,TRESPASS,X,X,X,K,K1,47.6,-122.3", "", row);
        day.Calls.ShouldHaveSingleItem();
        var unread = day.Unread.ShouldHaveSingleItem();
        unread.Line.ShouldBe(4);
        unread.Problem.ShouldContain(problem);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a,b,c\n1,2,3\n", "event_number")]
    [InlineData(Header, "no call")]
    public void What_is_no_day_of_calls_is_an_error_that_says_so(string text, string says) =>
        Should.Throw<CallFileException>(() => CallFile.Read(new StringReader(text), "calls.csv")).Message.ShouldContain(says);

    [Fact]
    public void A_file_that_is_not_there_is_an_error_that_names_it() =>
        Should.Throw<CallFileException>(() => CallFile.Read("/no/such/calls.csv")).Message.ShouldContain("/no/such/calls.csv");

    [Fact]
    public void Translation_keeps_every_distance()
    {
        var random = new SeededRandom(1);
        var seattle = Enumerable.Range(0, 40).Select(_ => new GeoPoint(random.Between(47.48, 47.74), random.Between(-122.43, -122.23))).ToArray();
        var moved = seattle.Select(Translation.SeattleToChattanooga.Apply).ToArray();
        for (var i = 0; i < seattle.Length; i++)
            for (var j = 0; j < i; j++)
                moved[i].DistanceTo(moved[j]).ShouldBe(seattle[i].DistanceTo(seattle[j]), 0.01);
    }

    [Fact]
    public void Every_code_that_the_default_policy_does_not_know_unlocks_nothing_and_none_is_forbidden()
    {
        Natures.All.ShouldAllBe(nature => !UnlockPolicy.Forbidden.Contains(nature.CallType));
        Natures.All.Where(nature => UnlockPolicy.Default.RuleFor(nature.CallType) is not null).Select(nature => nature.CallType).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(["ALMH", "ALRPANS", "ASSAULT", "BURGLARY", "PURSUIT", "ROBBERY", "SHOOT", "WEAPON"]);
        UnlockPolicy.Default.RuleFor(Natures.Unmapped).ShouldBeNull();
        Natures.CallTypeOf(" robbery - ip/jo (includes strong arm) ").ShouldBe("ROBBERY");
    }

    [RealDataFact]
    public void The_real_day_is_read_whole()
    {
        var day = CallFile.Read(RealDataFactAttribute.File!);
        day.Unread.ShouldBeEmpty();
        day.Calls.Length.ShouldBe(706);
        day.Calls.ShouldAllBe(call => call.OpenedAt >= TimeSpan.Zero && call.OpenedAt <= call.ClosedAt && call.ClosedAt <= CallDay.End);
        day.Calls.Select(call => call.Nature).Distinct().Except(Natures.All.Select(nature => nature.Name)).ShouldBeEmpty();
        day.Calls.Max(call => call.Place.DistanceTo(SeededRegistry.Downtown)).ShouldBeInRange(14_000, 15_000);
        day.Calls.Count(call => UnlockPolicy.Default.RuleFor(call.CallType) is not null).ShouldBe(54);
    }

    private static CallDay Read(params string[] rows) => CallFile.Read(new StringReader(Header + string.Join('\n', rows)), "calls.csv");
}
