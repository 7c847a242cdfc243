using Dragonfly.Conformance;
using Dragonfly.Conformance.Cad;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Tests.Incidents.Cad;

public sealed class CadPushFormatTests
{
    // The example of Genetec's public documentation, with values of our own.
    private const string Documented = """
        {
          "eventId": "ABC-2026123456", "transactionId": "0b7f9f6e-7f28-4d47-92c7-a24c55247dbb", "transactionDateUtc": "2026-08-01T11:38:48.520749Z", "type": "Incident",
          "state": "Open", "name": "ABC-2026123456", "eventStartTimeUtc": "2026-08-01T08:38:48.5207498Z", "eventEndTimeUtc": null, "priority": null, "statusCode": null,
          "description": null, "district": null, "beat": null, "category": "Felony",
          "location": { "latitude": 35.0456, "longitude": -85.3097, "address": "701 Broad St", "notes": null }, "involvedResources": null, "extended": { "key": null, "value": null }
        }
        """;

    private static readonly DateTimeOffset SentAt = TestCad.Noon.AddSeconds(-1.75);

    [Fact]
    public void The_sample_is_read_whole()
    {
        var message = Sent.Read(TestMessages.CadPush).Understood();
        message.ShouldBe(new(
            "26-104233", "6d0f4f0e-2f0c-4a64-9b1e-61c51f8a1f3a@2026-08-01T11:59:58.2500000Z/ResourcesEnroute", SentAt, "ROBBERY", CadStatus.ResourcesEnroute, new("1", "citigraf"),
            new(new GeoPoint(35.0456, -85.3097), LocationKind.CurrentIncident, null, "701 Broad St, Chattanooga, TN 37402"), "B7", message.Units, TestCad.Noon.AddSeconds(-79), null));
        message.Units.ShouldBe([new("A12", "Enroute"), new("A14", "Enroute")]);
    }

    [Fact]
    public void The_documented_example_is_read()
    {
        var message = Sent.Read(Documented).Understood();
        (message.Number, message.CallType, message.Status, message.Priority, message.Beat, message.Units).ShouldBe(("ABC-2026123456", "FELONY", CadStatus.Active, null, null, null));
    }

    [Fact]
    public void An_id_a_transaction_and_its_time_are_enough() => Read("""{"eventId":"1","transactionId":"t","transactionDateUtc":"2026-08-01T11:00:00Z"}""").Understood()
        .ShouldBe(new("1", "t@2026-08-01T11:00:00.0000000Z/Active", TestCad.Noon.AddHours(-1), null, CadStatus.Active, null, null, null, null, null, null));

    [Theory]
    [InlineData("Open", null, CadStatus.Active)]
    [InlineData("OPEN", "Enroute", CadStatus.ResourcesEnroute)]
    [InlineData("Open", "on-scene", CadStatus.ResourcesOnscene)]
    [InlineData("Open", "10-23", CadStatus.Active)]
    [InlineData("Dispatched", null, CadStatus.ResourcesAssigned)]
    [InlineData("En Route", null, CadStatus.ResourcesEnroute)]
    [InlineData("Closed", "Enroute", CadStatus.Closed)]
    [InlineData("Open", "Cleared", CadStatus.Closed)]
    [InlineData("canceled", null, CadStatus.Cancelled)]
    [InlineData("Napping", "Cancelled", CadStatus.Cancelled)]
    [InlineData("Reopened", "Enroute", CadStatus.ReOpened)]
    [InlineData("RE-OPENED", null, CadStatus.ReOpened)]
    [InlineData(null, null, CadStatus.Active)]
    [InlineData(null, "Arrived", CadStatus.ResourcesOnscene)]
    public void The_state_and_the_status_code_make_the_status(string? state, string? code, CadStatus status) =>
        Read(Sent.CadPush(push => (push["state"], push["statusCode"]) = (state, code))).Understood().Status.ShouldBe(status);

    [Fact]
    public void An_event_that_has_an_end_is_closed_whatever_its_state()
    {
        var message = Read(Sent.CadPush(push => push["eventEndTimeUtc"] = "2026-08-01T11:59:00Z")).Understood();
        (message.Status, message.ClosedAt).ShouldBe((CadStatus.Closed, TestCad.Noon.AddMinutes(-1)));
        Read(Sent.CadPush(push => (push["state"], push["eventEndTimeUtc"]) = ("Napping", "2026-08-01T11:59:00Z"))).Understood().Status.ShouldBe(CadStatus.Closed);
    }

    [Theory]
    [InlineData("eventId", "null", "$.eventId", "required")]
    [InlineData("eventId", "26", "$.eventId", "wrongType")]
    [InlineData("eventId", "\" \"", "$.eventId", "empty")]
    [InlineData("transactionId", "null", "$.transactionId", "required")]
    [InlineData("transactionDateUtc", "null", "$.transactionDateUtc", "required")]
    [InlineData("transactionDateUtc", "1785585600", "$.transactionDateUtc", "wrongType")]
    [InlineData("transactionDateUtc", "\"noon\"", "$.transactionDateUtc", "notATime")]
    [InlineData("transactionDateUtc", "\"1999-12-31T23:59:59\"", "$.transactionDateUtc", "absurdTime")]
    [InlineData("transactionDateUtc", "\"0001-01-01T00:00:00\"", "$.transactionDateUtc", "absurdTime")]
    [InlineData("transactionDateUtc", "\"2026-08-01T12:05:01\"", "$.transactionDateUtc", "futureTime")]
    [InlineData("eventStartTimeUtc", "\"2027-01-01T00:00:00Z\"", "$.eventStartTimeUtc", "futureTime")]
    [InlineData("state", "\"Napping\"", "$.state", "unknownState")]
    [InlineData("state", "3", "$.state", "wrongType")]
    [InlineData("category", "[]", "$.category", "wrongType")]
    [InlineData("priority", "{}", "$.priority", "wrongType")]
    [InlineData("beat", "7", "$.beat", "wrongType")]
    [InlineData("location", "[35, -85]", "$.location", "wrongType")]
    [InlineData("location", """{"latitude": 35}""", "$.location.longitude", "required")]
    [InlineData("location", """{"latitude": "35", "longitude": -85}""", "$.location.latitude", "wrongType")]
    [InlineData("location", """{"latitude": 0, "longitude": 0}""", "$.location.latitude", "nullIsland")]
    [InlineData("location", """{"latitude": -85.3097, "longitude": 35.0456}""", "$.location.latitude", "outOfRange")]
    [InlineData("location", """{"latitude": -112.07, "longitude": 33.45}""", "$.location.latitude", "outOfRange")]
    [InlineData("location", """{"latitude": 3884128.1, "longitude": -9496633.6}""", "$.location.latitude", "outOfRange")]
    [InlineData("location", """{"address": 7}""", "$.location.address", "wrongType")]
    public void A_field_that_is_wrong_is_named_with_what_is_wrong(string field, string value, string path, string code) =>
        Read(Sent.CadPush(push => push[field] = Sent.Node(value))).Errors.Select(error => (error.Path, error.Code)).ShouldContain((path, code));

    [Theory]
    [InlineData("\"2026-08-01T11:00:00\"")]
    [InlineData("\"2026-08-01T11:00:00Z\"")]
    [InlineData("\"2026-08-01T07:00:00-04:00\"")]
    public void A_time_without_an_offset_is_utc_because_its_name_says_so(string time) =>
        Read(Sent.CadPush(push => push["transactionDateUtc"] = Sent.Node(time))).Understood().MessageTime.ShouldBe(TestCad.Noon.AddHours(-1));

    [Theory]
    [InlineData("location", "null")]
    [InlineData("location", "{}")]
    [InlineData("location", """{"latitude": null, "longitude": null}""")]
    public void An_event_may_have_no_place(string field, string value) => Read(Sent.CadPush(push => push[field] = Sent.Node(value))).Understood().Location.ShouldBeNull();

    [Fact]
    public void An_address_alone_is_a_place_without_coordinates() =>
        Read(Sent.CadPush(push => push["location"] = Sent.Node("""{"address":"701 Broad St"}"""))).Understood().Location.ShouldBe(new(null, LocationKind.CurrentIncident, null, "701 Broad St"));

    [Theory]
    [InlineData("""["A12"]""", "A12")]
    [InlineData("""[{"name":"A12"}]""", "A12")]
    [InlineData("""[{"id":"A12","name":"Adam 12"},7,{"status":"?"}]""", "A12")]
    public void Of_the_resources_those_are_units_that_have_a_name(string resources, string unit) =>
        Read(Sent.CadPush(push => push["involvedResources"] = Sent.Node(resources))).Understood().Units!.Value.ShouldHaveSingleItem().Id.ShouldBe(unit);

    [Theory]
    [InlineData("{}")]
    [InlineData("\"A12\"")]
    public void Resources_of_another_shape_do_not_matter(string resources) =>
        Read(Sent.CadPush(push => push["involvedResources"] = Sent.Node(resources))).Understood().Units.ShouldBeNull();

    [Fact]
    public void The_district_stands_in_for_the_beat()
    {
        Read(Sent.CadPush(push => push.Remove("beat"))).Understood().Beat.ShouldBe("Downtown");
        Read(TestMessages.CadPush).Understood().Beat.ShouldBe("B7");
    }

    [Fact]
    public void The_category_is_translated_by_the_table() =>
        Sent.Read(Sent.CadPush(push => push["category"] = "Felony"), codes: ("FELONY", "ROBBERY")).Understood().CallType.ShouldBe("ROBBERY");

    [Theory]
    [InlineData("location", "7")]
    [InlineData("location", """{"latitude": 900, "longitude": 0}""")]
    [InlineData("beat", "7")]
    [InlineData("category", "{}")]
    [InlineData("priority", "[]")]
    [InlineData("transactionId", "null")]
    [InlineData("eventEndTimeUtc", "\"later\"")]
    [InlineData("eventStartTimeUtc", "\"2027-01-01T00:00:00Z\"")]
    public void A_close_is_believed_whatever_else_is_wrong(string field, string value) => Read(Sent.CadPush(push =>
    {
        push["state"] = "Closed";
        push[field] = Sent.Node(value);
    })).Understood().Status.ShouldBe(CadStatus.Closed);

    [Fact]
    public void A_transaction_id_that_is_used_again_does_not_hide_a_close()
    {
        var open = Read(TestMessages.CadPush).Understood();
        Read(Sent.CadPush(push => push["state"] = "Closed")).Understood().MessageId.ShouldNotBe(open.MessageId);
        Read(Sent.CadPush(push => push["transactionDateUtc"] = "2026-08-01T11:59:59")).Understood().MessageId.ShouldNotBe(open.MessageId);
        Read(Sent.CadPush(push => push["name"] = "the very same otherwise")).Understood().MessageId.ShouldBe(open.MessageId);
    }

    [Fact]
    public void The_idempotency_key_names_a_transaction_that_has_no_id() =>
        Sent.Read(Sent.CadPush(push => push.Remove("transactionId")), key: "key").Understood().MessageId.ShouldStartWith("key@");

    private static CadReading Read(string json) => Sent.Read(json);
}
