using System.Collections.Immutable;
using System.Globalization;
using Dragonfly.Core.Incidents.Cad;

namespace Dragonfly.Core.Registry;

/// <summary>Feeds as JSON.</summary>
public static class FeedFormat
{
    /// <summary>How far a camera may hang from the place of its site: a large campus. Farther is a slip of the pen.</summary>
    public const double MostMetersFromSite = 2_000;

    private const int MostAnalytics = 20;

    /// <summary>Reads a feed; null when it is at fault.</summary>
    /// <param name="fields">The object that holds it.</param>
    /// <param name="area">Where the program is.</param>
    /// <param name="site">The feed's site, when it is known.</param>
    /// <param name="beside">What else the object may hold.</param>
    public static (FeedFacts Facts, FeedLabel Label)? Read(FieldReader fields, ProgramArea area, Site? site, params ReadOnlySpan<string> beside)
    {
        fields.KnowsOnly(["name", "externalReference", "place", "view", "placement", "videoReference", "analytics", .. beside]);
        var (name, reference, place) = (fields.Text("name", 100, required: true), fields.Text("externalReference", 64), area.Read(fields, "place"));
        var (view, placement, video, analytics) = (ReadView(fields), fields.Member<Placement>("placement"), fields.Text("videoReference", 200), ReadAnalytics(fields));
        if (place is { } point && site?.Facts.Place.DistanceTo(point) > MostMetersFromSite)
            fields.Add("place", "farFromSite", string.Create(CultureInfo.InvariantCulture, $"must lie within {MostMetersFromSite:0} m of its site"));
        return name is null || place is null ? null : (new(place.Value, view, placement ?? Placement.Outdoor, video, analytics), new(name, reference));
    }

    private static FieldOfView? ReadView(FieldReader fields)
    {
        if (fields.Object("view") is not { } view) return null;
        view.KnowsOnly("azimuthDegrees", "widthDegrees", "rangeMeters");
        var (azimuth, width, range) = (view.Number("azimuthDegrees", 0, 360, required: true), view.Number("widthDegrees", 1, 360, required: true), view.Number("rangeMeters", 1, 1_000, required: true));
        return azimuth is null || width is null || range is null ? null : new(azimuth.Value, width.Value, range.Value);
    }

    private static ImmutableArray<string> ReadAnalytics(FieldReader fields)
    {
        var kinds = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (name, text) in fields.Texts("analytics", MostAnalytics, 64))
        {
            if (Analytics.WhyRefused(text) is not { } code) kinds.Add(Analytics.NameOf(text)!);
            else fields.Add(name, code, code == Analytics.Forbidden ? "may not tell who somebody is: the program promises it" : $"must be of {string.Join(", ", Analytics.Permitted)}");
        }

        return [.. kinds];
    }
}
