using System.Collections.Concurrent;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Functions.Unlocks;

/// <summary>
/// The one way to a picture. Before a feed is opened or shown the video system is asked what runs on it, and a feed that runs what the program does not permit is
/// neither, whatever was registered of it. A good answer is believed for half a minute, as long as a ticket lives; a bad one not at all, so that a feed that was put
/// right is seen at once. Where there is no answer, nothing opens.
/// </summary>
public sealed class VideoDoor(IVideoSystem video, TimeProvider clock)
{
    private readonly ConcurrentDictionary<FeedId, DateTimeOffset> lawfulUntil = [];

    /// <summary>Takes out a lease; see <see cref="IVideoSystem.OpenAsync"/>.</summary>
    /// <exception cref="UnlawfulFeedException">The feed runs what the program does not permit.</exception>
    /// <exception cref="VideoSystemException">The video system said no, or could not be reached.</exception>
    public async Task OpenAsync(FeedId feed, GrantId grant, int attempt, DateTimeOffset expiresAt, CancellationToken cancellation)
    {
        await CheckAsync(feed, cancellation);
        await video.OpenAsync(feed, grant, attempt, expiresAt, cancellation);
    }

    /// <summary>Gives a lease back; see <see cref="IVideoSystem.CloseAsync"/>. Nothing stands in the way of that.</summary>
    /// <exception cref="VideoSystemException">The video system said no, or could not be reached.</exception>
    public Task CloseAsync(FeedId feed, GrantId grant, CancellationToken cancellation) => video.CloseAsync(feed, grant, cancellation);

    /// <summary>Lets the bearer of a ticket view, or no longer when its end has passed; see <see cref="IVideoSystem.TicketAsync"/>.</summary>
    /// <exception cref="UnlawfulFeedException">The feed runs what the program does not permit.</exception>
    /// <exception cref="VideoSystemException">The video system said no, or could not be reached.</exception>
    public async Task<VideoTicket> TicketAsync(FeedId feed, GrantId grant, TicketId ticket, DateTimeOffset expiresAt, CancellationToken cancellation)
    {
        if (expiresAt > clock.GetUtcNow()) await CheckAsync(feed, cancellation);
        return await video.TicketAsync(feed, grant, ticket, expiresAt, cancellation);
    }

    /// <summary>One picture; see <see cref="IVideoSystem.StillAsync"/>.</summary>
    /// <exception cref="UnlawfulFeedException">The feed runs what the program does not permit.</exception>
    /// <exception cref="VideoSystemException">The video system said no, or could not be reached.</exception>
    public async Task<Still> StillAsync(FeedId feed, GrantId grant, CancellationToken cancellation)
    {
        await CheckAsync(feed, cancellation);
        return await video.StillAsync(feed, grant, cancellation);
    }

    /// <summary>Has a recording made into a file and sent; see <see cref="IVideoSystem.StartExportAsync"/>.</summary>
    /// <exception cref="UnlawfulFeedException">The feed runs what the program does not permit.</exception>
    /// <exception cref="VideoSystemException">The video system said no, or could not be reached.</exception>
    public async Task StartExportAsync(FeedId feed, GrantId grant, ExportId export, DateTimeOffset from, DateTimeOffset to, Uri target, CancellationToken cancellation)
    {
        await CheckAsync(feed, cancellation);
        await video.StartExportAsync(feed, grant, export, from, to, target, cancellation);
    }

    /// <summary>How far an export is; see <see cref="IVideoSystem.ReadExportAsync"/>. That shows nothing, so nothing stands in its way.</summary>
    /// <exception cref="VideoSystemException">The video system said no, or could not be reached.</exception>
    public Task<VideoExport> ReadExportAsync(FeedId feed, ExportId export, CancellationToken cancellation) => video.ReadExportAsync(feed, export, cancellation);

    /// <summary>Takes note of what the video system says by itself of a feed.</summary>
    /// <exception cref="UnlawfulFeedException">The feed runs what the program does not permit.</exception>
    public void Learn(FeedId feed, FeedDescription description)
    {
        if (Analytics.WhyRefused(description.Analytics) is { } code)
        {
            lawfulUntil.TryRemove(feed, out _);
            throw new UnlawfulFeedException(code, feed);
        }

        lawfulUntil[feed] = clock.GetUtcNow() + Ticket.Life;
    }

    private async ValueTask CheckAsync(FeedId feed, CancellationToken cancellation)
    {
        if (lawfulUntil.TryGetValue(feed, out var until) && clock.GetUtcNow() < until) return;
        Learn(feed, await video.DescribeAsync(feed, cancellation));
    }
}
