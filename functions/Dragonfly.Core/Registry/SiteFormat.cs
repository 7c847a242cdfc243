using Dragonfly.Core.Incidents.Cad;
using NodaTime;

namespace Dragonfly.Core.Registry;

/// <summary>Sites as JSON.</summary>
public static class SiteFormat
{
    /// <summary>Reads a site; null when it is at fault.</summary>
    public static (SiteFacts Facts, SiteLabel Label)? Read(FieldReader fields, ProgramArea area, Installers installers)
    {
        fields.KnowsOnly("name", "address", "place", "timeZone", "installer");
        var (name, address, place) = (fields.Text("name", 100, required: true), fields.Text("address", 200), area.Read(fields, "place"));
        var (timeZone, installer) = (fields.Text("timeZone", 64, required: true), fields.Text("installer", 64));

        // Not the fixed offsets that the library makes up when asked: hours are read by a place's own clock.
        if (timeZone is not null && !DateTimeZoneProviders.Tzdb.Ids.Contains(timeZone))
            fields.Add("timeZone", "unknownTimeZone", "must be an IANA time zone, such as America/New_York");
        if (installer is not null && !installers.Approves(new(installer))) fields.Add("installer", "installerNotApproved", "is not on the list of approved installers");
        return name is null || place is null || timeZone is null ? null : (new(place.Value, timeZone, installer is null ? null : new(installer)), new(name, address));
    }
}
