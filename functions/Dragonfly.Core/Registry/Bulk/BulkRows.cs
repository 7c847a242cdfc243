using System.Collections.Immutable;
using Dragonfly.Core.Incidents.Cad;
using NodaTime;

namespace Dragonfly.Core.Registry.Bulk;

/// <summary>What the rows of a file say, each on its own; whether they fit each other and the registry is <see cref="BulkPlan"/>'s to find out.</summary>
internal sealed class BulkRows
{
    private const int MostName = 100;

    private readonly ImmutableArray<BulkSite>.Builder sites = ImmutableArray.CreateBuilder<BulkSite>();
    private readonly ImmutableArray<BulkFeed>.Builder feeds = ImmutableArray.CreateBuilder<BulkFeed>();
    private readonly List<string> faultySites = [];

    /// <summary>All that was read.</summary>
    public BulkFile File => new(sites.ToImmutable(), feeds.ToImmutable()) { FaultySites = faultySites.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase) };

    /// <summary>Reads one more. What comes of a row with a fault is of no use.</summary>
    public void Read(IBulkFields row)
    {
        switch (row.Text(Column.Kind, 16, required: true))
        {
            case Column.SiteKind:
                Refuse(row, Column.OfFeedsOnly, "is of a feed, and this is a site");
                ReadSite(row);
                break;
            case Column.FeedKind:
                Refuse(row, Column.OfSitesOnly, "is of a site, and this is a feed");
                if (ReadFeed(row) is { } feed) feeds.Add(feed);
                break;
            case null:
                break;
            default:
                row.Add(Column.Kind, "unknownKind", "must be site or feed");
                break;
        }
    }

    private static void Refuse(IBulkFields row, ImmutableArray<string> names, string why)
    {
        foreach (var name in names)
            if (row.Has(name)) row.Add(name, "wrongKind", why);
    }

    private void ReadSite(IBulkFields row)
    {
        var (id, name, place) = (row.Text(Column.Id, 64), row.Text(Column.Site, MostName, required: true), row.Place());
        var (address, timeZone, installer) = (row.Text(Column.Address, 200), row.Text(Column.TimeZone, 64, required: true), row.Text(Column.Installer, 64));
        if (timeZone is not null && !DateTimeZoneProviders.Tzdb.Ids.Contains(timeZone))
            row.Add(Column.TimeZone, "unknownTimeZone", "must be an IANA time zone, such as America/New_York");
        if (name is not null && place is not null && timeZone is not null)
            sites.Add(new(row.Source, id is null ? null : new(id), name, address, new(place.Value, timeZone, installer is null ? null : new(installer))));
        else if (name is not null)
            faultySites.Add(name);
    }

    private static BulkFeed? ReadFeed(IBulkFields row)
    {
        var (id, reference) = (row.Text(Column.Id, 64), row.Text(Column.Reference, 64));
        var (site, name, place) = (row.Text(Column.Site, MostName, required: true), row.Text(Column.Name, MostName, required: true), row.Place());
        var (view, placement, video, analytics) = (ReadView(row), ReadPlacement(row), row.Text(Column.VideoReference, 200), ReadAnalytics(row));
        return site is null || name is null || place is null ? null
            : new(row.Source, id is null ? null : new(id), site, name, reference, new(place.Value, view, placement, video, analytics));
    }

    private static FieldOfView? ReadView(IBulkFields row)
    {
        var (azimuth, width, range) = (row.Number(Column.Azimuth, 0, 360), row.Number(Column.Width, 1, 360), row.Number(Column.Range, 1, 1_000));
        string[] missing = [.. new[] { Column.Azimuth, Column.Width, Column.Range }.Where(name => !row.Has(name))];
        if (missing.Length is 1 or 2)
            foreach (var name in missing) row.Add(name, "required", "is required: azimuth, width and range are given together or not at all");
        return azimuth is null || width is null || range is null ? null : new(azimuth.Value, width.Value, range.Value);
    }

    private static Placement ReadPlacement(IBulkFields row)
    {
        if (row.Text(Column.Placement, 16) is not { } text) return Placement.Outdoor;
        if (FieldReader.MemberOf<Placement>(text) is { } placement) return placement;
        row.Add(Column.Placement, "unknownPlacement", "must be outdoor or indoor");
        return Placement.Outdoor;
    }

    private static ImmutableArray<string> ReadAnalytics(IBulkFields row)
    {
        var kinds = row.Texts(Column.Analytics);
        foreach (var kind in kinds)
        {
            if (Analytics.WhyRefused(kind) is not { } code) continue;
            row.Add(Column.Analytics, code, code is Analytics.Forbidden ? "may not tell who somebody is" : $"must be of {string.Join(", ", Analytics.Permitted)}");
        }

        return [.. kinds.Select(Analytics.NameOf).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
    }
}
