using Dragonfly.Core.Places;

namespace Dragonfly.Core.Tests.Incidents.Cad;

/// <summary>PIDF-LO documents.</summary>
internal static class Xml
{
    public const string CivicAddress = "<ca:civicAddress><ca:country>US</ca:country><ca:A1>TN</ca:A1><ca:A3>Chattanooga</ca:A3><ca:HNO>701</ca:HNO><ca:RD>Broad</ca:RD><ca:STS>St</ca:STS><ca:PC>37402</ca:PC></ca:civicAddress>";

    public static string Civic { get; } = InDevice(CivicAddress);

    public static string PointAt(GeoPoint place) => InDevice(Point($"{place.Latitude} {place.Longitude}"));

    public static string CircleAt(GeoPoint place, double radius) => InDevice(Shape("Circle", $"{place.Latitude} {place.Longitude}", "radius", $"{radius}"));

    public static string Point(string pos, string system = "urn:ogc:def:crs:EPSG::4326") => $"""<gml:Point srsName="{system}"><gml:pos>{pos}</gml:pos></gml:Point>""";

    public static string Shape(string name, string pos, string radiusName, string radius, string system = "urn:ogc:def:crs:EPSG::4326") =>
        $"""<gs:{name} srsName="{system}"><gml:pos>{pos}</gml:pos><gs:{radiusName} uom="urn:ogc:def:uom:EPSG::9001">{radius}</gs:{radiusName}></gs:{name}>""";

    public static string InDevice(string info) => Document($"<dm:device id=\"d\">{Geopriv(info)}</dm:device>");

    public static string InTuple(string info) => Document(Tuple(info));

    public static string Tuple(string info) => $"<tuple id=\"t\"><status>{Geopriv(info)}</status></tuple>";

    public static string Person(string info) => $"<dm:person id=\"p\">{Geopriv(info)}</dm:person>";

    public static string Geopriv(string info) => $"<gp:geopriv><gp:location-info>{info}</gp:location-info><gp:usage-rules/></gp:geopriv>";

    public static string Document(string content) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:gp="urn:ietf:params:xml:ns:pidf:geopriv10" xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model"
          xmlns:ca="urn:ietf:params:xml:ns:pidf:geopriv10:civicAddr" xmlns:gml="http://www.opengis.net/gml" xmlns:gs="http://www.opengis.net/pidflo/1.0" entity="pres:x@y.example">{content}</presence>
        """;
}
