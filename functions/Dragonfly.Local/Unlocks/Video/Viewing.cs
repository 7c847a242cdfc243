using Dragonfly.Core.Registry;

namespace Dragonfly.Local.Unlocks.Video;

/// <summary>Somebody who views under a ticket. Whoever sends the pictures disposes it, once nothing more will be sent.</summary>
public sealed class Viewing : IDisposable
{
    // Ends that are further away than timers go; a viewer is cut there, early rather than late.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource ended;
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<Viewing> leave;

    internal Viewing(SimulatedTicket ticket, TimeSpan left, TimeProvider clock, Action<Viewing> leave)
    {
        (Ticket, this.leave) = (ticket, leave);
        ended = new(left < Longest ? left : Longest, clock);
    }

    /// <summary>What is viewed.</summary>
    public FeedId Feed => Ticket.Lease.Feed;

    /// <summary>Canceled the moment the viewer must see no more.</summary>
    public CancellationToken Ended => ended.Token;

    internal SimulatedTicket Ticket { get; }

    /// <summary>Says that nothing more is sent.</summary>
    public void Dispose()
    {
        leave(this);

        // Lets go of the timer as Dispose would, but may run beside a cut.
        ended.Cancel();
        gone.TrySetResult();
    }

    internal void EndAfter(TimeSpan left) => ended.CancelAfter(left < Longest ? left : Longest);

    /// <summary>Returns when nothing more is sent.</summary>
    internal async Task CutAsync()
    {
        await ended.CancelAsync();
        await gone.Task;
    }
}
