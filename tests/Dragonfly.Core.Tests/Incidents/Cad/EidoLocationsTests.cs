using System.Text.Json.Nodes;
using Dragonfly.Conformance.Cad;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Tests.Incidents.Cad;

public sealed class EidoLocationsTests
{
    private static readonly GeoPoint Broad = new(35.0456, -85.3097);

    [Fact]
    public void The_current_place_is_taken_then_the_first_then_the_callers()
    {
        KindWithout().ShouldBe(LocationKind.CurrentIncident);
        KindWithout("CurrentIncident").ShouldBe(LocationKind.InitialIncident);
        KindWithout("CurrentIncident", "InitialIncident").ShouldBe(LocationKind.Caller);
        KindWithout("CurrentIncident", "InitialIncident", "Caller").ShouldBeNull();

        static LocationKind? KindWithout(params string[] kinds) => Sent.Read(Sent.Eido(eido =>
        {
            Unname(eido);
            foreach (var place in eido["locationComponent"]!.AsArray().ToArray())
            {
                if (kinds.Contains((string?)place!["locationTypeDescriptionRegistryText"])) eido["locationComponent"]!.AsArray().Remove(place);
            }
        })).Understood().Location?.Kind;
    }

    [Fact]
    public void A_current_place_without_coordinates_goes_before_a_caller_with_them() =>
        Of(new Place("CurrentIncident", Xml.Civic), new Place("Caller", Xml.PointAt(Broad))).ShouldBe(new(null, LocationKind.CurrentIncident, null, "701 Broad St, Chattanooga, TN 37402"));

    [Fact]
    public void Those_count_that_the_incident_names() =>
        Of(new Place("CurrentIncident", Xml.PointAt(new(35.2, -85.2))), new Place("InitialIncident", Xml.PointAt(Broad), Named: true))!.Point.ShouldBe(Broad);

    [Fact]
    public void A_place_of_another_kind_counts_only_when_it_is_named_and_keeps_its_kind()
    {
        Of(new Place("Investigation", Xml.PointAt(Broad))).ShouldBeNull();
        Of(new Place("Investigation", Xml.PointAt(Broad), Named: true)).ShouldBe(new(Broad, LocationKind.Investigation, null, null));
    }

    [Fact]
    public void A_cell_tower_never_counts() => Of(new Place("TowerLocation", Xml.PointAt(Broad), Named: true)).ShouldBeNull();

    [Fact]
    public void A_message_may_have_no_place() => Of().ShouldBeNull();

    [Fact]
    public void A_place_by_reference_is_recorded_without_coordinates_and_not_fetched() =>
        Of(new Place("CurrentIncident", null, Reference: "http://169.254.169.254/latest")).ShouldBe(new(null, LocationKind.CurrentIncident, null, null));

    [Fact]
    public void An_address_and_a_point_of_one_place_complete_each_other() =>
        Of(new Place("CurrentIncident", Xml.Civic), new Place("CurrentIncident", Xml.CircleAt(Broad, 12))).ShouldBe(new(Broad, LocationKind.CurrentIncident, 12, "701 Broad St, Chattanooga, TN 37402"));

    [Fact]
    public void A_description_stands_in_for_an_address()
    {
        Of(new Place("CurrentIncident", Xml.PointAt(Broad), Description: "under the bridge"))!.Address.ShouldBe("under the bridge");
        Of(new Place("CurrentIncident", Xml.Civic, Description: "under the bridge"))!.Address.ShouldStartWith("701");
    }

    [Theory]
    [InlineData("CurrentIncident", 51, 0, true)]
    [InlineData("CurrentIncident", 49, 0, false)]
    [InlineData("CurrentIncident", 149, 100, false)]
    [InlineData("CurrentIncident", 151, 100, true)]
    [InlineData("InitialIncident", 51, 0, true)]
    public void Two_places_of_the_incident_that_contradict_each_other_are_refused(string kind, double meters, double radius, bool refused)
    {
        var reading = Reading([new Place(kind, Xml.PointAt(Broad)), new Place(kind, Xml.CircleAt(Broad.Toward(90, meters), radius))]);
        if (refused) reading.ShouldHaveOnly("$.locationComponent", "ambiguousLocation");
        else reading.Understood().Location!.Point.ShouldBe(Broad);
    }

    [Fact]
    public void Two_components_with_one_id_are_two_places() => Sent.Read(Sent.Eido(eido =>
    {
        eido["locationComponent"]![0]!["$id"] = "urn:uuid:loc-incident";
        eido["locationComponent"]![0]!["locationTypeDescriptionRegistryText"] = "CurrentIncident";
    })).ShouldHaveOnly("$.locationComponent", "ambiguousLocation");

    [Fact]
    public void Callers_in_several_places_say_nothing_of_where_the_incident_is()
    {
        Of(new Place("Caller", Xml.PointAt(Broad)), new Place("Caller", Xml.PointAt(Broad.Toward(0, 500)))).ShouldBeNull();
        Of(new Place("Caller", Xml.PointAt(Broad)), new Place("Caller", Xml.PointAt(Broad.Toward(0, 20))))!.Point.ShouldBe(Broad);
    }

    [Theory]
    [InlineData("mergeComponent")]
    [InlineData("linkComponent")]
    public void Where_incidents_are_merged_or_linked_the_place_must_be_named(string component)
    {
        Sent.Read(Sent.Eido(eido => { Unname(eido); eido[component] = Sent.Node("[{}]"); })).ShouldHaveOnly("$.locationComponent", "ambiguousLocation");
        Sent.Read(Sent.Eido(eido => { Unname(eido); eido[component] = Sent.Node("[]"); })).Understood();
        Sent.Read(Sent.Eido(eido => eido[component] = Sent.Node("[{}]"))).Understood().Location!.Point.ShouldBe(Broad);
    }

    [Fact]
    public void A_place_that_does_not_count_may_be_broken()
    {
        Of(new Place("Caller", "<presence"), new Place("CurrentIncident", Xml.PointAt(Broad)))!.Point.ShouldBe(Broad);
        Of(new Place("Nowhere", "<presence"), new Place("CurrentIncident", Xml.PointAt(Broad)))!.Point.ShouldBe(Broad);
    }

    [Fact]
    public void A_place_that_counts_must_be_whole()
    {
        Reading([new Place("Nowhere", Xml.PointAt(Broad), Named: true)])
            .ShouldHaveOnly("$.locationComponent[0].locationTypeDescriptionRegistryText", "unknownLocationTypeDescriptionRegistryText");
        Reading([new Place("CurrentIncident", null)]).ShouldHaveOnly("$.locationComponent[0].locationByValue", "required");
        Reading([new Place("Caller", Xml.Civic), new Place("CurrentIncident", "<presence")]).ShouldHaveOnly("$.locationComponent[1].locationByValue", "malformedXml");
        Sent.Read(Sent.Eido(eido => eido["locationComponent"]![3]!["locationByValue"] = new JsonObject())).ShouldHaveOnly("$.locationComponent[3].locationByValue", "wrongType");
    }

    [Fact]
    public void A_document_of_five_megabytes_is_not_read()
    {
        var reading = Reading([new Place("CurrentIncident", Xml.PointAt(Broad).Replace("</presence>", new string(' ', 5_000_000) + "</presence>"))]);
        reading.ShouldHaveOnly("$.locationComponent[0].locationByValue", "tooLong");
        reading.Extra!.LeftOut.ShouldBe(["locationComponent"]);
    }

    private static CadLocation? Of(params Place[] places) => Reading(places).Understood().Location;

    private static CadReading Reading(Place[] places) => Sent.Read(Sent.Eido(eido =>
    {
        Unname(eido);
        eido["locationComponent"] = new JsonArray([.. places.Select((place, index) => place.Component(index))]);
        if (places.Any(place => place.Named))
            eido["incidentComponent"]!["locationReference"] = new JsonArray([.. places.Index().Where(item => item.Item.Named).Select(item => new JsonObject { ["$ref"] = $"loc-{item.Index}" })]);
    }));

    private static void Unname(JsonObject eido) => eido["incidentComponent"]!.AsObject().Remove("locationReference");

    private sealed record Place(string Kind, string? Value, string? Reference = null, string? Description = null, bool Named = false)
    {
        public JsonNode Component(int index) => new JsonObject
        {
            ["$id"] = $"loc-{index}",
            ["locationTypeDescriptionRegistryText"] = Kind,
            ["locationByValue"] = Value,
            ["locationByReferenceUrl"] = Reference,
            ["locationDescriptionText"] = Description,
        };
    }
}
