using System.Diagnostics;
using System.Text.Json.Nodes;
using Dragonfly.Conformance;
using Dragonfly.Conformance.Cad;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Tests.Incidents.Cad;

public sealed class EidoFormatTests
{
    [Theory]
    [InlineData("9.0")]
    [InlineData("0.9e1")]
    public void A_priority_is_a_whole_number_however_it_is_written(string number) =>
        Sent.Read(TestMessages.Eido.Replace("\"incidentCommonPriorityNumber\": 9", $"\"incidentCommonPriorityNumber\": {number}")).Understood().Priority.ShouldBe(new("9", "eido"));

    [Fact]
    public void A_fault_is_named_once() => Sent.Read(Sent.Eido(eido => eido["incidentComponent"] = Sent.Node("[]"))).Errors.Select(error => error.Path).ShouldBeUnique();

    [Fact]
    public void The_sample_is_read_whole()
    {
        var message = Sent.Read(TestMessages.Eido).Understood();
        message.ShouldBe(new(
            "26-104233",
            "urn:emergency:uid:incidentid:7b41c9d20e5f:esinet.tn.example@2026-08-01T11:59:58.2500000Z/ResourcesEnroute",
            TestCad.Noon.AddSeconds(-1.75),
            "ROBBERY",
            CadStatus.ResourcesEnroute,
            new("9", "eido"),
            new(new GeoPoint(35.0456, -85.3097), LocationKind.CurrentIncident, 12, "701 Broad St, Chattanooga, TN 37402"),
            "B7",
            message.Units,
            null,
            null));
        message.Units.ShouldBe([new("A12", "Enroute"), new("A14", "Enroute")]);
    }

    [Fact]
    public void However_many_references_there_are_each_is_looked_at_once()
    {
        var many = string.Join(',', Enumerable.Range(0, 40_000).Select(i => $"\"r{i}\":{{\"$ref\":\"x\"}}"));
        var json = TestMessages.Eido.Replace("\"incidentComponent\": {", $"\"incidentComponent\": {{{many},");
        var before = Stopwatch.GetTimestamp();
        Sent.Read(json).Errors.Length.ShouldBe(100);
        Stopwatch.GetElapsedTime(before).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void The_name_of_a_member_is_not_repeated_with_each_thing_in_it()
    {
        var many = string.Join(',', Enumerable.Repeat("{\"$ref\":\"x\"}", 10_000));
        var json = TestMessages.Eido.Replace("\"incidentComponent\": {", $"\"incidentComponent\": {{\"{new string('n', 200_000)}\":[{many}],");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Sent.Read(json);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(20_000_000);
    }

    [Theory]
    [InlineData("$id", "null", "$.$id", "required")]
    [InlineData("$id", "7", "$.$id", "wrongType")]
    [InlineData("eidoVersion", "null", "$.eidoVersion", "required")]
    [InlineData("eidoVersion", "1.0", "$.eidoVersion", "wrongType")]
    [InlineData("eidoVersion", "\"2.0\"", "$.eidoVersion", "unsupportedVersion")]
    [InlineData("issuingElementIdentification", "null", "$.issuingElementIdentification", "required")]
    [InlineData("lastUpdateTimeStamp", "null", "$.lastUpdateTimeStamp", "required")]
    [InlineData("lastUpdateTimeStamp", "\"2026-08-01T07:59:58\"", "$.lastUpdateTimeStamp", "noOffset")]
    [InlineData("lastUpdateTimeStamp", "\"2026-08-01T12:05:01Z\"", "$.lastUpdateTimeStamp", "futureTime")]
    [InlineData("updatedByAgencyReference", "null", "$.updatedByAgencyReference", "required")]
    [InlineData("updatedByAgencyReference", "\"chattanooga.tn.example\"", "$.updatedByAgencyReference", "wrongType")]
    [InlineData("updatedByAgencyReference", "{}", "$.updatedByAgencyReference.$ref", "required")]
    [InlineData("updatedByAgencyReference", """{"$ref":"mreyes@chattanooga.tn.example"}""", "$.updatedByAgencyReference.$ref", "danglingReference")]
    [InlineData("agencyComponent", "null", "$.agencyComponent", "required")]
    [InlineData("agencyComponent", """{"$id":"chattanooga.tn.example"}""", "$.agencyComponent", "wrongType")]
    [InlineData("agencyComponent", "[]", "$.updatedByAgencyReference.$ref", "danglingReference")]
    [InlineData("agencyComponent", "[7]", "$.agencyComponent[0]", "wrongType")]
    [InlineData("incidentComponent", "null", "$.incidentComponent", "required")]
    [InlineData("incidentComponent", "[{}]", "$.incidentComponent", "wrongType")]
    [InlineData("locationComponent", "{}", "$.locationComponent", "wrongType")]
    [InlineData("locationComponent", "[\"here\"]", "$.locationComponent[0]", "wrongType")]
    [InlineData("emergencyResourceComponent", "{}", "$.emergencyResourceComponent", "wrongType")]
    [InlineData("emergencyResourceComponent", "[{}]", "$.emergencyResourceComponent[0].$id", "required")]
    public void A_member_of_the_envelope_that_is_wrong_is_named(string field, string value, string path, string code) =>
        Sent.Read(Sent.Eido(eido => eido[field] = Sent.Node(value))).Errors.Select(error => (error.Path, error.Code)).ShouldContain((path, code));

    [Theory]
    [InlineData("internalIncidentId", "null", "$.incidentComponent.internalIncidentId", "required")]
    [InlineData("internalIncidentId", "26104233", "$.incidentComponent.internalIncidentId", "wrongType")]
    [InlineData("incidentTypeCommonRegistryText", "null", "$.incidentComponent.incidentTypeCommonRegistryText", "required")]
    [InlineData("incidentTypeCommonRegistryText", "[]", "$.incidentComponent.incidentTypeCommonRegistryText", "wrongType")]
    [InlineData("incidentStatusCommonRegistryText", "[\"Active\",\"Napping\"]", "$.incidentComponent.incidentStatusCommonRegistryText[1]", "unknownStatus")]
    [InlineData("incidentStatusCommonRegistryText", "[1]", "$.incidentComponent.incidentStatusCommonRegistryText[0]", "wrongType")]
    [InlineData("incidentStatusCommonRegistryText", "[\"2\"]", "$.incidentComponent.incidentStatusCommonRegistryText[0]", "unknownStatus")]
    [InlineData("incidentStatusCommonRegistryText", "{}", "$.incidentComponent.incidentStatusCommonRegistryText", "wrongType")]
    [InlineData("incidentCommonPriorityNumber", "11", "$.incidentComponent.incidentCommonPriorityNumber", "outOfRange")]
    [InlineData("incidentCommonPriorityNumber", "-1", "$.incidentComponent.incidentCommonPriorityNumber", "outOfRange")]
    [InlineData("incidentCommonPriorityNumber", "\"9\"", "$.incidentComponent.incidentCommonPriorityNumber", "wrongType")]
    [InlineData("beatOrDispatchGroupText", "7", "$.incidentComponent.beatOrDispatchGroupText", "wrongType")]
    [InlineData("locationReference", """{"$ref":"urn:uuid:loc-incident"}""", "$.incidentComponent.locationReference", "wrongType")]
    [InlineData("locationReference", "[\"urn:uuid:loc-incident\"]", "$.incidentComponent.locationReference[0]", "wrongType")]
    [InlineData("locationReference", "[{}]", "$.incidentComponent.locationReference[0].$ref", "required")]
    [InlineData("locationReference", """[{"$ref":"urn:uuid:loc-incident"},{"$ref":"urn:uuid:gone"}]""", "$.incidentComponent.locationReference[1].$ref", "danglingReference")]
    [InlineData("locationReference", """[{"$ref":"urn:uuid:per-caller"}]""", "$.incidentComponent.locationReference[0].$ref", "danglingReference")]
    [InlineData("personReference", """[{"$ref":"urn:uuid:gone"}]""", "$.incidentComponent.personReference[0].$ref", "danglingReference")]
    [InlineData("personReference", """[{"$ref":7}]""", "$.incidentComponent.personReference[0].$ref", "wrongType")]
    [InlineData("vehicleReference", """{"$ref":"urn:uuid:gone"}""", "$.incidentComponent.vehicleReference.$ref", "danglingReference")]
    [InlineData("updatedByAgentReference", """{"$ref":"nobody"}""", "$.incidentComponent.updatedByAgentReference.$ref", "danglingReference")]
    public void A_member_of_the_incident_that_is_wrong_is_named(string field, string value, string path, string code) =>
        Sent.Read(Sent.Eido(eido => eido["incidentComponent"]![field] = Sent.Node(value))).Errors.Select(error => (error.Path, error.Code)).ShouldContain((path, code));

    [Theory]
    [InlineData("""["Active"]""", CadStatus.Active)]
    [InlineData("""["Active","ResourcesEnroute","ResourcesOnscene"]""", CadStatus.ResourcesOnscene)]
    [InlineData("""["Closed","Active"]""", CadStatus.Closed)]
    [InlineData("""["Closed","ReOpened"]""", CadStatus.Closed)]
    [InlineData("""["Cancelled","Napping",7]""", CadStatus.Cancelled)]
    [InlineData("""["Closed","Cancelled"]""", CadStatus.Cancelled)]
    [InlineData("""["ReOpened","NewLocation","Active"]""", CadStatus.ReOpened)]
    [InlineData("""["NewLocation","ResourcesOnscene"]""", CadStatus.NewLocation)]
    [InlineData("\"closed\"", CadStatus.Closed)]
    [InlineData("[]", CadStatus.Active)]
    [InlineData("null", CadStatus.Active)]
    public void Of_several_statuses_the_most_decisive_counts(string statuses, CadStatus status) =>
        Sent.Read(Sent.Eido(eido => eido["incidentComponent"]!["incidentStatusCommonRegistryText"] = Sent.Node(statuses))).Understood().Status.ShouldBe(status);

    [Theory]
    [InlineData("ROBBERY", "R-ARM", "ROBBERY")]
    [InlineData("robbery", null, "ROBBERY")]
    [InlineData("NOISE", "R-ARM", "NOISE")]
    [InlineData("SOMETHING", "R-ARM", "ASSAULT")]
    [InlineData("SOMETHING", "r-arm", "ASSAULT")]
    [InlineData("SOMETHING", "X", "SOMETHING")]
    [InlineData("SOMETHING", null, "SOMETHING")]
    [InlineData("R-ARM", null, "ASSAULT")]
    [InlineData(null, "R-ARM", "ASSAULT")]
    public void The_common_type_counts_and_the_internal_one_stands_in_for_it_by_the_table(string? common, string? local, string type) => Sent.Read(
        Sent.Eido(eido => (eido["incidentComponent"]!["incidentTypeCommonRegistryText"], eido["incidentComponent"]!["incidentTypeInternalCode"]) = (common, local)),
        codes: [("NOISE", "ROBBERY"), ("R-ARM", "ASSAULT")]).Understood().CallType.ShouldBe(type);

    [Fact]
    public void A_unit_without_a_name_goes_by_its_id_and_no_units_are_none_said()
    {
        Sent.Read(Sent.Eido(eido => eido["emergencyResourceComponent"]![0]!.AsObject().Remove("emergencyResourceName"))).Understood().Units!.Value[0].Id.ShouldBe("urn:uuid:unit-a12");
        Sent.Read(Sent.Eido(eido => eido.Remove("emergencyResourceComponent"))).Understood().Units.ShouldBeNull();
    }

    [Fact]
    public void Two_updates_within_one_tick_of_cads_clock_are_two_messages() =>
        Sent.Read(Sent.Eido(Close)).Understood().MessageId.ShouldNotBe(Sent.Read(TestMessages.Eido).Understood().MessageId);

    [Theory]
    [InlineData("$id")]
    [InlineData("eidoVersion")]
    [InlineData("issuingElementIdentification")]
    [InlineData("updatedByAgencyReference")]
    [InlineData("agencyComponent")]
    [InlineData("agentComponent")]
    [InlineData("locationComponent")]
    [InlineData("emergencyResourceComponent")]
    public void A_close_is_believed_without_its_surroundings(string member)
    {
        Sent.Read(Sent.Eido(eido => { Close(eido); eido.Remove(member); })).Understood().Status.ShouldBe(CadStatus.Closed);
        Sent.Read(Sent.Eido(eido => { Close(eido); eido[member] = 7; })).Understood().Status.ShouldBe(CadStatus.Closed);
    }

    [Fact]
    public void A_close_is_believed_whatever_it_says_of_the_place() =>
        Sent.Read(Sent.Eido(eido => { Close(eido); eido["locationComponent"]![3]!["locationByValue"] = "<presence"; })).Understood().Location.ShouldBeNull();

    [Fact]
    public void A_close_needs_nothing_but_what_it_is_about_and_when() => Sent.Read("""
        { "lastUpdateTimeStamp": "2026-08-01T12:00:00Z", "incidentComponent": { "internalIncidentId": "26-1", "incidentStatusCommonRegistryText": ["Cancelled"] } }
        """).Understood().Status.ShouldBe(CadStatus.Cancelled);

    private static void Close(JsonObject eido) => eido["incidentComponent"]!["incidentStatusCommonRegistryText"] = new JsonArray("Closed");
}
