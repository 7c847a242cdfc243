using Dragonfly.Core.Registry;

namespace Dragonfly.Local.Unlocks.Video.Faults;

/// <summary>A fault in force until it is disposed.</summary>
internal sealed class FaultOrder(VideoFault fault, FeedId? feed, VideoCalls calls, Action<FaultOrder> withdraw) : IDisposable
{
    private readonly TaskCompletionSource withdrawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int met;

    public VideoFault Fault => fault;

    public FeedId? Feed => feed;

    public VideoCalls Calls => calls;

    /// <summary>Which call it is that meets this fault, from 1.</summary>
    public int Next() => Interlocked.Increment(ref met);

    public Task DelayAsync(TimeSpan? delay, TimeProvider clock) =>
        delay is null ? withdrawn.Task : Task.WhenAny(withdrawn.Task, Task.Delay(delay.Value, clock));

    public void Dispose()
    {
        withdraw(this);
        withdrawn.TrySetResult();
    }
}
