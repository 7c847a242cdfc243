using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Unlocks;

namespace Dragonfly.Functions.Registry;

/// <summary>Writes what owners decide about their feeds. When it returns, what no longer may be viewed is not viewed any more.</summary>
public sealed class FeedSharing(IRegistry registry, IIncidentStore store, Stepper stepper)
{
    /// <summary>Saves feeds with their new consent, and has each incident that holds one of them look again at once.</summary>
    /// <exception cref="StoreUnavailableException">The change is not saved, or some incident was not looked at: say it again.</exception>
    public async Task ChangeAsync(IReadOnlyCollection<Feed> feeds, Origin origin)
    {
        await registry.SaveAsync(feeds, CancellationToken.None);
        var holding = new HashSet<IncidentId>();
        foreach (var feed in feeds) holding.UnionWith(await store.ReadHoldingAsync(feed.Id, CancellationToken.None));
        await Task.WhenAll(holding.Select(incident => stepper.StepAsync(incident, origin)));
    }
}
