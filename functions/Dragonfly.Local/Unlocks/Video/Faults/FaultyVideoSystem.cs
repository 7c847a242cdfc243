using System.Diagnostics;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Local.Unlocks.Video.Faults;

/// <summary>A video system that misbehaves to order, for tests and demonstrations, and is otherwise the one inside it.</summary>
public sealed class FaultyVideoSystem(IVideoSystem inner, VideoFaults faults) : IVideoSystem
{
    /// <inheritdoc/>
    public Task OpenAsync(FeedId feed, GrantId grant, int attempt, DateTimeOffset expiresAt, CancellationToken cancellation) =>
        CallAsync(VideoCalls.Open, feed, token => DoneAsync(inner.OpenAsync(feed, grant, attempt, expiresAt, token)), cancellation, mayLie: true);

    /// <inheritdoc/>
    public Task CloseAsync(FeedId feed, GrantId grant, CancellationToken cancellation) =>
        CallAsync(VideoCalls.Close, feed, token => DoneAsync(inner.CloseAsync(feed, grant, token)), cancellation, mayLie: true);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Lease>> ListOpenAsync(CancellationToken cancellation) =>
        CallAsync(VideoCalls.List, null, inner.ListOpenAsync, cancellation);

    /// <inheritdoc/>
    public Task<VideoTicket> TicketAsync(FeedId feed, GrantId grant, TicketId ticket, DateTimeOffset expiresAt, CancellationToken cancellation) =>
        CallAsync(VideoCalls.Ticket, feed, token => inner.TicketAsync(feed, grant, ticket, expiresAt, token), cancellation);

    /// <inheritdoc/>
    public Task<FeedDescription> DescribeAsync(FeedId feed, CancellationToken cancellation) =>
        CallAsync(VideoCalls.Describe, feed, token => inner.DescribeAsync(feed, token), cancellation);

    /// <inheritdoc/>
    public Task<Still> StillAsync(FeedId feed, GrantId grant, CancellationToken cancellation) =>
        CallAsync(VideoCalls.Still, feed, token => inner.StillAsync(feed, grant, token), cancellation);

    /// <inheritdoc/>
    public Task StartExportAsync(FeedId feed, GrantId grant, ExportId export, DateTimeOffset from, DateTimeOffset to, Uri target, CancellationToken cancellation) =>
        CallAsync(VideoCalls.Export, feed, token => DoneAsync(inner.StartExportAsync(feed, grant, export, from, to, target, token)), cancellation, mayLie: true);

    /// <inheritdoc/>
    public Task<VideoExport> ReadExportAsync(FeedId feed, ExportId export, CancellationToken cancellation) =>
        CallAsync(VideoCalls.Export, feed, token => inner.ReadExportAsync(feed, export, token), cancellation);

    private async Task<T> CallAsync<T>(VideoCalls call, FeedId? feed, Func<CancellationToken, Task<T>> act, CancellationToken cancellation, bool mayLie = false)
    {
        cancellation.ThrowIfCancellationRequested();
        if (faults.Called(call, feed) is not { } order) return await act(cancellation);
        switch (order.Fault)
        {
            case Slow slow:
                var answer = await act(cancellation);
                await order.DelayAsync(slow.Delay, faults.Clock).WaitAsync(cancellation);
                return answer;
            case Late late:
                return await ArriveAsync(order, late.Delay, act).WaitAsync(cancellation);
            case Hanging:
                await Task.Delay(Timeout.InfiniteTimeSpan, faults.Clock, cancellation);
                throw new UnreachableException();
            case Refusing:
                throw new VideoSystemException("refused", $"{call} is refused, as ordered");
            case Unreachable:
            case Flapping flapping when order.Next() % flapping.Nth == 0:
                throw new VideoSystemException("unreachable", $"{call} does not get through, as ordered");
            case Lying when mayLie:
                return default!;
            default:
                return await act(cancellation);
        }
    }

    private async Task<T> ArriveAsync<T>(FaultOrder order, TimeSpan? delay, Func<CancellationToken, Task<T>> act)
    {
        await order.DelayAsync(delay, faults.Clock);
        return await act(CancellationToken.None);
    }

    private static async Task<bool> DoneAsync(Task call)
    {
        await call;
        return true;
    }
}
