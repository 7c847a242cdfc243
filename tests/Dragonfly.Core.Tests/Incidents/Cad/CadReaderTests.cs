using Dragonfly.Conformance.Cad;
using Dragonfly.Core.Incidents.Cad;

namespace Dragonfly.Core.Tests.Incidents.Cad;

public sealed class CadReaderTests
{
    [Fact]
    public void The_three_samples_are_recognized_by_their_shape_and_tell_the_same()
    {
        CadReading[] readings = [Sent.Read(TestMessages.Own), Sent.Read(TestMessages.Eido), Sent.Read(TestMessages.CadPush)];
        readings.Select(reading => reading.Format).ShouldBe([CadFormat.Own, CadFormat.Eido, CadFormat.CadPush]);
        readings.Select(reading => reading.Understood()).Select(said => (said.Number, said.MessageTime, said.CallType, said.Status, said.Location!.Point, said.Location.Address, said.Beat))
            .Distinct().ShouldHaveSingleItem();
        readings.ShouldAllBe(reading => reading.Message!.Units!.Value.Select(unit => unit.Id).SequenceEqual(new[] { "A12", "A14" }));
    }

    [Theory]
    [InlineData("""{"eidoVersion":"1.0"}""", CadFormat.Eido)]
    [InlineData("""{"eidoVersion":null,"number":"1","eventId":"1"}""", CadFormat.Eido)]
    [InlineData("""{"incidentComponent":[]}""", CadFormat.Eido)]
    [InlineData("""{"eventId":"1"}""", CadFormat.CadPush)]
    [InlineData("""{"eventId":"1","number":"1"}""", CadFormat.Own)]
    [InlineData("""{"number":"1"}""", CadFormat.Own)]
    [InlineData("{}", CadFormat.Own)]
    public void The_shape_tells_the_format(string json, CadFormat format) => Sent.Read(json).Format.ShouldBe(format);

    [Fact]
    public void The_door_overrules_the_shape()
    {
        Sent.Read(TestMessages.Own, CadFormat.CadPush).Errors.ShouldContain(error => error.Path == "$.eventId" && error.Code == "required");
        Sent.Read(TestMessages.CadPush, CadFormat.Own).Errors.ShouldContain(error => error.Path == "$.number" && error.Code == "required");
        Sent.Read("[]", CadFormat.Eido).Format.ShouldBe(CadFormat.Eido);
    }

    [Theory]
    [InlineData("application/emergency.eido+json", CadFormat.Eido)]
    [InlineData("Application/Emergency.EIDO+JSON; version=\"1\"", CadFormat.Eido)]
    [InlineData("application/vnd.genetec.cadpush+json", CadFormat.CadPush)]
    [InlineData("application/vnd.dragonfly.incident+json;charset=utf-8", CadFormat.Own)]
    [InlineData("application/json", null)]
    [InlineData("application/json-patch+json", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_media_type_may_name_the_format(string? mediaType, CadFormat? format) => CadReader.FormatOf(mediaType).ShouldBe(format);

    [Fact]
    public void The_number_is_told_of_a_message_at_fault_where_it_can_be_read()
    {
        Sent.Read("""{"number":"26-1"}""").Number.ShouldBe("26-1");
        Sent.Read("""{"eventId":"26-1","transactionDateUtc":"noon"}""").Number.ShouldBe("26-1");
        Sent.Read("""{"eidoVersion":"9","incidentComponent":{"internalIncidentId":"26-1"}}""").Number.ShouldBe("26-1");
        Sent.Read("""{"eidoVersion":"1.0","incidentComponent":{"internalIncidentId":7}}""").Number.ShouldBeNull();
        Sent.Read("""{"eidoVersion":"1.0","incidentComponent":[]}""").Number.ShouldBeNull();
    }

    [Fact]
    public void What_a_message_holds_beyond_what_is_understood_is_kept()
    {
        Sent.Read(TestMessages.Own).Extra!.Members.Keys.ShouldBe(["notes"]);
        Sent.Read(TestMessages.CadPush).Extra!.Members.Keys
            .ShouldBe(["category", "description", "district", "extended", "involvedResources", "location", "name", "state", "statusCode", "type"]);
        var eido = Sent.Read(TestMessages.Eido).Extra!;
        eido.LeftOut.ShouldBeEmpty();
        eido.Members.Keys.ShouldContain("notesComponent");
        eido.Members.Keys.ShouldContain("incidentComponent");
        eido.Members.Keys.ShouldNotContain("eidoVersion");
    }

    [Fact]
    public void No_more_than_a_hundred_faults_are_named() =>
        Sent.Read($$"""{ "eidoVersion": "1.0", "incidentComponent": { "incidentStatusCommonRegistryText": [{{string.Join(',', Enumerable.Repeat("1", 5_000))}}] } }""").Errors.Length.ShouldBe(100);
}
