using System.Net.Http.Headers;
using System.Text;
using Dragonfly.Conformance.Bulletins;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>Bulletins that are not taken: nothing is on record of them, nothing kept and nothing sent, and the field at fault is named.</summary>
public sealed class BulletinInputFlows(TownFixture fixture) : IClassFixture<TownFixture>
{
    private static readonly string Clip = new('0', 32);

    private readonly Town town = fixture.Town;

    public static TheoryData<string, string, string> Bodies => new()
    {
        { $$"""{"clipId": "{{Clip}}"}""", "$.subject", "required" },
        { $$"""{"clipId": "{{Clip}}", "subject": "ghost"}""", "$.subject", "unknownSubject" },
        { """{"subject": "other"}""", "$.clipId", "required" },
        { $$"""{"clipId": "{{Clip}}", "subject": "other", "caption": "{{new string('x', 501)}}"}""", "$.caption", "tooLong" },
        { $$"""{"clipId": "{{Clip}}", "subject": "other", "caption": "a\u0000b"}""", "$.caption", "controlCharacter" },
        { $$"""{"clipId": "{{Clip}}", "subject": "other", "plate": "12345678901234567"}""", "$.plate", "tooLong" },
        { $$"""{"clipId": "{{Clip}}", "subject": "other", "direction": 5}""", "$.direction", "wrongType" },
        { $$"""{"clipId": "{{Clip}}", "subject": "other", "units": []}""", "$.units", "noUnits" },
        { $$"""{"clipId": "{{Clip}}", "subject": "other", "units": "B12"}""", "$.units", "wrongType" },
        { $$"""{"clipId": "{{Clip}}", "subject": "other", "units": ["B12", 5]}""", "$.units[1]", "wrongType" },
        { $$"""{"clipId": "{{Clip}}", "subject": "other", "units": [{{string.Join(',', Enumerable.Range(0, 51).Select(n => $"\"U{n}\""))}}]}""", "$.units", "wrongType" },
        { $$"""{"clipId": "{{Clip}}", "subject": "other", "unit": ["B12"]}""", "$.unit", "unknownProperty" },
        { $$"""{"clipId": "{{Clip}}", "subject": "other", "units": ["B12"]}""", "$.clipId", "unknownClip" },
    };

    public static TheoryData<string, byte[], string> Images => new()
    {
        { "nothing", [], "notAPicture" },
        { "a page", Encoding.UTF8.GetBytes("<html><script>alert(1)</script>"), "notAPicture" },
        { "a broken JPEG", TestPictures.Jpeg[..200], "brokenPicture" },
        { "a broken PNG", TestPictures.Png()[..60], "brokenPicture" },
        { "a bomb", TestPictures.PngOf(32, 16, TestPictures.Deflated(new byte[50_000_000])), "brokenPicture" },
        { "a poster", [.. TestPictures.PngSignature, .. TestPictures.Header(60_000, 60_000, 8, 2, 0), .. TestPictures.Chunk("IDAT", 0), .. TestPictures.Chunk("IEND")], "pictureTooLarge" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_field_at_fault_is_named(string body, string path, string code)
    {
        var incident = await IncidentAsync();
        ShouldName(await town.Investigator.BulletinAsync(incident, body), path, code);
        (await town.Investigator.IncidentAsync(incident)).Bulletins!.Value.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Images))]
    public async Task An_image_that_is_none_is_not_kept(string what, byte[] image, string code)
    {
        var incident = await IncidentAsync();
        ShouldName(await town.Investigator.AttachAsync(incident, image, new { subject = "other", units = (string[])["B12"] }), "$.image", code, what);
        (await town.Service<IClipRecords>().ListAsync(incident, default)).ShouldBeEmpty();
        (await town.Investigator.IncidentAsync(incident)).Bulletins!.Value.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_may_have_so_many_bytes_and_stands_beside_no_clip()
    {
        var incident = await IncidentAsync();
        byte[] padded = [.. TestPictures.Png(), .. new byte[BulletinRules.MostImageBytes - TestPictures.Png().Length]];
        (await town.Investigator.AttachAsync(incident, padded, new { subject = "other", units = (string[])["B12"] })).Should(201);
        (await town.Investigator.AttachAsync(incident, [.. padded, 0])).ShouldBeProblem(413, "imageTooLarge").Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("$.image");
        ShouldName(await town.Investigator.AttachAsync(incident, TestPictures.Png(), new { subject = "other", clipId = Clip }), "$.clipId", "notBoth");
        ShouldName(await town.Investigator.AttachAsync(incident, TestPictures.Png(), new { caption = "?" }), "$.subject", "required");
    }

    [Fact]
    public async Task Parts_that_are_missing_strange_or_broken_are_told()
    {
        var incident = await IncidentAsync();
        (await town.Investigator.AttachAsync(incident, TestPictures.Png(), name: "file")).ShouldBeProblem(400, "malformedMultipart");
        ShouldName(await SendAsync(incident, "multipart/form-data; boundary=b", Part("bulletin", """{"subject":"other"}""") + "--b--\r\n"), "$.image", "required");
        ShouldName(await SendAsync(incident, "multipart/form-data; boundary=b", Part("image", "x") + "--b--\r\n"), "$.bulletin", "required");
        foreach (var body in (string[])["", "no parts", Part("bulletin", "{}"), Part("bulletin", "{}") + Part("bulletin", "{}") + "--b--\r\n"])
            (await SendAsync(incident, "multipart/form-data; boundary=b", body)).ShouldBeProblem(400, "malformedMultipart");
        (await SendAsync(incident, "multipart/form-data", Part("image", "x"))).ShouldBeProblem(400, "malformedMultipart");
        (await SendAsync(incident, "multipart/form-data; boundary=b", Part("bulletin", "no json") + Part("image", "x") + "--b--\r\n")).ShouldBeProblem(400, "malformedJson");
        (await SendAsync(incident, "image/png", "x")).Should(415);
    }

    private static string Part(string name, string content) => $"--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{content}\r\n";

    private static void ShouldName(Reply reply, string path, string code, string? what = null)
    {
        reply.ShouldBeProblem(422, code);
        reply.Json.GetProperty("errors").EnumerateArray().ShouldContain(error => error.GetProperty("path").GetString() == path && error.GetProperty("code").GetString() == code, what ?? reply.Text);
    }

    private Task<Reply> SendAsync(IncidentId incident, string mediaType, string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        return town.Investigator.SendAsync(HttpMethod.Post, $"incidents/{incident}/bulletins", content);
    }

    private Task<IncidentId> IncidentAsync() => town.Cad.ReportAsync($"26-{Guid.NewGuid():N}");
}
