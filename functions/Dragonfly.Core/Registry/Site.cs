using Dragonfly.Core.Places;

namespace Dragonfly.Core.Registry;

/// <summary>A place of a partner that has cameras.</summary>
/// <param name="Id">Opaque id.</param>
/// <param name="Place">Where it is.</param>
/// <param name="TimeZone">IANA time zone, in which the hours of rules are read.</param>
/// <param name="Installer">Who installs there; null when the partner does.</param>
/// <param name="Sharing">The rule for all feeds of the site, beside each one's own.</param>
/// <param name="Withdrawn">Its feeds are not shared any more, for good.</param>
/// <param name="Version">The sequence of the last entry that changed it: its entity tag.</param>
/// <param name="ConsentVersion">The sequence of the last entry that changed what the partner consents to for it.</param>
public sealed record Site(SiteId Id, GeoPoint Place, string TimeZone, InstallerId? Installer, SharingRule Sharing, bool Withdrawn, long Version, long ConsentVersion);
