using Dragonfly.Functions.Access;

namespace Dragonfly.Functions.Tests.Access;

public sealed class PaceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 3, 12, 0, 0, TimeSpan.Zero);

    private readonly Pace pace = new(new(perMinute: 6, burst: 3));

    [Fact]
    public void A_burst_is_taken_and_then_one_call_in_ten_seconds()
    {
        Taken(Noon, 10).ShouldBe(3);
        pace.Take(Noon).ShouldBe(TimeSpan.FromSeconds(10));
        pace.Take(Noon.AddSeconds(4)).ShouldBe(TimeSpan.FromSeconds(6));

        Taken(Noon.AddSeconds(10), 10).ShouldBe(1);
        Taken(Noon.AddSeconds(30), 10).ShouldBe(2);
    }

    [Fact]
    public void However_long_it_was_quiet_no_more_than_a_burst_comes_back()
    {
        Taken(Noon, 10);

        Taken(Noon.AddDays(1), 10).ShouldBe(3);
    }

    [Fact]
    public void A_clock_that_goes_back_costs_one_burst_at_most()
    {
        Taken(Noon, 2);

        Taken(Noon.AddMinutes(-10), 10).ShouldBe(0);
        Taken(Noon.AddMinutes(-10).AddSeconds(30), 10).ShouldBe(3);
    }

    [Fact]
    public void In_an_hour_of_trying_it_is_the_rate_and_one_burst() =>
        Enumerable.Range(0, 3_600).Count(second => pace.Take(Noon.AddSeconds(second)) == TimeSpan.Zero).ShouldBe(360 + 2);

    private int Taken(DateTimeOffset at, int tries) => Enumerable.Range(0, tries).Count(_ => pace.Take(at) == TimeSpan.Zero);
}
