using System.Globalization;
using Dragonfly.Local.Hosting;
using Shouldly;
using Xunit;

namespace Dragonfly.Local.Tests.Hosting;

public sealed class NcrontabTests
{
    [Theory]
    [InlineData("0 * * * * *", "2026-03-01T12:00:30Z", "2026-03-01T12:01:00Z")]
    [InlineData("0 * * * * *", "2026-03-01T12:01:00Z", "2026-03-01T12:02:00Z")]
    [InlineData("*/15 * * * * *", "2026-03-01T12:00:44.9Z", "2026-03-01T12:00:45Z")]
    [InlineData("0 0,30 8 * * *", "2026-03-01T08:00:00Z", "2026-03-01T08:30:00Z")]
    [InlineData("0 0 3 * * 1", "2026-03-01T12:00:00Z", "2026-03-02T03:00:00Z")]
    [InlineData("59 59 23 31 12 *", "2026-03-01T12:00:00Z", "2026-12-31T23:59:59Z")]
    [InlineData("0 0 0 29 2 *", "2026-03-01T12:00:00Z", "2028-02-29T00:00:00Z")]
    public void Finds_the_next_time(string schedule, string after, string next) =>
        Ncrontab.Parse(schedule).Next(Time(after)).ShouldBe(Time(next));

    [Theory]
    [InlineData("* * * * *")]
    [InlineData("60 * * * * *")]
    [InlineData("*/0 * * * * *")]
    [InlineData("x * * * * *")]
    public void Refuses_what_it_does_not_understand(string schedule) => Should.Throw<FormatException>(() => Ncrontab.Parse(schedule));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
