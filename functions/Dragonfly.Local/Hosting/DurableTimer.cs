namespace Dragonfly.Local.Hosting;

/// <summary>A timer whose elapsing is posted. It never elapses early, and a due time beyond a timer's range is reached in steps.</summary>
internal sealed class DurableTimer : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);
    private readonly TimeProvider clock;
    private readonly DateTime due;
    private readonly ITimer timer;

    public DurableTimer(TimeProvider clock, DateTime due, Action<Action> post, Action<DurableTimer> elapsed)
    {
        this.clock = clock;
        this.due = due;
        timer = clock.CreateTimer(_ => post(() => Check(elapsed)), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Remaining => due - clock.GetUtcNow().UtcDateTime;

    public void Start()
    {
        var wait = Remaining;
        timer.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => timer.Dispose();

    private void Check(Action<DurableTimer> elapsed)
    {
        if (Remaining > TimeSpan.Zero)
            Start();
        else
            elapsed(this);
    }
}
