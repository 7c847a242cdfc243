using Dragonfly.Core.Access;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Registry;

/// <summary>A partner's camera as matching needs it.</summary>
/// <param name="Id">Opaque id.</param>
/// <param name="Partner">Who owns it.</param>
/// <param name="Name">What people call it; shown, never written to a timeline.</param>
/// <param name="Place">Where the camera hangs.</param>
/// <param name="TimeZone">IANA time zone of its site, in which <see cref="SharingRule.Hours"/> are read.</param>
/// <param name="View">Where it looks; null when unknown.</param>
/// <param name="Consent">The consent that stands.</param>
public sealed record Feed(FeedId Id, PartnerId Partner, string Name, GeoPoint Place, string TimeZone, FieldOfView? View, Consent Consent)
{
    /// <summary>Whether the owner lets an agency unlock this feed for a call of this type now.</summary>
    public Permission Permits(AgencyId agency, string callType, DateTimeOffset now) => Consent.Permits(agency, callType, TimeZone, now);

    /// <summary>How much of what was recorded before an unlock the owner lets an agency have.</summary>
    public TimeSpan LookBackFor(AgencyId agency) => TimeSpan.FromMinutes(Consent.LookBackMinutesFor(agency));
}

/// <summary>What a camera sees.</summary>
/// <param name="AzimuthDegrees">Where its axis points, clockwise from north.</param>
/// <param name="WidthDegrees">Horizontal field of view.</param>
/// <param name="RangeMeters">How far it is of use.</param>
public sealed record FieldOfView(double AzimuthDegrees, double WidthDegrees, double RangeMeters)
{
    /// <summary>Whether a place lies in view of a camera that hangs at <paramref name="camera"/>.</summary>
    public bool Covers(GeoPoint camera, GeoPoint place)
    {
        if (camera.DistanceTo(place) > RangeMeters) return false;
        var off = Math.Abs(camera.BearingTo(place) - AzimuthDegrees) % 360;
        return Math.Min(off, 360 - off) <= WidthDegrees / 2;
    }
}
