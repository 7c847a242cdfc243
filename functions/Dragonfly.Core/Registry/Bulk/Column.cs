using System.Collections.Immutable;

namespace Dragonfly.Core.Registry.Bulk;

/// <summary>The names of what a row may say, in every format.</summary>
internal static class Column
{
    public const string Kind = "kind", Id = "id", Site = "site", Name = "name", Reference = "reference", Latitude = "latitude", Longitude = "longitude", Address = "address", TimeZone = "timeZone",
        Installer = "installer", Azimuth = "azimuth", Width = "width", Range = "range", Placement = "placement", VideoReference = "videoReference", Analytics = "analytics";

    public const string SiteKind = "site", FeedKind = "feed";

    public static ImmutableArray<string> All { get; } =
        [Kind, Id, Site, Name, Reference, Latitude, Longitude, Address, TimeZone, Installer, Azimuth, Width, Range, Placement, VideoReference, Analytics];

    public static ImmutableArray<string> OfSitesOnly { get; } = [Address, TimeZone, Installer];

    public static ImmutableArray<string> OfFeedsOnly { get; } = [Name, Reference, Azimuth, Width, Range, Placement, VideoReference, Analytics];

    /// <summary>What a file calls a placement.</summary>
    public static string NameOf(Placement placement) => placement is Registry.Placement.Indoor ? "indoor" : "outdoor";
}
