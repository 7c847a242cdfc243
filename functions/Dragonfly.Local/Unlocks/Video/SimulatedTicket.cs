namespace Dragonfly.Local.Unlocks.Video;

/// <summary>A ticket under a lease.</summary>
internal sealed class SimulatedTicket(SimulatedLease lease, string token)
{
    public SimulatedLease Lease => lease;

    public string Token => token;

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>How long its bearer may go on viewing: not past the end of the lease.</summary>
    public TimeSpan LeftAt(DateTimeOffset now) =>
        lease.IsLive(now) ? (ExpiresAt < lease.ExpiresAt ? ExpiresAt : lease.ExpiresAt) - now : TimeSpan.Zero;
}
