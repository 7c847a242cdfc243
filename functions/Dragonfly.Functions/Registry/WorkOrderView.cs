using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;

namespace Dragonfly.Functions.Registry;

/// <summary>A work order as those see it who have to do with it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version, which is its entity tag.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Installer">Who is asked.</param>
/// <param name="RequestedAt">When it was asked.</param>
/// <param name="VisitAt">When the installer comes.</param>
/// <param name="Partner">For whom.</param>
/// <param name="Site">Where; absent when it is about the partnership.</param>
public sealed record WorkOrderView(
    WorkOrderId Id,
    long Version,
    WorkOrderKind Kind,
    WorkOrderStatus Status,
    InstallerId Installer,
    DateTimeOffset RequestedAt,
    DateTimeOffset? VisitAt,
    WorkOrderPartner Partner,
    WorkOrderSite? Site)
{
    /// <summary>The view; whom to speak to is in it only while there is something to speak about.</summary>
    internal static WorkOrderView Of(StoredPartner stored, WorkOrder order)
    {
        var (partner, profile) = (stored.Partner, order.IsOpen ? stored.Profile : null);
        var site = order.Site is { } id ? partner.SiteOf(id) : null;
        var label = site is null ? null : profile?.Sites.GetValueOrDefault(site.Id);
        return new(
            order.Id,
            order.Version,
            order.Kind,
            order.Status,
            order.Installer,
            order.RequestedAt,
            order.VisitAt,
            new(partner.Id, profile?.Name, profile?.Contact, profile?.Email, profile?.Phone, profile?.Address),
            site is null ? null : new(site.Id, label?.Name, label?.Address, site.Facts.Place, site.Facts.TimeZone));
    }
}

/// <summary>A partner as its installer sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called, while the order is open; so with the rest.</param>
/// <param name="Contact">Whom to speak to.</param>
/// <param name="Email">Where to write to.</param>
/// <param name="Phone">Where to call.</param>
/// <param name="Address">Its postal address.</param>
public sealed record WorkOrderPartner(PartnerId Id, string? Name, string? Contact, string? Email, string? Phone, string? Address);

/// <summary>A site as its installer sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called, while the order is open.</param>
/// <param name="Address">Its postal address, likewise.</param>
/// <param name="Place">Where it is.</param>
/// <param name="TimeZone">Its IANA time zone.</param>
public sealed record WorkOrderSite(SiteId Id, string? Name, string? Address, GeoPoint Place, string TimeZone);
