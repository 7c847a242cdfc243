using Dragonfly.Local.Replay;

namespace Dragonfly.Local.Tests.Replay;

public sealed class RunStatisticsTests
{
    [Fact]
    public void Percentiles_are_nearest_ranks()
    {
        Percentiles.Of(Enumerable.Range(1, 100).Reverse().Select(n => (double)n)).ShouldBe(new(100, 50, 90, 99, 100));
        Percentiles.Of([7]).ShouldBe(new(1, 7, 7, 7, 7));
        Percentiles.Of([1, 2]).ShouldBe(new(2, 1, 2, 2, 2));
        Percentiles.Of([]).ShouldBeNull();
    }

    [Fact]
    public void Stages_are_measured_in_the_machines_time()
    {
        var statistics = new RunStatistics("R-", speed: 10);
        var (one, two) = (Views.Pending("R-1", 1, meters: 30), Views.Pending("R-1", 2, meters: 50));
        statistics.Pushed(Views.Robbery("R-1", 2, one, two), Views.Start.AddMilliseconds(40));
        var open = (One: one.Unlocked(TimeSpan.FromMilliseconds(100)), Two: two.Unlocked(TimeSpan.FromMilliseconds(200)));
        statistics.Pushed(Views.Robbery("R-1", 4, open.One, open.Two), Views.Start.AddMilliseconds(300));
        var closed = Views.Start.AddMinutes(40);
        statistics.Pushed(
            Views.Robbery("R-1", 8, open.One.Locked(closed.AddMilliseconds(70)), open.Two.Locked(one.ExpiresAt.AddSeconds(1), "timeToLive")).Closed(closed),
            closed.AddMilliseconds(80));
        statistics.Pushed(Views.Incident("R-2", 2, "PARKING", "callTypeNotQualified"), Views.Start.AddMilliseconds(20));
        statistics.Pushed(Views.Robbery("OTHER-1", 4, one), Views.Start);
        statistics.Answered(TimeSpan.FromMilliseconds(3));

        var summary = statistics.Summarize(calls: 2, refused: 0, unfinished: 0, leftOpen: 0);
        (summary.Qualified, summary.WithFeeds, summary.GrantsOpened, summary.GrantsClosed).ShouldBe((1, 1, 2, 2));
        summary.Distance.ShouldBe(new(2, 30, 50, 50, 50));
        summary.Answered.ShouldBe(new(1, 3, 3, 3, 3));
        summary.FirstPush.ShouldBe(new(2, 2, 4, 4, 4));
        summary.Unlocked.ShouldBe(new(2, 10, 20, 20, 20));
        summary.LockedOnClose.ShouldBe(new(1, 7, 7, 7, 7));
        summary.LockedOnExpiry.ShouldBe(new(1, 100, 100, 100, 100));
        summary.ExitCode.ShouldBe(0);
    }

    [Fact]
    public void An_older_view_changes_nothing()
    {
        var statistics = new RunStatistics("R-", 1);
        var grant = Views.Pending("R-1", 1);
        statistics.Pushed(Views.Robbery("R-1", 4, grant.Unlocked(TimeSpan.FromMilliseconds(5))), Views.Start);
        statistics.Pushed(Views.Robbery("R-1", 2, grant), Views.Start);
        statistics.Summarize(1, 0, 0, 0).GrantsOpened.ShouldBe(1);
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 0, 1)]
    public void Anything_refused_unfinished_or_left_open_is_exit_code_2(int refused, int unfinished, int leftOpen) =>
        new RunStatistics("R-", 1).Summarize(1, refused, unfinished, leftOpen).ExitCode.ShouldBe(2);
}
