using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Local.Tests.Replay;

/// <summary>Leases to be listed.</summary>
internal sealed class FakeVideoSystem : IVideoSystem
{
    public List<Lease> Leases { get; } = [];

    public Task<IReadOnlyList<Lease>> ListOpenAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Lease>>(Leases);

    public Task OpenAsync(FeedId feed, GrantId grant, int attempt, DateTimeOffset expiresAt, CancellationToken cancellation) => throw new NotSupportedException();

    public Task CloseAsync(FeedId feed, GrantId grant, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<VideoTicket> TicketAsync(FeedId feed, GrantId grant, TicketId ticket, DateTimeOffset expiresAt, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<FeedDescription> DescribeAsync(FeedId feed, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Still> StillAsync(FeedId feed, GrantId grant, CancellationToken cancellation) => throw new NotSupportedException();

    public Task StartExportAsync(FeedId feed, GrantId grant, ExportId export, DateTimeOffset from, DateTimeOffset to, Uri target, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<VideoExport> ReadExportAsync(FeedId feed, ExportId export, CancellationToken cancellation) => throw new NotSupportedException();
}
