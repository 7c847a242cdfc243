using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Tests.Incidents.Cad;

public sealed class PidfLoTests
{
    private const string Here = "35.0456 -85.3097";
    private const string WithAltitude = "urn:ogc:def:crs:EPSG::4979";
    private static readonly GeoPoint Broad = new(35.0456, -85.3097);

    [Fact]
    public void A_point_is_latitude_and_longitude() => PidfLo.Parse(Xml.InDevice(Xml.Point($" \n {Here}\t"))).ShouldBe(new(Broad, null, null));

    [Fact]
    public void The_altitude_of_a_point_is_left_aside() => PidfLo.Parse(Xml.InDevice(Xml.Point($"{Here} 205.5", WithAltitude))).ShouldBe(new(Broad, null, null));

    [Fact]
    public void The_position_may_name_its_own_reference_system() => PidfLo.Parse(Xml.InDevice(
        """<gml:Point><gml:pos srsName="urn:ogc:def:crs:EPSG::4326">35.0456 -85.3097</gml:pos></gml:Point>""")).Point.ShouldBe(Broad);

    [Theory]
    [InlineData("Circle", "radius")]
    [InlineData("Ellipse", "semiMajorAxis")]
    [InlineData("ArcBand", "outerRadius")]
    public void A_shape_is_the_circle_that_holds_it(string shape, string radius) => PidfLo.Parse(Xml.InDevice(Xml.Shape(shape, Here, radius, "850.24"))).ShouldBe(new(Broad, 850.24, null));

    [Theory]
    [InlineData("Sphere", "radius")]
    [InlineData("Ellipsoid", "semiMajorAxis")]
    public void A_solid_is_the_circle_under_it(string shape, string radius) =>
        PidfLo.Parse(Xml.InDevice(Xml.Shape(shape, $"{Here} 12", radius, "850.24", WithAltitude))).ShouldBe(new(Broad, 850.24, null));

    [Fact]
    public void An_address_is_written_on_one_line() => PidfLo.Parse(Xml.Civic).ShouldBe(new(null, null, "701 Broad St, Chattanooga, TN 37402"));

    [Theory]
    [InlineData("<ca:A6>Market</ca:A6><ca:HNO>1</ca:HNO>", "1 Market")]
    [InlineData("<ca:A6>Market</ca:A6><ca:RD>Broad</ca:RD>", "Broad")]
    [InlineData("<ca:PRD>N</ca:PRD><ca:RD>Broad</ca:RD><ca:STS>St</ca:STS><ca:HNO>12</ca:HNO><ca:HNS>B</ca:HNS><ca:POD>E</ca:POD>", "12 B N Broad St E")]
    [InlineData("<ca:LMK>City Hall</ca:LMK><ca:UNIT>Unit 3</ca:UNIT><ca:RD> Broad\n</ca:RD><ca:A3></ca:A3>", "Broad, City Hall, Unit 3")]
    [InlineData("<ca:RD>a\u0085b<ca:x>c</ca:x>\td</ca:RD><ca:RD>again</ca:RD>", "a bc d")]
    [InlineData("<ca:country>US</ca:country>", null)]
    public void An_address_has_the_parts_that_are_known(string parts, string? line)
    {
        var read = PidfLo.Parse(Xml.InDevice($"{Xml.Point(Here)}<ca:civicAddress>{parts}</ca:civicAddress>"));
        read.ShouldBe(new(Broad, null, line));
    }

    [Fact]
    public void The_address_of_rfc_4119_is_read_too() => PidfLo.Parse(Xml.InTuple(
        """<c:civicAddress xmlns:c="urn:ietf:params:xml:ns:pidf:geopriv10:civicLoc"><c:A6>Broad</c:A6><c:HNO>701</c:HNO></c:civicAddress>""")).Address.ShouldBe("701 Broad");

    [Fact]
    public void A_point_may_be_wrapped_as_in_rfc_4119() => PidfLo.Parse(Xml.InTuple($"<gml:location>{Xml.Point(Here)}</gml:location>")).Point.ShouldBe(Broad);

    [Fact]
    public void A_device_goes_before_a_tuple_and_a_tuple_before_a_person()
    {
        string person = Xml.Person(Xml.Point("3 3")), tuple = Xml.Tuple(Xml.Point("2 2")), second = Xml.Tuple(Xml.Point("4 4")), device = $"<dm:device>{Xml.Geopriv(Xml.Point("1 1"))}</dm:device>";
        PidfLo.Parse(Xml.Document(person + tuple + second + device)).Point!.Value.Latitude.ShouldBe(1);
        PidfLo.Parse(Xml.Document(person + tuple + second)).Point!.Value.Latitude.ShouldBe(2);
        PidfLo.Parse(Xml.Document(person)).Point!.Value.Latitude.ShouldBe(3);
        PidfLo.Parse(Xml.Document(Xml.Tuple("") + second)).Point!.Value.Latitude.ShouldBe(4);
    }

    [Theory]
    [InlineData("35.0456 -85.3097 12", "notAPosition")]
    [InlineData("35.0456", "notAPosition")]
    [InlineData("", "notAPosition")]
    [InlineData("35,0456 -85,3097", "notAPosition")]
    [InlineData("37:46:30N 122:25:10W", "notAPosition")]
    [InlineData("NaN -85", "outOfRange")]
    [InlineData("1e999 -85", "outOfRange")]
    [InlineData("0 0", "nullIsland")]
    [InlineData("-0.0 0e7", "nullIsland")]
    [InlineData("90.01 0", "outOfRange")]
    [InlineData("35 -180.01", "outOfRange")]
    [InlineData("3884128.1 -9496633.6", "outOfRange")]
    public void A_position_that_is_none_is_refused(string pos, string code) => Fault(Xml.InDevice(Xml.Point(pos))).Code.ShouldBe(code);

    [Theory]
    [InlineData("-112.07 33.45")]
    [InlineData("-85.3097 35.0456")]
    public void Coordinates_that_are_plainly_swapped_are_refused_as_such(string pos)
    {
        var fault = Fault(Xml.InDevice(Xml.Point(pos)));
        fault.Code.ShouldBe("outOfRange");
        fault.Message.ShouldContain("swapped?");
    }

    [Theory]
    [InlineData("")]
    [InlineData("epsg:4326")]
    [InlineData("urn:ogc:def:crs:OGC:1.3:CRS84")]
    [InlineData("urn:ogc:def:crs:EPSG::26916")]
    [InlineData("urn:ogc:def:crs:EPSG::3857")]
    [InlineData("http://www.opengis.net/gml/srs/epsg.xml#2274")]
    public void Another_reference_system_is_refused(string system) => Fault(Xml.InDevice(Xml.Point(Here, system))).Code.ShouldBe("referenceSystem");

    [Fact]
    public void No_reference_system_is_refused() => Fault(Xml.InDevice($"<gml:Point><gml:pos>{Here}</gml:pos></gml:Point>")).Code.ShouldBe("referenceSystem");

    [Theory]
    [InlineData("urn:ietf:params:xml:ns:pidf\"", "urn:ietf:params:xml:ns:pdif\"", "presence")]
    [InlineData("urn:ietf:params:xml:ns:pidf:data-model", "urn:ietf:params:xml:ns:pidf", "device")]
    [InlineData("urn:ietf:params:xml:ns:pidf:geopriv10\"", "urn:ietf:params:xml:ns:pidf:geopriv11\"", "geopriv")]
    [InlineData("http://www.opengis.net/gml", "http://www.opengis.net/gml/3.2", "pos")]
    [InlineData("http://www.opengis.net/pidflo/1.0", "http://www.opengis.net/pidflo/2.0", "Circle")]
    [InlineData("urn:ietf:params:xml:ns:pidf:geopriv10:civicAddr", "urn:example:civic", "civicAddress")]
    public void A_wrong_namespace_is_refused_and_the_element_named(string right, string wrong, string element)
    {
        var fault = Fault(Xml.InDevice(Xml.Shape("Circle", Here, "radius", "5") + Xml.CivicAddress).Replace(right, wrong));
        fault.Code.ShouldBe("wrongNamespace");
        fault.Message.ShouldStartWith($"must have {element} in the namespace ");
    }

    [Theory]
    [InlineData("urn:ogc:def:uom:EPSG::9001", "urn:ogc:def:uom:EPSG::9002", "unitOfMeasure")]
    [InlineData(" uom=\"urn:ogc:def:uom:EPSG::9001\"", "", "unitOfMeasure")]
    [InlineData(">5<", ">-5<", "outOfRange")]
    [InlineData(">5<", ">NaN<", "outOfRange")]
    [InlineData(">5<", ">INF<", "outOfRange")]
    [InlineData(">5<", "><", "outOfRange")]
    [InlineData(">5<", ">1000001<", "outOfRange")]
    [InlineData("gs:radius", "gs:diameter", "notADistance")]
    [InlineData("gml:pos", "gml:coordinates", "notAPosition")]
    public void A_circle_that_is_none_is_refused(string right, string wrong, string code) =>
        Fault(Xml.InDevice(Xml.Shape("Circle", Here, "radius", "5")).Replace(right, wrong)).Code.ShouldBe(code);

    [Theory]
    [InlineData("""<gml:Polygon srsName="urn:ogc:def:crs:EPSG::4326"><gml:exterior/></gml:Polygon>""")]
    [InlineData("""<gs:Prism/>""")]
    [InlineData("""<g:Surface xmlns:g="http://www.opengis.net/gml/3.2"/>""")]
    public void A_shape_that_is_not_read_is_refused(string shape) => Fault(Xml.InDevice(shape)).Code.ShouldBe("shapeNotSupported");

    [Fact]
    public void Two_shapes_for_one_place_are_refused() => Fault(Xml.InDevice(Xml.Point(Here) + Xml.Point("35.2 -85.2"))).Code.ShouldBe("ambiguousLocation");

    [Theory]
    [InlineData("")]
    [InlineData("35.0456, -85.3097")]
    [InlineData("<presence")]
    [InlineData("<presence xmlns=\"urn:ietf:params:xml:ns:pidf\">&nbsp;</presence>")]
    [InlineData("<presence xmlns=\"urn:ietf:params:xml:ns:pidf\">\u0001</presence>")]
    [InlineData("<a/><b/>")]
    public void What_is_not_xml_is_refused(string xml) => Fault(xml).Code.ShouldBeOneOf("malformedXml", "notPidfLo");

    [Fact]
    public void What_holds_no_place_is_refused()
    {
        Fault("<feed/>").Code.ShouldBe("notPidfLo");
        Fault(Xml.Document("")).Code.ShouldBe("noLocation");
        Fault(Xml.InDevice("")).Code.ShouldBe("noLocation");
        Fault(Xml.InDevice("<ca:civicAddress><ca:country>US</ca:country></ca:civicAddress>")).Code.ShouldBe("noLocation");
    }

    [Theory]
    [InlineData("<!DOCTYPE presence [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>", "&c;")]
    [InlineData("<!DOCTYPE presence [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>", "&x;")]
    [InlineData("<!DOCTYPE presence SYSTEM \"http://127.0.0.1:9/x.dtd\">", "")]
    [InlineData("<!DOCTYPE presence [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x.dtd\">%p;]>", "")]
    public void A_document_type_definition_is_refused(string definition, string use) =>
        Fault(definition + Xml.InDevice(Xml.Point(Here) + use).Split("?>")[1]).Code.ShouldBe("documentType");

    [Fact]
    public void A_document_that_is_nested_too_deep_is_refused() =>
        Fault(Xml.InDevice(string.Concat(Enumerable.Repeat("<a>", 1_000)) + string.Concat(Enumerable.Repeat("</a>", 1_000)))).Code.ShouldBe("tooDeep");

    [Fact]
    public void An_address_that_is_too_long_is_refused() => Fault(Xml.InDevice($"<ca:civicAddress><ca:RD>{new string('x', 513)}</ca:RD></ca:civicAddress>")).Code.ShouldBe("tooLong");

    private static PidfLoException Fault(string xml) => Should.Throw<PidfLoException>(() => PidfLo.Parse(xml));
}
