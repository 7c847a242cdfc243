using System.Collections.Concurrent;
using System.Collections.Immutable;
using Dragonfly.Core.Registry;

namespace Dragonfly.Local.Unlocks.Video.Faults;

/// <summary>The faults that are ordered, and how often the video system was called. Safe to change while calls are under way.</summary>
/// <param name="clock">What delays are measured on.</param>
public sealed class VideoFaults(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(VideoCalls Call, FeedId? Feed), int> counts = new();
    private ImmutableList<FaultOrder> orders = [];

    internal TimeProvider Clock => clock;

    /// <summary>Orders a fault. Where several apply to a call, the last ordered one counts.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="feed">With which feed; null for all of them.</param>
    /// <param name="calls">With which calls.</param>
    /// <returns>Dispose it to withdraw the fault and release the calls that it delays.</returns>
    public IDisposable Order(VideoFault fault, FeedId? feed = null, VideoCalls calls = VideoCalls.All)
    {
        var order = new FaultOrder(fault, feed, calls, withdrawn => ImmutableInterlocked.Update(ref orders, static (list, item) => list.Remove(item), withdrawn));
        ImmutableInterlocked.Update(ref orders, static (list, item) => list.Add(item), order);
        return order;
    }

    /// <summary>Withdraws every fault.</summary>
    public void Clear()
    {
        foreach (var order in orders) order.Dispose();
    }

    /// <summary>How many calls were made, failed ones included.</summary>
    /// <param name="calls">Of which kinds.</param>
    /// <param name="feed">About which feed; null for all.</param>
    public int Count(VideoCalls calls = VideoCalls.All, FeedId? feed = null) =>
        counts.Where(pair => calls.HasFlag(pair.Key.Call) && (feed is null || pair.Key.Feed == feed)).Sum(pair => pair.Value);

    internal FaultOrder? Called(VideoCalls call, FeedId? feed)
    {
        counts.AddOrUpdate((call, feed), 1, static (_, count) => count + 1);
        return orders.FindLast(order => order.Calls.HasFlag(call) && (order.Feed is null || order.Feed == feed));
    }
}
