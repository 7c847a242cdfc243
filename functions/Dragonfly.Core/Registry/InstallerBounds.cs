using System.Collections.Immutable;

namespace Dragonfly.Core.Registry;

/// <summary>What an installer may register for a partner, by the work that is under way: add, where its orders say, and never change what is there.</summary>
/// <param name="MayAddSites">An order is about the whole partnership.</param>
/// <param name="Sites">The sites that orders are about.</param>
public sealed record InstallerBounds(bool MayAddSites, ImmutableHashSet<SiteId> Sites)
{
    /// <summary>What the orders of a partner let an installer do; null when nothing.</summary>
    public static InstallerBounds? For(Partner partner, InstallerId installer)
    {
        WorkOrder[] orders = [.. partner.WorkOrders.Where(order => order.Installer == installer && order.IsUnderWay)];
        return orders is [] ? null : new(orders.Any(order => order.Site is null), [.. orders.Select(order => order.Site).OfType<SiteId>()]);
    }

    /// <summary>Whether it may add feeds to a site.</summary>
    public bool MayAddFeedsAt(SiteId site) => MayAddSites || Sites.Contains(site);
}
