using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Unlocks.Video.Recording;

namespace Dragonfly.Local.Unlocks.Video;

/// <summary>
/// A video system that keeps its leases in <paramref name="file"/>, and remembers them through its own restarts as the contract wants it; tickets, viewers and exports under way end with the process. It never
/// fails unless its disk does, and answers at once, save that a call which cuts viewers waits until they are cut; <see cref="Faults.FaultyVideoSystem"/> makes it misbehave. Times are read from <paramref name="clock"/>.
/// </summary>
/// <remarks>
/// What is answered was written before, so that it outlives a process that is killed; what was written and not answered is asked again, and every call is idempotent. A close is answered when it is on disk as
/// well: a grant that was closed must not live again after a power cut either. What was written before it, its own open too, is then on disk with it. An open does not wait for the disk, though it has
/// it written: what a power cut can take are only the last opens of leases that still live, which Dragonfly finds missing and takes out anew, and a recording may reach back to before that.
/// </remarks>
/// <param name="clock">The time.</param>
/// <param name="cameras">What there is to see.</param>
/// <param name="address">Where viewers reach <see cref="VideoEndpoints"/>: asked for each ticket, as it is not known before the server listens.</param>
/// <param name="maker">Makes files of recordings.</param>
/// <param name="sender">Sends them to where they are wanted.</param>
/// <param name="file">What an earlier process left, and what the next one finds.</param>
public sealed class SimulatedVideoSystem(TimeProvider clock, Cameras cameras, Func<Uri> address, ExportMaker maker, ExportSender sender, LeaseFile file) : IVideoSystem
{
    /// <summary>How long after a lease's own end a close of it is remembered: longer than any call can be on its way.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(25);

    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    private static readonly FeedDescription Plain = new(FeedHealth.Online, []);

    // One lock for all: a call holds it for some microseconds, listing and sweeping for some ten nanoseconds a lease.
    private readonly Lock gate = new();
    private readonly Dictionary<GrantId, SimulatedLease> leases = file.Found.ToDictionary(record => record.Grant, record => new SimulatedLease(record));
    private readonly Dictionary<string, SimulatedTicket> tokens = [];
    private readonly Dictionary<ExportId, SimulatedExport> exports = [];
    private readonly ConcurrentDictionary<FeedId, FeedDescription> equipment = [];
    private DateTimeOffset sweepAt;

    /// <inheritdoc/>
    public async Task OpenAsync(FeedId feed, GrantId grant, int attempt, DateTimeOffset expiresAt, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        List<Viewing> over;
        DateTimeOffset now;
        lock (gate)
        {
            now = Sweep();
            var lease = leases.GetValueOrDefault(grant);
            var known = lease?.Record ?? new(grant, feed, expiresAt);
            if (known.ClosedAt is not null) throw Refused($"grant {grant} was closed");
            if (known.Feed != feed) throw Refused($"grant {grant} is for another feed");
            if (attempt < known.Attempt) return;
            var record = known with { Attempt = attempt, ExpiresAt = expiresAt, OpenedAt = known.IsLive(now) && known.OpenedAt is { } since ? since : now };
            Write(record);
            if (lease is null) leases.Add(grant, lease = new(record));
            else lease.Record = record;
            over = Reschedule(lease, now);
        }

        _ = file.FlushAsync();
        await CutAsync(over, cancellation);
        if (expiresAt <= now) throw Refused($"the end of grant {grant} has passed");
    }

    /// <inheritdoc/>
    public async Task CloseAsync(FeedId feed, GrantId grant, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        SimulatedLease? lease;
        List<Viewing> over;
        lock (gate)
        {
            var now = Sweep();
            if (!leases.TryGetValue(grant, out lease)) leases.Add(grant, lease = new(new(grant, feed, now)));
            lease.Record = lease.Record with { ClosedAt = lease.Record.ClosedAt ?? now };
            DropTickets(lease);
            over = Reschedule(lease, now);
        }

        // Viewers are cut whatever becomes of the file; and each close is written, since one before it may have failed there.
        var kept = KeepAsync(lease.Record);
        await CutAsync(over, cancellation);
        await kept.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Lease>> ListOpenAsync(CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return Task.FromCanceled<IReadOnlyList<Lease>>(cancellation);
        lock (gate)
        {
            var now = clock.GetUtcNow();
            return Task.FromResult<IReadOnlyList<Lease>>(
                [.. leases.Where(pair => pair.Value.IsLive(now)).Select(pair => new Lease(pair.Value.Feed, pair.Key, pair.Value.ExpiresAt))]);
        }
    }

    /// <inheritdoc/>
    public async Task<VideoTicket> TicketAsync(FeedId feed, GrantId grant, TicketId ticket, DateTimeOffset expiresAt, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        List<Viewing> over;
        SimulatedTicket issued;
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (!leases.TryGetValue(grant, out var lease) || lease.Feed != feed || !lease.IsLive(now)) throw Refused($"there is no lease {grant} on feed {feed}");
            issued = TicketOf(lease, ticket);
            issued.ExpiresAt = expiresAt;
            over = Reschedule(lease, now);
        }

        await CutAsync(over, cancellation);
        return new($"{address().AbsoluteUri.TrimEnd('/')}/video/{issued.Token}", "mjpeg");
    }

    /// <inheritdoc/>
    public Task<FeedDescription> DescribeAsync(FeedId feed, CancellationToken cancellation) => cancellation.IsCancellationRequested
        ? Task.FromCanceled<FeedDescription>(cancellation)
        : Task.FromResult(equipment.GetValueOrDefault(feed, Plain));

    /// <inheritdoc/>
    public async Task<Still> StillAsync(FeedId feed, GrantId grant, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (!leases.TryGetValue(grant, out var lease) || lease.Feed != feed || !lease.IsLive(now)) throw Refused($"there is no lease {grant} on feed {feed}");
        }

        var camera = await cameras.FindAsync(feed, cancellation);
        return new(camera.Look().Render(now).ToArray(), "image/png", now);
    }

    /// <inheritdoc/>
    public async Task StartExportAsync(FeedId feed, GrantId grant, ExportId export, DateTimeOffset from, DateTimeOffset to, Uri target, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!VideoExport.IsTarget(target)) throw Refused("the file is to go where no file goes");
        var camera = await cameras.FindAsync(feed, cancellation);
        lock (gate)
        {
            var now = Sweep();
            if (!leases.TryGetValue(grant, out var lease) || lease.Feed != feed || !lease.Covers(from, to, now)) throw Refused($"no lease {grant} on feed {feed} covers that time");
            if (to - from > VideoExport.Longest) throw Refused($"an export is of at most {VideoExport.Longest}");
            if (!exports.TryGetValue(export, out var known)) exports[export] = lease.Exports[export] = new(camera, grant, from, to, target, maker, sender);
            else if (!known.Is(feed, grant, from, to)) throw Refused($"export {export} is another one");
            else known.SendTo(target);
        }
    }

    /// <inheritdoc/>
    public Task<VideoExport> ReadExportAsync(FeedId feed, ExportId export, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? Task.FromCanceled<VideoExport>(cancellation) : Task.FromResult(Find(feed, export).Look());

    /// <summary>Makes a camera another one than a healthy one on which nothing runs.</summary>
    public void Equip(FeedId feed, FeedDescription description) => equipment[feed] = description;

    /// <summary>Lets the bearer of a ticket's token view; null when there is nothing to view with it, or no longer.</summary>
    public Viewing? View(string token)
    {
        lock (gate)
        {
            if (!tokens.TryGetValue(token, out var ticket)) return null;
            var left = ticket.LeftAt(clock.GetUtcNow());
            if (left <= TimeSpan.Zero) return null;
            var viewing = new Viewing(ticket, left, clock, Leave);
            ticket.Lease.Viewings.Add(viewing);
            return viewing;
        }
    }

    private void Write(LeaseRecord record)
    {
        try
        {
            file.Write(record);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            throw Unkept(record, e);
        }
    }

    private async Task KeepAsync(LeaseRecord record)
    {
        Write(record);
        try
        {
            await file.FlushAsync();
        }
        catch (IOException e)
        {
            throw Unkept(record, e);
        }
    }

    private SimulatedExport Find(FeedId feed, ExportId export)
    {
        lock (gate) return exports.TryGetValue(export, out var known) && known.Feed == feed ? known : throw Refused($"there is no export {export} of feed {feed}");
    }

    private void Leave(Viewing viewing)
    {
        lock (gate) viewing.Ticket.Lease.Viewings.Remove(viewing);
    }

    private SimulatedTicket TicketOf(SimulatedLease lease, TicketId ticket)
    {
        if (lease.Tickets.TryGetValue(ticket, out var known)) return known;
        var issued = new SimulatedTicket(lease, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));
        lease.Tickets.Add(ticket, issued);
        tokens.Add(issued.Token, issued);
        return issued;
    }

    /// <summary>Gives the viewers under a lease their ends anew, and returns those whose end has passed.</summary>
    private static List<Viewing> Reschedule(SimulatedLease lease, DateTimeOffset now)
    {
        List<Viewing> over = [];
        foreach (var viewing in lease.Viewings)
        {
            // Timers count whole milliseconds, and one that is due at once may run its viewer to the end right here, in the lock.
            if (viewing.Ticket.LeftAt(now) is { TotalMilliseconds: >= 1 } left) viewing.EndAfter(left);
            else over.Add(viewing);
        }

        return over;
    }

    private static Task CutAsync(List<Viewing> over, CancellationToken cancellation) =>
        over.Count == 0 ? Task.CompletedTask : Task.WhenAll(over.Select(viewing => viewing.CutAsync())).WaitAsync(cancellation);

    /// <summary>Forgets what ended long ago, every minute or so that something is asked.</summary>
    private DateTimeOffset Sweep()
    {
        var now = clock.GetUtcNow();
        if (now < sweepAt) return now;
        sweepAt = now + SweepEvery;
        foreach (var (grant, lease) in leases)
        {
            if (lease.ExpiresAt > now - Remembered) continue;
            DropTickets(lease);
            foreach (var export in lease.Exports.Keys) exports.Remove(export);
            leases.Remove(grant);
        }

        file.Tidy(leases.Values.Select(lease => lease.Record), leases.Count);
        return now;
    }

    private void DropTickets(SimulatedLease lease)
    {
        foreach (var ticket in lease.Tickets.Values) tokens.Remove(ticket.Token);
        lease.Tickets.Clear();
    }

    private static VideoSystemException Unkept(LeaseRecord record, Exception e) => new("unreachable", $"what became of grant {record.Grant} could not be kept", e);

    private static VideoSystemException Refused(string message) => new("refused", message);
}
