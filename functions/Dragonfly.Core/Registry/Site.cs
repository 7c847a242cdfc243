using System.Text.Json.Serialization;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Registry;

/// <summary>A place of a partner that has cameras.</summary>
public sealed record Site
{
    /// <summary>Opaque id.</summary>
    public required SiteId Id { get; init; }

    /// <summary>Where it is.</summary>
    public required SiteFacts Facts { get; init; }

    /// <summary>The rule for all feeds of the site, beside each one's own.</summary>
    public SharingRule Sharing { get; init; } = SharingRule.Always;

    /// <summary>Its feeds are not shared any more, for good.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>How many feeds it has that are not withdrawn one by one.</summary>
    public int FeedCount { get; init; }

    /// <summary>The sequence of the last entry that changed it: its entity tag.</summary>
    public required long Version { get; init; }

    /// <summary>The sequence of the last entry that changed what the partner consents to for it.</summary>
    public required long ConsentVersion { get; init; }
}

/// <summary>What a site is.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="TimeZone">IANA time zone, in which the hours of rules are read.</param>
/// <param name="Installer">Who installs there; null when the partner does.</param>
public sealed record SiteFacts(GeoPoint Place, string TimeZone, InstallerId? Installer = null);

/// <summary>What people call a site.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its postal address.</param>
public sealed record SiteLabel(string Name, string? Address = null);
