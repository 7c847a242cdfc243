using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dragonfly.Conformance;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Tests.Incidents.Cad;

public sealed class OwnFormatTests
{
    private const string Whole = """
        {
          "number": "26-1", "messageId": "m1", "messageTime": "2026-08-01T07:59:30-04:00", "callType": "robbery", "status": "active",
          "priority": { "value": 2, "scheme": "local" },
          "location": { "latitude": 35.0456, "longitude": -85.3097, "kind": "caller", "uncertaintyMeters": 25, "address": " 701 Broad St " },
          "agency": "cpd", "beat": "B7", "units": ["A12", "A14"], "openedAt": "2026-08-01T11:59:00Z", "closedAt": null
        }
        """;

    [Fact]
    public void A_whole_message_is_read_whole()
    {
        var message = Read(Whole).Message.ShouldNotBeNull();
        message.ShouldBe(new(
            "26-1", "m1", TestCad.Noon.AddSeconds(-30), "ROBBERY", CadStatus.Active, new("2", "local"),
            new(new GeoPoint(35.0456, -85.3097), LocationKind.Caller, 25, "701 Broad St"), "B7", message.Units, TestCad.Noon.AddMinutes(-1), null));
        message.Units.ShouldBe([new("A12"), new("A14")]);
        message.MessageTime.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("number", "null", "$.number", "required")]
    [InlineData("number", "26", "$.number", "wrongType")]
    [InlineData("number", "\"  \"", "$.number", "empty")]
    [InlineData("number", "\"a\\u0007b\"", "$.number", "controlCharacter")]
    [InlineData("number", "\"\\ud800\"", "$.number", "notUnicode")]
    [InlineData("number", "\"12345678901234567890123456789012345678901234567890123456789012345\"", "$.number", "tooLong")]
    [InlineData("messageId", "null", "$.messageId", "required")]
    [InlineData("messageId", "{}", "$.messageId", "wrongType")]
    [InlineData("messageTime", "null", "$.messageTime", "required")]
    [InlineData("messageTime", "1785585600", "$.messageTime", "wrongType")]
    [InlineData("messageTime", "\"yesterday\"", "$.messageTime", "notATime")]
    [InlineData("messageTime", "\"\\ud800\"", "$.messageTime", "notATime")]
    [InlineData("messageTime", "\"2026-02-30T00:00:00Z\"", "$.messageTime", "notATime")]
    [InlineData("messageTime", "\"2026-08-01T07:59:30\"", "$.messageTime", "noOffset")]
    [InlineData("messageTime", "\"2026-08-01\"", "$.messageTime", "noOffset")]
    [InlineData("messageTime", "\"1999-12-31T23:59:59Z\"", "$.messageTime", "absurdTime")]
    [InlineData("messageTime", "\"2026-08-01T12:05:00.001Z\"", "$.messageTime", "futureTime")]
    [InlineData("messageTime", "\"9999-12-31T23:59:59Z\"", "$.messageTime", "futureTime")]
    [InlineData("openedAt", "\"2026-08-01T13:00:00Z\"", "$.openedAt", "futureTime")]
    [InlineData("closedAt", "true", "$.closedAt", "wrongType")]
    [InlineData("callType", "null", "$.callType", "required")]
    [InlineData("callType", "\"ABCDEFGHIJKLMNOPQRSTUVWXYZ1234567\"", "$.callType", "tooLong")]
    [InlineData("status", "null", "$.status", "required")]
    [InlineData("status", "\"Opened\"", "$.status", "unknownStatus")]
    [InlineData("status", "\"0\"", "$.status", "unknownStatus")]
    [InlineData("status", "\"Active, Closed\"", "$.status", "unknownStatus")]
    [InlineData("status", "0", "$.status", "wrongType")]
    [InlineData("priority", "2", "$.priority", "wrongType")]
    [InlineData("priority", "{}", "$.priority.value", "required")]
    [InlineData("priority", "{\"value\":[]}", "$.priority.value", "wrongType")]
    [InlineData("location", "null", "$.location", "required")]
    [InlineData("location", "[35,-85]", "$.location", "wrongType")]
    [InlineData("location", "{}", "$.location.latitude", "required")]
    [InlineData("location", "{\"latitude\":35}", "$.location.longitude", "required")]
    [InlineData("location", "{\"latitude\":\"NaN\",\"longitude\":-85}", "$.location.latitude", "wrongType")]
    [InlineData("location", "{\"latitude\":\"35\",\"longitude\":-85}", "$.location.latitude", "wrongType")]
    [InlineData("location", "{\"latitude\":1e999,\"longitude\":-85}", "$.location.latitude", "outOfRange")]
    [InlineData("location", "{\"latitude\":90.001,\"longitude\":-85}", "$.location.latitude", "outOfRange")]
    [InlineData("location", "{\"latitude\":35,\"longitude\":-180.001}", "$.location.longitude", "outOfRange")]
    [InlineData("location", "{\"latitude\":0,\"longitude\":0}", "$.location.latitude", "nullIsland")]
    [InlineData("location", "{\"latitude\":-85.3097,\"longitude\":35.0456}", "$.location.latitude", "outOfRange")]
    [InlineData("location", "{\"latitude\":0.0,\"longitude\":-0e5}", "$.location.latitude", "nullIsland")]
    [InlineData("location", "{\"latitude\":35,\"longitude\":-85,\"kind\":\"Somewhere\"}", "$.location.kind", "unknownKind")]
    [InlineData("location", "{\"latitude\":35,\"longitude\":-85,\"uncertaintyMeters\":-1}", "$.location.uncertaintyMeters", "outOfRange")]
    [InlineData("location", "{\"latitude\":35,\"longitude\":-85,\"address\":7}", "$.location.address", "wrongType")]
    [InlineData("agency", "\"nypd\"", "$.agency", "foreignAgency")]
    [InlineData("units", "\"A12\"", "$.units", "wrongType")]
    [InlineData("units", "[12]", "$.units[0]", "wrongType")]
    [InlineData("units", "[\"A\\u0000\"]", "$.units[0]", "controlCharacter")]
    [InlineData("units", "[\"\\udc00\"]", "$.units[0]", "notUnicode")]
    [InlineData("units", "[{\"id\":\"A12\",\"status\":3}]", "$.units[0].status", "wrongType")]
    public void A_field_that_is_wrong_is_named_with_what_is_wrong(string field, string value, string path, string code) =>
        Read(With(field, value)).Errors.Select(error => (error.Path, error.Code)).ShouldContain((path, code));

    [Theory]
    [InlineData("[]")]
    [InlineData("\"26-1\"")]
    [InlineData("null")]
    public void An_incident_is_an_object(string json) => Read(json).Errors.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
        error => error.Path.ShouldBe("$"), error => error.Code.ShouldBe("wrongType"));

    [Fact]
    public void Every_fault_is_named_at_once() => Read("{}").Errors.Select(error => error.Path)
        .ShouldBe(["$.status", "$.number", "$.messageId", "$.messageTime", "$.callType", "$.location"], ignoreOrder: true);

    [Theory]
    [InlineData("Closed")]
    [InlineData("cancelled")]
    public void A_close_needs_nothing_but_what_it_is_about(string status) =>
        Read($$"""{"number":"26-1","messageId":"m","messageTime":"2026-08-01T12:00:00Z","status":"{{status}}"}""").Errors.ShouldBeEmpty();

    [Theory]
    [InlineData("{\"latitude\":0,\"longitude\":0}")]
    [InlineData("{\"latitude\":\"north\"}")]
    [InlineData("7")]
    public void A_close_is_believed_whatever_it_says_of_the_place(string location) =>
        Read($$"""{"number":"26-1","messageId":"m","messageTime":"2026-08-01T12:00:00Z","status":"Closed","location":{{location}}}""").Message!.Location.ShouldBeNull();

    [Theory]
    [InlineData("beat", "7")]
    [InlineData("units", "\"A12\"")]
    [InlineData("priority", "2")]
    [InlineData("callType", "{}")]
    [InlineData("closedAt", "\"later\"")]
    [InlineData("agency", "7")]
    public void A_close_is_believed_whatever_else_is_wrong_with_it(string field, string value) =>
        Read($$"""{"number":"26-1","messageId":"m","messageTime":"2026-08-01T12:00:00Z","status":"Closed","{{field}}":{{value}}}""").Errors.ShouldBeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("\"messageId\":7,")]
    [InlineData("\"messageId\":\"\",")]
    public void A_close_without_an_id_of_its_own_goes_by_what_it_says_and_when(string messageId) =>
        Read($$"""{"number":"26-1",{{messageId}}"messageTime":"2026-08-01T12:00:00Z","status":"Closed"}""").Message!.MessageId.ShouldBe("26-1@2026-08-01T12:00:00.0000000Z/Closed");

    [Theory]
    [InlineData("null")]
    [InlineData("[7]")]
    [InlineData("\" \"")]
    [InlineData("\"\\u0000\"")]
    public void A_close_without_a_good_id_is_known_by_its_number_time_and_status(string id) =>
        Read($$"""{"number":"26-1","messageId":{{id}},"messageTime":"2026-08-01T12:00:00Z","status":"Closed"}""").Message.ShouldNotBeNull().MessageId.ShouldBe(CadMessage.IdOf("26-1", TestCad.Noon, CadStatus.Closed));

    [Fact]
    public void A_close_that_names_another_agency_is_refused() =>
        Read("""{"number":"26-1","messageId":"m","messageTime":"2026-08-01T12:00:00Z","status":"Closed","agency":"nypd"}""").Errors.ShouldHaveSingleItem().Code.ShouldBe("foreignAgency");

    [Fact]
    public void An_address_without_coordinates_is_a_place_of_its_own() =>
        Read(With("location", """{"address":"701 Broad St"}""")).Message!.Location.ShouldBe(new(null, LocationKind.CurrentIncident, null, "701 Broad St"));

    [Theory]
    [InlineData("messageTime", "\"2026-08-01T12:05:00Z\"")]
    [InlineData("messageTime", "\"2026-08-01T14:00:00.1234567+02:00\"")]
    [InlineData("location", "{\"latitude\":90,\"longitude\":180}")]
    [InlineData("location", "{\"latitude\":0,\"longitude\":-85}")]
    [InlineData("priority", "{\"value\":\"P1\"}")]
    [InlineData("priority", "null")]
    [InlineData("status", "\"REOPENED\"")]
    [InlineData("units", "[]")]
    [InlineData("more", "{\"unknown\":\"fields are left alone\"}")]
    public void What_is_right_is_taken(string field, string value) => Read(With(field, value)).Errors.ShouldBeEmpty();

    [Theory]
    [InlineData("1e999")]
    [InlineData("0.10")]
    public void A_priority_is_kept_as_it_was_written(string value) =>
        Read(With("priority", $$"""{"value":{{value}}}""")).Message!.Priority.ShouldBe(new(value, null));

    [Fact]
    public void The_idempotency_key_names_a_message_that_has_no_id()
    {
        Read(With("messageId", "null"), key: "key").Message!.MessageId.ShouldBe("key");
        Read(Whole, key: "key").Message!.MessageId.ShouldBe("m1");
    }

    private static string With(string field, string value)
    {
        var members = JsonNode.Parse(Whole)!.AsObject();
        members.Remove(field);
        return $"{members.ToJsonString()[..^1]},\"{field}\":{value}}}";
    }

    private static (CadMessage? Message, ImmutableArray<FieldError> Errors) Read(string json, string? key = null)
    {
        using var document = JsonDocument.Parse(json);
        var reading = CadReader.Read(document.RootElement, "$", null, new(new("cpd"), key, CodeTable.Empty, TestCad.Noon));
        (reading.Message is null).ShouldBe(!reading.Errors.IsEmpty);
        return (reading.Message, reading.Errors);
    }
}
