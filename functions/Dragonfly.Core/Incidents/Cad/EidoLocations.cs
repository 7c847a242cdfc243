using Dragonfly.Core.Places;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>
/// Which of the locations in an EIDO is the incident's. Those count that <c>incidentComponent.locationReference</c> names; if it names none, those of the kinds that say
/// where an incident is. Of them the current place of the incident is taken, else the first one, else the caller's: even when it is only an address and a lesser
/// kind has coordinates, which would be those of another place. A cell tower is never taken, and a location by reference is never fetched.
/// </summary>
/// <remarks>
/// Refused as <c>ambiguousLocation</c>: two places of the incident that contradict each other, and locations that nothing ties to the incident in a message that
/// merges or links several incidents. Callers in several places contradict nobody, but say nothing of where the incident is: none of them is taken.
/// </remarks>
internal static class EidoLocations
{
    /// <summary>The member of an incident that names its locations.</summary>
    public const string References = "locationReference";

    private const string Components = "locationComponent";
    private const string ByValue = "locationByValue";

    // Geocoders put one address a few houses apart; the least radius of the default policy is 150 m.
    private const double SamePlaceMeters = 50;

    // Best first.
    private static readonly LocationKind[] OfAnIncident = [LocationKind.CurrentIncident, LocationKind.InitialIncident, LocationKind.Caller];

    /// <summary>The incident's location; null when the message has none.</summary>
    public static CadLocation? Read(FieldReader eido)
    {
        var components = eido.Objects(Components).ToArray();
        var named = NamedBy(eido, components);
        var candidates = (named.Count > 0
            ? components.Where(component => named.Contains(EidoReferences.IdOf(component))).Select(component => (Component: component, Kind: KindOf(component)))
            : components.Select(component => (Component: component, Kind: KindOf(component.Silently))).Where(candidate => OfAnIncident.Contains(candidate.Kind)))
            .Where(candidate => candidate.Kind is not LocationKind.TowerLocation)
            .ToArray();
        if (candidates is []) return null;
        if (named.Count == 0 && (HasSome(eido, "mergeComponent") || HasSome(eido, "linkComponent")))
        {
            eido.Add(Components, "ambiguousLocation", $"may be of another of the incidents merged or linked here: name this one's in incidentComponent.{References}");
            return null;
        }

        var kind = candidates.Select(candidate => candidate.Kind).MinBy(RankOf);
        var places = candidates.Where(candidate => candidate.Kind == kind).Select(candidate => ReadPlace(candidate.Component, kind)).OfType<CadLocation>().ToArray();
        var best = Array.Find(places, static place => place.Point is not null) ?? places.FirstOrDefault();
        if (Array.Exists(places, place => Contradict(best!, place)))
        {
            if (kind is not LocationKind.Caller) eido.Add(Components, "ambiguousLocation", $"has two of the kind {kind} that are not the same place");
            return null;
        }

        return best is null ? null : best with { Address = best.Address ?? Array.Find(places, static place => place.Address is not null)?.Address };
    }

    private static HashSet<string> NamedBy(FieldReader eido, FieldReader[] components)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        if (eido.Silently.Object("incidentComponent") is null || eido.Object("incidentComponent") is not { } incident) return named;
        var ids = components.Select(EidoReferences.IdOf).ToHashSet(StringComparer.Ordinal);
        named.UnionWith(incident.Objects(References).Select(reference => EidoReferences.Check(reference, ids, Components)).OfType<string>());
        return named;
    }

    // A kind that is not known is a fault only of a location that counts.
    private static LocationKind KindOf(FieldReader component) =>
        component.Member<LocationKind>("locationTypeDescriptionRegistryText", required: true) ?? LocationKind.TowerLocation;

    private static int RankOf(LocationKind kind) => Array.IndexOf(OfAnIncident, kind) is >= 0 and var rank ? rank : OfAnIncident.Length + (int)kind;

    private static bool Contradict(CadLocation one, CadLocation other) =>
        one.Point is { } here && other.Point is { } there
        && here.DistanceTo(there) > SamePlaceMeters + (one.UncertaintyMeters ?? 0) + (other.UncertaintyMeters ?? 0);

    private static bool HasSome(FieldReader eido, string name) => eido.Silently.Objects(name).Any();

    private static CadLocation? ReadPlace(FieldReader component, LocationKind kind)
    {
        var description = component.Silently.Text("locationDescriptionText", 512);
        if (component.Document(ByValue, PidfLo.MostBytes) is not { } xml)
        {
            if (!component.Has(ByValue) && !component.Has("locationByReferenceUrl")) component.Add(ByValue, "required", "or locationByReferenceUrl is required");
            return new(null, kind, null, description);
        }

        try
        {
            var read = PidfLo.Parse(xml);
            return new(read.Point, kind, read.UncertaintyMeters, read.Address ?? description);
        }
        catch (PidfLoException e)
        {
            component.Add(ByValue, e.Code, e.Message);
            return null;
        }
    }
}
