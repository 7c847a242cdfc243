using Dragonfly.Core.Registry;

namespace Dragonfly.Functions.Accesses;

/// <summary>
/// Which partners want to be told of accesses. Most do not, and an unlock is about a dozen: that one does not is believed for a minute, so whoever begins to want it
/// is told a minute later at most; whoever stops is asked again each time.
/// </summary>
public sealed class NoticeWishes(IPartnerStore partners, TimeProvider clock)
{
    private const int MostRemembered = 20_000;
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(1);

    private readonly Dictionary<PartnerId, DateTimeOffset> unwilling = [];
    private readonly Lock gate = new();

    /// <summary>Whether a partner wants to be told.</summary>
    /// <exception cref="Core.Incidents.StoreUnavailableException">The store did not answer.</exception>
    public async ValueTask<bool> WantsAsync(PartnerId partner, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (unwilling.TryGetValue(partner, out var since) && now - since < Believed) return false;
        }

        if (await partners.ReadAsync(partner, cancellation) is { Partner.WantsNotices: true }) return true;
        lock (gate)
        {
            if (unwilling.Count >= MostRemembered) unwilling.Clear();
            unwilling[partner] = now;
        }

        return false;
    }
}
