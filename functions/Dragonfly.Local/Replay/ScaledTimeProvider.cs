namespace Dragonfly.Local.Replay;

/// <summary>
/// A clock that starts at a given moment and runs so many times as fast as the one under it, timers included: a process that takes its time from here
/// lives a day in 24 minutes at speed 60, and every expiry and every hour of sharing in it is real.
/// </summary>
/// <remarks>
/// Everything shrinks, so a time-out of 2 s set on this clock is 33 ms of the machine's time at speed 60. Whatever waits for the machine itself (a socket, a
/// disk, another process) must be timed by <see cref="Wall"/>.
/// </remarks>
public sealed class ScaledTimeProvider : TimeProvider
{
    private readonly DateTimeOffset _start;
    private readonly long _origin;

    /// <summary>Starts the clock.</summary>
    /// <param name="wall">The clock under this one.</param>
    /// <param name="start">What this one shows now.</param>
    /// <param name="speed">How many times faster it runs; at least 1.</param>
    /// <param name="zone">Its local time zone; the one of <paramref name="wall"/> when not given.</param>
    public ScaledTimeProvider(TimeProvider wall, DateTimeOffset start, double speed, TimeZoneInfo? zone = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(speed, 1);
        (Wall, Speed, LocalTimeZone) = (wall, speed, zone ?? wall.LocalTimeZone);
        (_start, _origin) = (start.ToUniversalTime(), wall.GetTimestamp());
    }

    /// <summary>The clock under this one.</summary>
    public TimeProvider Wall { get; }

    /// <summary>How many times faster this one runs.</summary>
    public double Speed { get; }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone { get; }

    /// <inheritdoc/>
    public override long TimestampFrequency => Wall.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + GetElapsedTime(0, GetTimestamp());

    /// <inheritdoc/>
    public override long GetTimestamp() => (long)((Wall.GetTimestamp() - _origin) * Speed);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, Wall.CreateTimer(callback, state, OnWall(dueTime), OnWall(period)));

    // Timers of the system count whole milliseconds and cut off the rest: rounded up here, so that none is early by up to a millisecond times the speed.
    private TimeSpan OnWall(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds / Speed));

    private sealed class Timer(ScaledTimeProvider clock, ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(clock.OnWall(dueTime), clock.OnWall(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
