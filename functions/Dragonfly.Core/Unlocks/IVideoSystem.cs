using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Unlocks;

/// <summary>
/// The video system, asked in grants. A feed is viewable while it has at least one lease, and a lease's id is the grant's. Every call is idempotent.
/// A caller limits each call's time with its cancellation token.
/// </summary>
public interface IVideoSystem
{
    /// <summary>
    /// Takes out a lease. The same grant again moves its end, and a viewer that is connected goes on; an end that has passed ends the lease and is
    /// refused. An open that was overtaken by one with a greater attempt changes nothing. A grant that was closed is never opened again, whatever the attempt: a late open must lose to a close.
    /// </summary>
    /// <exception cref="VideoSystemException">It said no, or could not be reached.</exception>
    Task OpenAsync(FeedId feed, GrantId grant, int attempt, DateTimeOffset expiresAt, CancellationToken cancellation);

    /// <summary>Gives a lease back; when it returns, nobody views under this grant. A grant that is not known is remembered as closed.</summary>
    /// <exception cref="VideoSystemException">It said no, or could not be reached.</exception>
    Task CloseAsync(FeedId feed, GrantId grant, CancellationToken cancellation);

    /// <summary>Every lease there is.</summary>
    /// <exception cref="VideoSystemException">It said no, or could not be reached.</exception>
    Task<IReadOnlyList<Lease>> ListOpenAsync(CancellationToken cancellation);

    /// <summary>
    /// Lets the bearer of a ticket view under a grant until <paramref name="expiresAt"/>. The same ticket again moves its end, and a viewer that is
    /// connected goes on; an end that has passed cuts it.
    /// </summary>
    /// <exception cref="VideoSystemException">There is no such lease, or the system could not be reached.</exception>
    Task<VideoTicket> TicketAsync(FeedId feed, GrantId grant, TicketId ticket, DateTimeOffset expiresAt, CancellationToken cancellation);

    /// <summary>How a feed is, and what runs on it: as it is now, and not as anybody registered it.</summary>
    /// <exception cref="VideoSystemException">There is no such feed, or the system could not be reached.</exception>
    Task<FeedDescription> DescribeAsync(FeedId feed, CancellationToken cancellation);

    /// <summary>One picture of a feed as it is now. Only under a lease that lives.</summary>
    /// <exception cref="VideoSystemException">There is no such lease, or the system could not be reached.</exception>
    Task<Still> StillAsync(FeedId feed, GrantId grant, CancellationToken cancellation);

    /// <summary>
    /// Has what a feed recorded made into a file that the video system itself sends to where it is wanted: it never goes through us. Of a time in which the lease lived, and
    /// at most <see cref="VideoExport.MostLookBack"/> before the feed was opened under this grant; nothing after the lease ended, and at most <see cref="VideoExport.Longest"/>.
    /// The lease may be over, for as long as the video system remembers it, <see cref="VideoExport.Remembered"/> at the least. The same export again changes nothing, save that
    /// what is not sent yet goes to the newer link; with another time or another grant it is refused.
    /// </summary>
    /// <param name="feed">The feed.</param>
    /// <param name="grant">The lease.</param>
    /// <param name="export">Its id, by which it is known from now on.</param>
    /// <param name="from">Where the recording begins.</param>
    /// <param name="to">Where it ends, which has passed.</param>
    /// <param name="target">An http or https link by which one file may be written once, holding all the authority there is: the file is <c>PUT</c> there whole, with its
    /// <c>Content-Type</c>, <c>x-ms-blob-type: BlockBlob</c> and <c>If-None-Match: *</c>. It is never logged, and no redirection is followed.</param>
    /// <param name="cancellation">Ends the call, not the export.</param>
    /// <exception cref="VideoSystemException">The lease did not live all that time, or the system could not be reached.</exception>
    Task StartExportAsync(FeedId feed, GrantId grant, ExportId export, DateTimeOffset from, DateTimeOffset to, Uri target, CancellationToken cancellation);

    /// <summary>How far an export is.</summary>
    /// <exception cref="VideoSystemException">There is no such export, or no longer; or the system could not be reached.</exception>
    Task<VideoExport> ReadExportAsync(FeedId feed, ExportId export, CancellationToken cancellation);
}

/// <summary>A lease on a feed.</summary>
public sealed record Lease(FeedId Feed, GrantId Grant, DateTimeOffset ExpiresAt);

/// <summary>Where and how to view.</summary>
/// <param name="Url">Absolute, and holding all the authority there is: whoever has it can view while the ticket lives.</param>
/// <param name="Kind">How to show it: <c>mjpeg</c> is a multipart/x-mixed-replace stream of pictures for an <c>img</c> element.</param>
public sealed record VideoTicket(string Url, string Kind);

/// <summary>The video system failed.</summary>
/// <param name="code"><c>refused</c>: it answered no. <c>unreachable</c>: it did not answer.</param>
/// <param name="message">For the log.</param>
/// <param name="inner">The cause.</param>
public class VideoSystemException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The code of what went wrong.</summary>
    public string Code { get; } = code;
}

/// <summary>The video system was not asked, since of the feed it tells what the program does not permit.</summary>
/// <param name="code"><see cref="Analytics.Forbidden"/> or <see cref="Analytics.Unknown"/>.</param>
/// <param name="feed">The feed.</param>
public sealed class UnlawfulFeedException(string code, FeedId feed) : VideoSystemException(code, $"feed {feed} runs analytics that the program does not permit");
