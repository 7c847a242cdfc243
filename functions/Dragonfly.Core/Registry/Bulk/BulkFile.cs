using System.Collections.Immutable;

namespace Dragonfly.Core.Registry.Bulk;

/// <summary>Sites and feeds of one partner as a file says them, or is to. A row says all there is to say of a thing: what it leaves out is not there.</summary>
/// <param name="Sites">The sites.</param>
/// <param name="Feeds">The feeds.</param>
public sealed record BulkFile(ImmutableArray<BulkSite> Sites, ImmutableArray<BulkFeed> Feeds)
{
    /// <summary>How many sites and feeds a file may have: all that a partner may have.</summary>
    public const int MostRows = PartnerLimits.Sites + PartnerLimits.Feeds;

    /// <summary>What sites are called whose rows are at fault: they are there, and it is no fault of a feed to name one.</summary>
    public ImmutableHashSet<string> FaultySites { get; init; } = [];
}

/// <summary>One site.</summary>
/// <param name="Source">Where in the file.</param>
/// <param name="Id">Which site it is; null when its name says so, or it is new.</param>
/// <param name="Name">What people call it, by which feeds name it; its id when it has no name any more.</param>
/// <param name="Address">Its postal address.</param>
/// <param name="Facts">What it is.</param>
public sealed record BulkSite(RowSource Source, SiteId? Id, string Name, string? Address, SiteFacts Facts);

/// <summary>One feed.</summary>
/// <param name="Source">Where in the file.</param>
/// <param name="Id">Which feed it is; null when its reference says so, or it is new.</param>
/// <param name="Site">The name or the id of its site, in the file or already registered.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Reference">The owner's own number for it.</param>
/// <param name="Facts">What it is.</param>
public sealed record BulkFeed(RowSource Source, FeedId? Id, string Site, string Name, string? Reference, FeedFacts Facts);

/// <summary>Where in a file a row stands.</summary>
public abstract record RowSource
{
    /// <summary>Its place, for people.</summary>
    public abstract string Path { get; }

    /// <summary>Where it says something.</summary>
    public abstract string PathOf(string field);
}

/// <summary>A row of a CSV file.</summary>
/// <param name="Line">The line it begins on, 1 for the first.</param>
public sealed record CsvLine(int Line) : RowSource
{
    /// <inheritdoc/>
    public override string Path => FormattableString.Invariant($"line {Line}");

    /// <inheritdoc/>
    public override string PathOf(string field) => FormattableString.Invariant($"line {Line}, {field}");
}

/// <summary>A feature of a GeoJSON file.</summary>
/// <param name="Index">Its place among the features, 0 for the first.</param>
public sealed record GeoJsonFeature(int Index) : RowSource
{
    /// <inheritdoc/>
    public override string Path => FormattableString.Invariant($"$.features[{Index}]");

    /// <inheritdoc/>
    public override string PathOf(string field) => field switch
    {
        Column.Id => $"{Path}.id",
        Column.Latitude or Column.Longitude => $"{Path}.geometry.coordinates",
        _ => $"{Path}.properties.{field}",
    };
}
