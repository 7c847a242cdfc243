using Dragonfly.Local.Replay;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Local.Tests.Replay;

public sealed class VirtualDayTests
{
    [Fact]
    public void It_is_yesterday_in_Chattanooga_and_over()
    {
        // 03:30 UTC is still the evening of the 20th there.
        var now = new DateTimeOffset(2026, 11, 21, 3, 30, 0, TimeSpan.Zero);
        var day = VirtualDay.Yesterday(now);
        day.Start.ShouldBe(new DateTimeOffset(2026, 11, 19, 0, 0, 0, TimeSpan.FromHours(-5)));
        day.At(CallDay.End).ShouldBeLessThan(now);
        day.At(new TimeSpan(13, 30, 0)).ShouldBe(new DateTimeOffset(2026, 11, 19, 13, 30, 0, TimeSpan.FromHours(-5)));
    }

    [Theory]
    [InlineData("2026-03-09T12:00:00Z")]
    [InlineData("2026-11-02T12:00:00Z")]
    public void Times_of_day_stay_in_order_when_the_clocks_change(string now)
    {
        var day = VirtualDay.Yesterday(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        Enumerable.Range(0, 24 * 60).Select(minute => day.At(TimeSpan.FromMinutes(minute))).ShouldBeInOrder();
        day.At(TimeSpan.FromHours(12)).Offset.ShouldNotBe(day.Start.Offset);
    }

    [Fact]
    public void Its_clock_begins_the_day_and_tells_the_time_of_Chattanooga()
    {
        var day = VirtualDay.Yesterday(new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
        var clock = day.Clock(new FakeTimeProvider(), 60);
        clock.GetLocalNow().TimeOfDay.ShouldBe(TimeSpan.Zero);
        clock.GetUtcNow().ShouldBe(day.Start);
    }
}
