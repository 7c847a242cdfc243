using Dragonfly.Local.Replay;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Local.Tests.Replay;

public sealed class ScaledTimeProviderTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 5, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _wall = new();
    private readonly ScaledTimeProvider _clock;
    private int _fired;

    public ScaledTimeProviderTests() => _clock = new(_wall, Start, 60);

    [Fact]
    public void It_starts_where_it_is_told_and_runs_at_its_speed()
    {
        _clock.GetUtcNow().ShouldBe(Start);
        var stamp = _clock.GetTimestamp();
        _wall.Advance(TimeSpan.FromMinutes(24));
        _clock.GetUtcNow().ShouldBe(Start.AddDays(1));
        _clock.GetElapsedTime(stamp).ShouldBe(TimeSpan.FromDays(1));
        _clock.GetUtcNow().Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Its_timers_fire_when_it_says_so()
    {
        using var timer = _clock.CreateTimer(_ => _fired++, null, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1));
        Advance(1.999).ShouldBe(0);
        Advance(0.001).ShouldBe(1);
        Advance(1).ShouldBe(2);
        Advance(5).ShouldBe(7);
    }

    [Fact]
    public void A_timer_without_a_period_fires_once_and_one_without_a_due_time_never()
    {
        using var once = _clock.CreateTimer(_ => _fired++, null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        using var never = _clock.CreateTimer(_ => _fired += 100, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Advance(100).ShouldBe(1);
    }

    [Fact]
    public void A_timer_can_be_moved_and_stopped()
    {
        var timer = _clock.CreateTimer(_ => _fired++, null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(3)).ShouldBeTrue();
        Advance(2.9).ShouldBe(0);
        Advance(0.1).ShouldBe(1);
        timer.Dispose();
        Advance(10).ShouldBe(1);
    }

    [Fact]
    public async Task Disposing_asynchronously_stops_a_timer_too()
    {
        var timer = _clock.CreateTimer(_ => _fired++, null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        await timer.DisposeAsync();
        Advance(2).ShouldBe(0);
    }

    [Fact]
    public void A_timer_is_never_early_for_want_of_milliseconds()
    {
        using var timer = _clock.CreateTimer(_ => _fired++, null, TimeSpan.FromMilliseconds(90), Timeout.InfiniteTimeSpan);
        _wall.Advance(TimeSpan.FromMilliseconds(1));
        _fired.ShouldBe(0);
        _wall.Advance(TimeSpan.FromMilliseconds(1));
        _fired.ShouldBe(1);
    }

    [Fact]
    public async Task Delays_and_time_outs_run_on_it()
    {
        var delay = Task.Delay(TimeSpan.FromHours(1), _clock);
        using var timeOut = new CancellationTokenSource(TimeSpan.FromHours(2), _clock);
        _wall.Advance(TimeSpan.FromMinutes(1));
        await delay;
        timeOut.IsCancellationRequested.ShouldBeFalse();
        _wall.Advance(TimeSpan.FromMinutes(1));
        timeOut.IsCancellationRequested.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    public void It_does_not_run_slower_than_real(double speed) => Should.Throw<ArgumentOutOfRangeException>(() => new ScaledTimeProvider(_wall, Start, speed));

    private int Advance(double minutes)
    {
        _wall.Advance(TimeSpan.FromMinutes(minutes) / _clock.Speed);
        return _fired;
    }
}
