using System.Globalization;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Tests.Registry;

/// <summary>Clocks go forward at 2:00 on Sunday, 8 March 2026 in New York, and back at 2:00 on Sunday, 1 November.</summary>
public sealed class SharingRuleTests
{
    private const string NewYork = "America/New_York";

    [Theory]
    [InlineData("2026-08-03T08:59:59-04:00", null)] // Monday
    [InlineData("2026-08-03T09:00:00-04:00", "2026-08-03T17:00:00-04:00")]
    [InlineData("2026-08-03T16:59:59-04:00", "2026-08-03T17:00:00-04:00")]
    [InlineData("2026-08-03T17:00:00-04:00", null)]
    [InlineData("2026-08-02T12:00:00-04:00", null)] // Sunday
    [InlineData("2026-02-02T09:00:00-05:00", "2026-02-02T17:00:00-05:00")]
    public void Hours_are_the_sites_own(string now, string? until) => Ends([Window("Monday", "09:00", "17:00")], now, until);

    [Theory]
    [InlineData("2026-08-03T21:59:00-04:00", null)]
    [InlineData("2026-08-03T22:00:00-04:00", "2026-08-04T02:00:00-04:00")]
    [InlineData("2026-08-04T01:59:00-04:00", "2026-08-04T02:00:00-04:00")]
    [InlineData("2026-08-04T02:00:00-04:00", null)]
    [InlineData("2026-08-03T01:00:00-04:00", null)] // The night before Monday is Sunday's.
    public void Hours_may_reach_over_midnight(string now, string? until) => Ends([Window("Monday", "22:00", "02:00")], now, until);

    [Theory]
    [InlineData("2026-08-03T05:59:00-04:00", null)]
    [InlineData("2026-08-03T06:00:00-04:00", "2026-08-04T06:00:00-04:00")]
    [InlineData("2026-08-04T05:59:00-04:00", "2026-08-04T06:00:00-04:00")]
    public void From_equal_to_To_is_a_whole_day(string now, string? until) => Ends([Window("Monday", "06:00", "06:00")], now, until);

    [Theory]
    [InlineData("00:00", "00:00", "2026-03-08T01:00:00-05:00", "2026-03-09T00:00:00-04:00")] // Twenty-three hours.
    [InlineData("01:00", "03:30", "2026-03-08T01:59:59-05:00", "2026-03-08T03:30:00-04:00")]
    [InlineData("01:00", "02:30", "2026-03-08T01:59:59-05:00", "2026-03-08T03:00:00-04:00")] // An end that is skipped is the moment of the change.
    [InlineData("02:30", "04:00", "2026-03-08T01:59:59-05:00", null)]
    [InlineData("02:30", "04:00", "2026-03-08T03:00:00-04:00", "2026-03-08T04:00:00-04:00")] // So is a start.
    [InlineData("02:15", "02:45", "2026-03-08T03:00:00-04:00", null)] // Hours that never come.
    [InlineData("00:00", "00:00", "2026-11-01T01:30:00-04:00", "2026-11-02T00:00:00-05:00")] // Twenty-five hours.
    [InlineData("00:30", "01:30", "2026-11-01T01:29:59-04:00", "2026-11-01T01:30:00-04:00")]
    [InlineData("00:30", "01:30", "2026-11-01T01:15:00-05:00", null)] // Of two half past ones the first ends it.
    [InlineData("01:30", "03:00", "2026-11-01T01:30:00-04:00", "2026-11-01T03:00:00-05:00")]
    [InlineData("01:30", "03:00", "2026-11-01T01:15:00-05:00", "2026-11-01T03:00:00-05:00")]
    public void Hours_are_right_on_the_days_that_the_clocks_change(string from, string to, string now, string? until) => Ends([Window("Sunday", from, to)], now, until);

    [Fact]
    public void Hours_that_touch_or_overlap_are_one() =>
        Ends([Window("Monday", "09:00", "12:00"), Window("Monday", "12:00", "15:00"), Window("Monday", "14:00", "18:00")], "2026-08-03T10:00:00-04:00", "2026-08-03T18:00:00-04:00");

    [Fact]
    public void Hours_with_a_gap_are_two() => Ends([Window("Monday", "09:00", "12:00"), Window("Monday", "12:01", "15:00")], "2026-08-03T10:00:00-04:00", "2026-08-03T12:00:00-04:00");

    [Fact]
    public void All_days_all_day_never_ends_within_a_week()
    {
        var now = At("2026-10-30T12:00:00-04:00");
        var always = new SharingRule(true, [], [new([.. Enum.GetValues<DayOfWeek>()], new(0, 0), new(0, 0))]);
        always.Permits("ROBBERY", NewYork, now).Until.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(now.AddDays(7));
    }

    [Fact]
    public void Without_hours_it_is_always() => SharingRule.Always.Permits("ROBBERY", "Nowhere/Land", At("2026-08-03T10:00:00-04:00")).ShouldBe(Permission.Granted(DateTimeOffset.MaxValue));

    [Fact]
    public void Hours_in_a_zone_nobody_knows_permit_nothing() =>
        new SharingRule(true, [], [Window("Monday", "00:00", "00:00")]).Permits("ROBBERY", "Nowhere/Land", At("2026-08-03T10:00:00-04:00")).Refusal.ShouldBe("timeZoneUnknown");

    [Fact]
    public void Off_is_off() => (SharingRule.Always with { Enabled = false }).Permits("ROBBERY", NewYork, At("2026-08-03T10:00:00-04:00")).Refusal.ShouldBe("sharingOff");

    [Fact]
    public void A_pause_lasts_until_its_end()
    {
        var end = At("2026-08-03T10:00:00-04:00");
        var rule = SharingRule.Always with { PausedUntil = end };
        rule.Permits("ROBBERY", NewYork, end.AddTicks(-1)).Refusal.ShouldBe("paused");
        rule.Permits("ROBBERY", NewYork, end).Refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData("ROBBERY", null)]
    [InlineData("robbery", null)]
    [InlineData("ROBBERYX", "callTypeNotShared")]
    [InlineData("", "callTypeNotShared")]
    public void Only_the_call_types_named_are_shared_in_any_case(string type, string? refusal) =>
        (SharingRule.Always with { CallTypes = ["BOMB", "Robbery"] }).Permits(type, NewYork, At("2026-08-03T10:00:00-04:00")).Refusal.ShouldBe(refusal);

    private static void Ends(WeeklyHours[] hours, string now, string? until) => new SharingRule(true, [], [.. hours]).Permits("ROBBERY", NewYork, At(now))
        .ShouldBe(until is null ? Permission.Refused("outsideHours") : Permission.Granted(At(until)));

    private static WeeklyHours Window(string day, string from, string to) =>
        new([Enum.Parse<DayOfWeek>(day)], TimeOnly.Parse(from, CultureInfo.InvariantCulture), TimeOnly.Parse(to, CultureInfo.InvariantCulture));

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
}
