using Dragonfly.Conformance;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Registry;

/// <summary>What cannot be meant is refused with every fault named, recorded, and changes nothing.</summary>
public sealed class RegistrationInputTests(TownFixture fixture) : IClassFixture<TownFixture>
{
    private const string Downtown = """{"latitude": 35.0456, "longitude": -85.3097}""";

    private readonly Town town = fixture.Town;

    [Theory]
    [InlineData("""{"name": "S", "place": {"latitude": 35.0456, "longitude": -85.3097}, "timeZone": "America/Chattanooga"}""", "unknownTimeZone $.timeZone")]
    [InlineData("""{"name": "S", "place": {"latitude": 35.0456, "longitude": -85.3097}, "timeZone": "UTC+05"}""", "unknownTimeZone $.timeZone")]
    [InlineData("""{"name": "S", "place": {"latitude": 33.5, "longitude": -60}, "timeZone": "America/New_York"}""", "outsideProgramArea $.place")]
    [InlineData("""{"name": "S", "place": {"latitude": 0, "longitude": 0}, "timeZone": "America/New_York"}""", "nullIsland $.place.latitude")]
    [InlineData("""{"name": "S", "place": {"latitude": -85.3097, "longitude": 35.0456}, "timeZone": "America/New_York"}""", "outOfRange $.place.latitude")]
    [InlineData("""{"name": "S\u0000", "place": {"latitude": 35.0456, "longitude": -85.3097}, "timeZone": "America/New_York"}""", "controlCharacter $.name")]
    [InlineData("""{"place": {"latitude": 35.0456}, "timezone": "America/New_York"}""", "unknownProperty $.timezone", "required $.name", "required $.place.longitude", "required $.timeZone")]
    [InlineData("""{"name": "S", "place": {"latitude": 35.0456, "longitude": -85.3097}, "timeZone": "America/New_York", "installer": "acme"}""", "installerNotApproved $.installer")]
    public Task A_site(string body, params string[] faults) => RefusedAsync(HttpMethod.Post, "/sites", body, faults);

    [Theory]
    [InlineData("""{"site": "SITE", "name": "C", "place": PLACE, "view": {"azimuthDegrees": 400, "widthDegrees": 0, "rangeMeters": 60}}""", "outOfRange $.view.azimuthDegrees", "outOfRange $.view.widthDegrees")]
    [InlineData("""{"site": "SITE", "name": "C", "place": PLACE, "view": {"azimuthDegrees": 90}}""", "required $.view.widthDegrees", "required $.view.rangeMeters")]
    [InlineData("""{"site": "SITE", "name": "C", "place": {"latitude": 35.2, "longitude": -85.3097}}""", "farFromSite $.place")]
    [InlineData("""{"site": "SITE", "name": "C", "place": {"latitude": 25.0, "longitude": -80.0}}""", "outsideProgramArea $.place")]
    [InlineData("""{"site": "nowhere", "name": "C", "place": PLACE}""", "siteUnknown $.site")]
    [InlineData("""{"name": "C", "place": PLACE}""", "required $.site")]
    [InlineData("""{"site": "SITE", "name": "C", "place": PLACE, "analytics": ["Face Recognition"]}""", "forbiddenAnalytics $.analytics[0]")]
    [InlineData("""{"site": "SITE", "name": "C", "place": PLACE, "analytics": ["motion", "superAnalytics9000"]}""", "unknownAnalytics $.analytics[1]")]
    [InlineData("""{"site": "SITE", "name": "C", "place": PLACE, "placement": "underground"}""", "unknownPlacement $.placement")]
    [InlineData("""{"site": "SITE", "name": "C", "place": PLACE, "priority": 1}""", "unknownProperty $.priority")]
    public async Task A_feed(string body, params string[] faults)
    {
        var owner = town.OwnerOf(Town.TwoCameras[0].Partner);
        var site = await owner.SiteOfAsync(Town.TwoCameras[0].Id);
        await RefusedAsync(HttpMethod.Post, "/feeds", body.Replace("SITE", site.Value).Replace("PLACE", Downtown), faults);
    }

    [Theory]
    [InlineData("""{}""", "required $.enabled")]
    [InlineData("""{"enabled": "yes"}""", "wrongType $.enabled")]
    [InlineData("""{"enabled": true, "callTypes": ["ROBBERY", "CU2", "NOSUCHCODE", "robbery"]}""", "forbiddenCode $.callTypes[1]", "unknownCode $.callTypes[2]", "repeatedCode $.callTypes[3]")]
    [InlineData("""{"enabled": true, "hours": [{"days": ["Monday"], "from": "08:00", "to": "12:00"}, {"days": ["Monday"], "from": "11:59", "to": "13:00"}]}""", "overlappingHours $.hours")]
    [InlineData("""{"enabled": true, "hours": [{"days": ["Saturday"], "from": "22:00", "to": "06:00"}, {"days": ["Sunday"], "from": "05:00", "to": "07:00"}]}""", "overlappingHours $.hours")]
    [InlineData("""{"enabled": true, "hours": [{"days": ["Sunday"], "from": "00:00", "to": "00:00"}, {"days": ["Saturday"], "from": "23:00", "to": "00:01"}]}""", "overlappingHours $.hours")]
    [InlineData("""{"enabled": true, "hours": [{"days": ["Funday", "monday", "Monday"], "from": "8 am", "to": "25:00"}]}""", "unknownDay $.hours[0].days[0]", "repeatedDay $.hours[0].days[2]", "notATime $.hours[0].from", "notATime $.hours[0].to")]
    [InlineData("""{"enabled": true, "hours": [{"days": [], "from": "08:00", "to": "09:00"}]}""", "empty $.hours[0].days")]
    [InlineData("""{"enabled": true, "pausedUntil": "2026-12-01T00:00:00"}""", "noOffset $.pausedUntil")]
    [InlineData("""{"enabled": true, "lookBackMinutes": 31}""", "outOfRange $.lookBackMinutes")]
    [InlineData("""{"enabled": true, "lookBackMinutes": -1}""", "outOfRange $.lookBackMinutes")]
    [InlineData("""{"enabled": true, "lookBackMinutes": 0.5}""", "outOfRange $.lookBackMinutes")]
    [InlineData("""{"enabled": true, "lookBackMinutes": "10"}""", "wrongType $.lookBackMinutes")]
    [InlineData("""{"enabled": true, "pauseduntil": "2026-12-01T00:00:00Z"}""", "unknownProperty $.pauseduntil")]
    public Task A_rule(string body, params string[] faults) => RefusedAsync(HttpMethod.Put, "/sharing", body, faults);

    [Theory]
    [InlineData("""{"enabled": true, "hours": [{"days": ["Monday"], "from": "08:00", "to": "12:00"}, {"days": ["Monday"], "from": "12:00", "to": "13:00"}, {"days": ["Sunday"], "from": "22:00", "to": "08:00"}]}""")]
    [InlineData("""{"enabled": true, "callTypes": [], "pausedUntil": "2020-01-01T00:00:00Z"}""")]
    [InlineData("""{"enabled": true, "lookBackMinutes": 0}""")]
    [InlineData("""{"enabled": true, "lookBackMinutes": 30}""")]
    public async Task A_rule_that_can_be_meant_is_taken_and_comes_back_as_one_that_can_be_sent(string body)
    {
        await using var own = await Town.StartAsync(Town.TwoCameras);
        var owner = own.OwnerOf(Town.TwoCameras[0].Partner);
        var taken = (await owner.PutAsync($"{owner.Path}/sharing", body)).Should(200);
        var again = (await owner.PutAsync($"{owner.Path}/sharing", (await owner.GetAsync($"{owner.Path}/sharing")).Text)).Should(200);
        again.Text.ShouldBe(taken.Text);
    }

    [Fact]
    public async Task An_external_reference_is_one_feeds_alone()
    {
        await using var own = await Town.StartAsync(Town.TwoCameras);
        var owner = own.OwnerOf(Town.TwoCameras[0].Partner);
        var site = await owner.SiteOfAsync(Town.TwoCameras[0].Id);
        var body = $$"""{"site": "{{site}}", "name": "C", "externalReference": "7", "place": {{Downtown}}}""";
        var path = $"{owner.Path}/feeds/{(await owner.PostAsync($"{owner.Path}/feeds", body)).Should(201).Json.GetProperty("feedId").GetString()}";
        (await owner.PostAsync($"{owner.Path}/feeds", body)).ShouldBeProblem(409, "duplicateReference");
        var renamed = $$"""{"name": "D", "externalReference": "7", "place": {{Downtown}}}""";
        (await owner.PutAsync(path, renamed)).Should(200).Json.GetProperty("name").GetString().ShouldBe("D");
        (await owner.PutAsync($"{owner.Path}/feeds/{Town.TwoCameras[0].Id}", renamed)).ShouldBeProblem(409, "duplicateReference");
        (await owner.WithdrawAsync(path[owner.Path.Length..])).Should(200);
        (await owner.PostAsync($"{owner.Path}/feeds", body)).Should(201);
    }

    private async Task RefusedAsync(HttpMethod method, string path, string body, string[] faults)
    {
        var owner = town.OwnerOf(Town.TwoCameras[0].Partner);
        var before = await owner.TimelineAsync();
        var reply = await owner.SendAsync(method, $"{owner.Path}{path}", body, await owner.TagAsync(owner.Path));
        reply.Should(422).Json.GetProperty("errors").EnumerateArray().Select(error => $"{error.GetProperty("code").GetString()} {error.GetProperty("path").GetString()}").ShouldBe(faults, ignoreOrder: true);
        var after = await owner.TimelineAsync();
        after.Length.ShouldBe(before.Length + 1);
        after[^1].Event.ShouldBeOfType<PartnerRefused>().Code.ShouldBe(reply.Code);
    }
}
