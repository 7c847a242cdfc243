using System.Globalization;
using System.Xml;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>Reads a PIDF-LO in one pass.</summary>
/// <param name="reader">Stands before the document.</param>
internal sealed class PidfLoReader(XmlReader reader)
{
    private const int MostDepth = 32;
    private const int Nowhere = int.MaxValue;
    private const string Pidf = "urn:ietf:params:xml:ns:pidf";
    private const string DataModel = "urn:ietf:params:xml:ns:pidf:data-model";
    private const string Geopriv = "urn:ietf:params:xml:ns:pidf:geopriv10";
    private const string Civic = "urn:ietf:params:xml:ns:pidf:geopriv10:civicAddr";
    private const string CivicOfRfc4119 = "urn:ietf:params:xml:ns:pidf:geopriv10:civicLoc";
    private const string Gml = "http://www.opengis.net/gml";
    private const string Shapes = "http://www.opengis.net/pidflo/1.0";
    private const string Flat = "urn:ogc:def:crs:EPSG::4326";
    private const string WithAltitude = "urn:ogc:def:crs:EPSG::4979";
    private const string Meters = "urn:ogc:def:uom:EPSG::9001";

    /// <summary>
    /// The location by RFC 5491, 3 (rule 8): that of the first device that has one, else of the first tuple, else of the first person.
    /// </summary>
    public PidfLo Read()
    {
        if (reader.MoveToContent() is not XmlNodeType.Element || reader.LocalName is not "presence") throw new PidfLoException("notPidfLo", "must be a presence document");
        Require(Pidf);
        PidfLo? best = null;
        var (rank, bestRank) = (Nowhere, Nowhere);
        for (var document = Enter(); Next(document);)
        {
            if (reader.Depth == 1) rank = RankOf(reader.LocalName);
            if (reader.LocalName is "geopriv") Require(Geopriv);
            if (reader.LocalName is not "location-info") continue;
            Require(Geopriv);
            if (rank < bestRank && ReadLocation() is { } location) (best, bestRank) = (location, rank);
        }

        return best ?? throw new PidfLoException("noLocation", "holds neither coordinates nor a civic address");
    }

    private int RankOf(string holder)
    {
        if (holder is "device" or "person") Require(DataModel);
        if (holder is "tuple") Require(Pidf);
        return holder switch { "device" => 0, "tuple" => 1, "person" => 2, _ => Nowhere };
    }

    private PidfLo? ReadLocation()
    {
        PidfLo? shape = null;
        string? address = null;
        for (var location = Enter(); Next(location);)
        {
            var radius = reader.LocalName switch
            {
                "Point" => Require(Gml, ""),
                "Circle" or "Sphere" => Require(Shapes, "radius"),
                "Ellipse" or "Ellipsoid" => Require(Shapes, "semiMajorAxis"),
                "ArcBand" => Require(Shapes, "outerRadius"),
                _ => null,
            };
            if (radius is not null)
            {
                if (shape is not null) throw new PidfLoException("ambiguousLocation", "holds more than one shape for one place");
                shape = ReadShape(radius);
            }
            else if (reader.LocalName is "civicAddress")
            {
                if (reader.NamespaceURI is not CivicOfRfc4119) Require(Civic);
                address ??= CivicAddress.Read(Fields());
            }
            else if (reader.LocalName is not "location" && (reader.NamespaceURI is Shapes || reader.NamespaceURI.StartsWith(Gml, StringComparison.Ordinal)))
            {
                throw new PidfLoException("shapeNotSupported", $"holds a {reader.LocalName}; Point, Circle, Ellipse, ArcBand, Sphere and Ellipsoid are read");
            }
        }

        return shape is null && address is null ? null : new(shape?.Point, shape?.UncertaintyMeters, address);
    }

    // Every shape that is read has one position, and a distance within which all of it lies.
    private PidfLo ReadShape(string radiusName)
    {
        var (name, system) = (reader.LocalName, reader.GetAttribute("srsName"));
        GeoPoint? point = null;
        double? radius = null;
        for (var shape = Enter(); Next(shape);)
        {
            if (reader.LocalName is "pos")
            {
                Require(Gml);
                point = PointIn(reader.GetAttribute("srsName") ?? system, Text());
            }
            else if (reader.LocalName == radiusName)
            {
                Require(Shapes);
                radius = MetersIn(radiusName, reader.GetAttribute("uom"), Text());
            }
        }

        if (point is null) throw new PidfLoException("notAPosition", $"holds a {name} without a pos");
        if (radius is null && radiusName.Length > 0) throw new PidfLoException("notADistance", $"holds a {name} without a {radiusName}");
        return new(point, radius, null);
    }

    private static GeoPoint PointIn(string? system, string text)
    {
        if (system is not (Flat or WithAltitude))
            throw new PidfLoException("referenceSystem", $"must be in {Flat} (latitude, longitude) or {WithAltitude}, named by srsName");
        var parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != (system is Flat ? 2 : 3) || !TryNumber(parts[0], out var latitude) || !TryNumber(parts[1], out var longitude))
            throw new PidfLoException("notAPosition", $"must have {(system is Flat ? "two" : "three")} numbers in its pos");
        return Coordinates.FaultIn(latitude, longitude) is not { } fault ? new(latitude, longitude) : throw new PidfLoException(fault.Code, $"has a latitude that {fault.Detail}");
    }

    private static double MetersIn(string name, string? unit, string text)
    {
        if (unit is not Meters) throw new PidfLoException("unitOfMeasure", $"must have its {name} in {Meters} (meters), named by uom");
        return TryNumber(text, out var meters) && meters is >= 0 and <= 1_000_000 ? meters : throw new PidfLoException("outOfRange", $"must have a {name} of 0 to 1000000 meters");
    }

    private static bool TryNumber(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private IEnumerable<(string Name, string Text)> Fields()
    {
        for (var element = Enter(); Next(element);)
        {
            var name = reader.LocalName;
            yield return (name, Text());
        }
    }

    private string Text()
    {
        if (reader.IsEmptyElement) return "";
        var text = "";
        for (var element = reader.Depth; Advance() && reader.Depth > element;)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) text += reader.Value;
        }

        return text.Trim();
    }

    private void Require(string space) => Require(space, "");

    private string Require(string space, string then) => reader.NamespaceURI == space
        ? then
        : throw new PidfLoException("wrongNamespace", $"must have {reader.LocalName} in the namespace {space}");

    // What follows is a walk over the elements inside one element: enter it, then ask for the next until there is none.
    private int Enter() => reader.IsEmptyElement ? Nowhere : reader.Depth;

    private bool Next(int outside)
    {
        while (outside != Nowhere && Advance() && reader.Depth > outside)
        {
            if (reader.NodeType is XmlNodeType.Element) return true;
        }

        return false;
    }

    private bool Advance()
    {
        if (reader.Depth > MostDepth) throw new PidfLoException("tooDeep", $"is nested more than {MostDepth} deep");
        return reader.Read();
    }
}
