using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Access;

/// <summary>What is not right is refused, each kind of it in its own way, and the field that is at fault is named.</summary>
public sealed class BadInputTests(TownFixture fixture) : IClassFixture<TownFixture>
{
    private readonly Town town = fixture.Town;

    [Theory]
    [InlineData("{", "malformedJson")]
    [InlineData("""{"number": NaN}""", "malformedJson")]
    [InlineData("""{"number": "1"} {}""", "malformedJson")]
    [InlineData("""{"number": "1",}""", "malformedJson")]
    [InlineData("""{"number": "1" /* one */}""", "malformedJson")]
    [InlineData("""{"\udc00": "1"}""", "notUnicode")]
    [InlineData("""[{"location": {"\ud800": 1}}]""", "notUnicode")]
    [InlineData("[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", "tooDeep")]
    [InlineData("\"robbery\"", "wrongType")]
    [InlineData("7", "wrongType")]
    [InlineData("null", "wrongType")]
    [InlineData("", "emptyBody")]
    public async Task What_is_not_an_incident_in_json_is_400(string body, string code) =>
        (await town.Cad.PostAsync("cad/incidents", body)).ShouldBeProblem(400, code);

    [Theory]
    [InlineData("""{"number": "1", "callType": "ROBBERY", "number": "2"}""", "$.number")]
    [InlineData("""{"location": [{"latitude": 1, "lat\u0069tude": 2}]}""", "$.location[0].latitude")]
    public async Task A_property_that_is_named_twice_is_400_and_named(string body, string path) =>
        (await town.Cad.PostAsync("cad/incidents", body)).ShouldBeProblem(400, "duplicateProperty").Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe(path);

    [Fact]
    public async Task In_an_array_a_property_that_is_named_twice_is_its_own_elements_fault()
    {
        var good = Desk.Serialize(town.Cad.Message("26-whole", "NOISE"));
        var reply = (await town.Cad.PostAsync("cad/incidents", $$"""[{{good}}, { "number": "26-twice", "location": { "latitude": 1, "lat\u0069tude": 2 } }, 7]""")).Should(202);
        CadDesk.ResultsOf(reply).Select(result => (result.Outcome, result.Reason)).ShouldBe(
        [
            ("accepted", null), ("rejected", "$[1].location.latitude: is named twice in one object"), ("rejected", "$[2]: an incident must be an object"),
        ]);
        reply.Json.GetProperty("results")[1].GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("duplicateProperty");
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("")]
    [InlineData("true&dryRun=false")]
    public async Task A_flag_that_is_neither_true_nor_false_is_400(string flag)
    {
        (await town.Cad.PostAsync($"cad/incidents?dryRun={flag}", town.Cad.Message("26-flag"))).ShouldBeProblem(400, "notAFlag");
        (await town.Cad.GetAsync($"cad/incidents/{town.Cad.IdOf("26-flag")}")).Should(404);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_400()
    {
        var content = new ByteArrayContent([.. "{\"number\": \""u8, 0xFF, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");
        (await town.Cad.SendAsync(HttpMethod.Post, "cad/incidents", content)).ShouldBeProblem(400, "notUnicode");
    }

    [Fact]
    public async Task A_byte_order_mark_does_no_harm()
    {
        var content = new ByteArrayContent([.. "\uFEFF"u8, .. Encoding.UTF8.GetBytes(Desk.Serialize(new[] { town.Cad.Message("26-mark") }))]);
        content.Headers.ContentType = new("application/json");
        CadDesk.ResultsOf((await town.Cad.SendAsync(HttpMethod.Post, "cad/incidents", content)).Should(202)).ShouldHaveSingleItem().Outcome.ShouldBe("accepted");
    }

    [Fact]
    public async Task A_body_of_a_hundred_thousand_brackets_is_400() =>
        (await town.Cad.PostAsync("cad/incidents", new string('[', 100_000))).ShouldBeProblem(400, "tooDeep");

    [Theory]
    [InlineData("number", "null", "required")]
    [InlineData("number", "7", "wrongType")]
    [InlineData("number", "\"\"", "empty")]
    [InlineData("number", "\" \"", "empty")]
    [InlineData("number", "\"12345678901234567890123456789012345678901234567890123456789012345\"", "tooLong")]
    [InlineData("number", "\"a\\u0000b\"", "controlCharacter")]
    [InlineData("number", """ "\ud800" """, "notUnicode")]
    [InlineData("messageId", """ "\udc00\ud800" """, "notUnicode")]
    [InlineData("messageId", "null", "required")]
    [InlineData("messageId", "[]", "wrongType")]
    [InlineData("messageTime", "null", "required")]
    [InlineData("messageTime", "1723658400", "wrongType")]
    [InlineData("messageTime", "\"yesterday\"", "notATime")]
    [InlineData("messageTime", "\"2026-08-14T18:00:00\"", "noOffset")]
    [InlineData("messageTime", "\"2026-08-14\"", "noOffset")]
    [InlineData("messageTime", "\"1999-12-31T23:59:59Z\"", "absurdTime")]
    [InlineData("messageTime", "\"0001-01-01T00:00:00+14:00\"", "notATime")]
    [InlineData("messageTime", "\"2026-08-14T18:05:01Z\"", "futureTime")]
    [InlineData("messageTime", "\"9999-12-31T23:59:59Z\"", "futureTime")]
    [InlineData("callType", "null", "required")]
    [InlineData("callType", "{}", "wrongType")]
    [InlineData("status", "null", "required")]
    [InlineData("status", "\"Napping\"", "unknownStatus")]
    [InlineData("status", "\"0\"", "unknownStatus")]
    [InlineData("status", "\"Active,Closed\"", "unknownStatus")]
    [InlineData("status", "0", "wrongType")]
    [InlineData("priority", "2", "wrongType")]
    [InlineData("priority", "{}", "required", "$.priority.value")]
    [InlineData("priority", """{"value": true}""", "wrongType", "$.priority.value")]
    [InlineData("priority", """{"value": 123456789012345678901234567890123}""", "tooLong", "$.priority.value")]
    [InlineData("location", "null", "required")]
    [InlineData("location", "[35, -85]", "wrongType")]
    [InlineData("location", """{"longitude": -85}""", "required", "$.location.latitude")]
    [InlineData("location", """{"latitude": 35}""", "required", "$.location.longitude")]
    [InlineData("location", """{"latitude": "35", "longitude": -85}""", "wrongType", "$.location.latitude")]
    [InlineData("location", """{"latitude": "NaN", "longitude": -85}""", "wrongType", "$.location.latitude")]
    [InlineData("location", """{"latitude": 90.1, "longitude": -85}""", "outOfRange", "$.location.latitude")]
    [InlineData("location", """{"latitude": 1e999, "longitude": -85}""", "outOfRange", "$.location.latitude")]
    [InlineData("location", """{"latitude": 35, "longitude": -180.1}""", "outOfRange", "$.location.longitude")]
    [InlineData("location", """{"latitude": 0, "longitude": -0.0}""", "nullIsland", "$.location.latitude")]
    [InlineData("location", """{"latitude": 35, "longitude": -85, "uncertaintyMeters": -1}""", "outOfRange", "$.location.uncertaintyMeters")]
    [InlineData("location", """{"latitude": 35, "longitude": -85, "kind": "Home"}""", "unknownKind", "$.location.kind")]
    [InlineData("location", """{"latitude": 35, "longitude": -85, "address": 701}""", "wrongType", "$.location.address")]
    [InlineData("agency", "\"hcso\"", "foreignAgency")]
    [InlineData("beat", "7", "wrongType")]
    [InlineData("units", "\"A12\"", "wrongType")]
    [InlineData("units", "[7]", "wrongType", "$.units[0]")]
    [InlineData("openedAt", "\"noon\"", "notATime")]
    [InlineData("closedAt", "\"2027-01-01T00:00:00Z\"", "futureTime")]
    public async Task A_field_that_is_not_right_is_422_and_named(string field, string value, string code, string? path = null)
    {
        var message = JsonNode.Parse(Desk.Serialize(town.Cad.Message("bad")))!.AsObject();
        message.Remove(field);
        var reply = (await town.Cad.PostAsync("cad/incidents", $"{message.ToJsonString()[..^1]}, \"{field}\": {value}}}")).ShouldBeProblem(422, code);
        reply.Json.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem().GetProperty("path").GetString().ShouldBe(path ?? $"$.{field}");
        (await town.Cad.GetAsync($"cad/incidents/{town.Cad.IdOf("bad")}")).Should(404);
    }

    [Fact]
    public async Task Every_fault_is_named_at_once()
    {
        var reply = (await town.Cad.PostAsync("cad/incidents", new { number = 1, status = "?", location = new { latitude = 100, longitude = 200 } })).Should(422);
        reply.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString()).ShouldBe(
            ["$.status", "$.number", "$.messageId", "$.messageTime", "$.callType", "$.location.latitude", "$.location.longitude"]);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/jsonp")]
    [InlineData(null)]
    public async Task What_is_not_called_json_is_415(string? mediaType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Desk.Serialize(town.Cad.Message("26-1"))));
        content.Headers.ContentType = mediaType is null ? null : new(mediaType);
        (await town.Cad.SendAsync(HttpMethod.Post, "cad/incidents", content)).ShouldBeProblem(415, "notJson");
    }

    [Fact]
    public async Task What_is_compressed_is_415_and_not_taken_for_text()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) await gzip.WriteAsync(Encoding.UTF8.GetBytes(Desk.Serialize(town.Cad.Message("26-gzip"))));
        foreach (var path in new[] { "cad/incidents", "cad/incidents?dryRun=true", "events/cpd" })
        {
            var content = new ByteArrayContent(packed.ToArray()) { Headers = { ContentType = new("application/json"), ContentEncoding = { "gzip" } } };
            (await town.Cad.SendAsync(HttpMethod.Post, path, content)).ShouldBeProblem(415, "encoded");
        }

        var table = new ByteArrayContent(packed.ToArray()) { Headers = { ContentType = new("text/csv"), ContentEncoding = { "gzip" } } };
        (await town.Admin.SendAsync(HttpMethod.Put, "cad/codes?dryRun=true", table)).ShouldBeProblem(415, "encoded");
        var plain = Desk.JsonText(Desk.Serialize(town.Cad.Message("26-plain", "NOISE")));
        plain.Headers.ContentEncoding.Add("identity");
        (await town.Cad.SendAsync(HttpMethod.Post, "cad/incidents", plain)).Should(202);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/vnd.dragonfly+json")]
    public async Task What_is_called_json_is_taken(string mediaType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Desk.Serialize(town.Cad.Message("26-json", "NOISE"))));
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        (await town.Cad.SendAsync(HttpMethod.Post, "cad/incidents", content)).Should(202);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_more_than_a_megabyte_is_413(bool chunked)
    {
        var content = Desk.JsonText(new string(' ', 1_000_000) + "{}");
        (await town.Cad.SendAsync(HttpMethod.Post, "cad/incidents", content, headers => headers.TransferEncodingChunked = chunked)).ShouldBeProblem(413, "bodyTooLarge");
    }

    [Theory]
    [InlineData("extend", "{}", "required", "$.minutes")]
    [InlineData("extend", """{"minutes": 0, "reason": "r"}""", "outOfRange", "$.minutes")]
    [InlineData("extend", """{"minutes": 1.5, "reason": "r"}""", "outOfRange", "$.minutes")]
    [InlineData("extend", """{"minutes": "5", "reason": "r"}""", "wrongType", "$.minutes")]
    [InlineData("extend", """{"minutes": 5}""", "required", "$.reason")]
    [InlineData("lock", "{}", "required", "$.reason")]
    [InlineData("lock", """{"grantId": 1, "reason": "r"}""", "wrongType", "$.grantId")]
    public async Task A_supervisors_field_that_is_not_right_is_422_and_named(string verb, string body, string code, string path)
    {
        var id = await town.Cad.ReportAsync($"26-{Guid.NewGuid()}", "NOISE");
        var reply = (await town.Supervisor.PostAsync($"incidents/{id}/{verb}", body)).ShouldBeProblem(422, code);
        reply.Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe(path);
    }

    [Theory]
    [InlineData("reason", "null", "required")]
    [InlineData("reason", "\"a man with a bag\"", "reasonNotListed")]
    [InlineData("reason", "\"ROBBERY\"", "reasonNotListed")]
    [InlineData("reason", "\"CIVDIS\"", "reasonNotListed")]
    [InlineData("reason", "\"curfew\"", "reasonNotListed")]
    [InlineData("reason", "7", "wrongType")]
    [InlineData("minutes", "null", "required")]
    [InlineData("minutes", "0", "outOfRange")]
    [InlineData("minutes", "-5", "outOfRange")]
    [InlineData("minutes", "121", "beyondPolicy")]
    [InlineData("minutes", "1e9", "outOfRange")]
    [InlineData("note", "[]", "wrongType")]
    [InlineData("area", "null", "required")]
    [InlineData("area", "\"downtown\"", "wrongType")]
    [InlineData("area", """{"type":"Point","coordinates":[-85.31,35.045],"radiusMeters":0}""", "outOfRange", "$.area.radiusMeters")]
    [InlineData("area", """{"type":"Point","coordinates":[-85.31,35.045],"radiusMeters":565}""", "areaTooLarge")]
    [InlineData("area", """{"type":"Point","coordinates":[35.045,-85.31],"radiusMeters":50}""", "swapped", "$.area.coordinates")]
    [InlineData("area", """{"type":"Polygon","coordinates":[[[-85.31,35.045],[-85.308,35.045],[-85.306,35.045],[-85.31,35.045]]]}""", "areaEmpty", "$.area.coordinates[0]")]
    [InlineData("area", """{"type":"Polygon","coordinates":[[[-90.3,35],[-81.7,35],[-81.7,36.6],[-90.3,36.6],[-90.3,35]]]}""", "areaTooLarge")] // Half the state.
    [InlineData("area", """{"type":"Polygon","coordinates":[[[-180,-60],[180,-60],[180,90],[-180,90],[-180,-60]]]}""", "areaTooLarge")]
    [InlineData("area", """{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4]]]}}""", "tooFewPositions", "$.area.geometry.coordinates[0]")]
    public async Task A_threat_that_is_not_right_is_422_and_the_place_named(string field, string value, string code, string? path = null)
    {
        var threat = new JsonObject { ["reason"] = "ACTSHOOT", ["minutes"] = 30, ["area"] = JsonNode.Parse(Desk.Serialize(RticDesk.Circle(100))), [field] = JsonNode.Parse(value) };
        var reply = (await town.Supervisor.PostAsync("threats", threat.ToJsonString())).ShouldBeProblem(422, code);
        reply.Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe(path ?? $"$.{field}");
        (await town.Video.ListOpenAsync(default)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("application/json", false)]
    [InlineData("application/json", true)]
    [InlineData("text/plain", true)]
    public async Task An_approval_may_come_without_a_body_whatever_it_is_called(string? mediaType, bool chunked)
    {
        var id = await town.Cad.ReportAsync($"26-{Guid.NewGuid()}", "NOISE");
        var content = new ByteArrayContent([]);
        content.Headers.ContentType = mediaType is null ? null : new(mediaType);
        (await town.Supervisor.SendAsync(HttpMethod.Post, $"incidents/{id}/approve", content, headers => headers.TransferEncodingChunked = chunked)).ShouldBeProblem(409, "nothingToApprove");
    }

    [Fact]
    public async Task A_body_that_is_not_called_anything_is_not_passed_over()
    {
        var id = await town.Cad.ReportAsync($"26-{Guid.NewGuid()}", "NOISE");
        var content = new ByteArrayContent("{\"reason\": \"agreed\"}"u8.ToArray());
        (await town.Supervisor.SendAsync(HttpMethod.Post, $"incidents/{id}/approve", content, headers => headers.TransferEncodingChunked = true)).ShouldBeProblem(415, "notJson");
    }

    [Theory]
    [InlineData("{\"reason\": 7}", 422, "wrongType")]
    [InlineData("[]", 400, "wrongType")]
    [InlineData("{", 400, "malformedJson")]
    public async Task An_approval_that_is_not_right_is_refused(string body, int status, string code)
    {
        var id = await town.Cad.ReportAsync($"26-{Guid.NewGuid()}", "NOISE");
        (await town.Supervisor.PostAsync($"incidents/{id}/approve", body)).ShouldBeProblem(status, code);
        (await town.Supervisor.ApproveAsync(id)).ShouldBeProblem(409, "nothingToApprove");
    }

    [Theory]
    [InlineData("incidents/x")]
    [InlineData("incidents/00000000000000000000000000000000")]
    [InlineData("incidents/0000000000000000000000000000000G/timeline")]
    public async Task An_incident_that_nobody_reported_is_404(string path) => (await town.Investigator.GetAsync(path)).ShouldBeProblem(404, "notFound");

    [Theory]
    [InlineData("x")]
    [InlineData("-")]
    [InlineData("00000000000000000000000000000000-1-x")]
    public async Task A_ticket_that_nobody_issued_is_404(string ticket)
    {
        (await town.Investigator.PostAsync($"tickets/{ticket}/renew")).ShouldBeProblem(404, "notFound");
        (await town.Investigator.DeleteAsync($"tickets/{ticket}")).ShouldBeProblem(404, "notFound");
    }
}
