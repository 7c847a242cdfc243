using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Places;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Conformance;

public abstract partial class IncidentStoreConformance
{
    private static readonly IncidentSearch All = new(Agency, 100);

    [Fact]
    public async Task A_search_finds_those_received_last_first_and_then_by_descending_id()
    {
        var incidents = new List<Incident>();
        foreach (var second in (int[])[3, 1, 2, 1, 1, 3]) incidents.Add(await ReportAsync($"{incidents.Count}", TestCad.Noon.AddSeconds(second)));
        (await SearchAsync(All)).ShouldBe(ByReceipt(incidents));
        (await SearchAsync(All with { Limit = 2 })).ShouldBe(ByReceipt(incidents));
    }

    [Fact]
    public async Task A_search_keeps_to_its_agency()
    {
        await ReportAsync("1", TestCad.Noon);
        var other = await ReportAsync("1", TestCad.Noon, agency: "hcso");
        (await SearchAsync(All with { Agency = new("hcso") })).ShouldBe([other.Id]);
        (await SearchAsync(All with { Agency = new("nobody") })).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_search_from_a_moment_has_it_and_to_a_moment_has_not()
    {
        var incidents = new List<Incident>();
        for (var i = 0; i < 6; i++) incidents.Add(await ReportAsync($"{i}", TestCad.Noon.AddTicks(i)));
        var (from, to) = (TestCad.Noon.AddTicks(2), TestCad.Noon.AddTicks(5).ToOffset(TimeSpan.FromHours(-4)));
        (await SearchAsync(All with { From = from })).ShouldBe(ByReceipt(incidents[2..]));
        (await SearchAsync(All with { To = to })).ShouldBe(ByReceipt(incidents[..5]));
        (await SearchAsync(All with { From = from, To = to, Limit = 1 })).ShouldBe(ByReceipt(incidents[2..5]));
        (await SearchAsync(All with { From = from, To = from })).ShouldBeEmpty();
        (await SearchAsync(All with { From = DateTimeOffset.MinValue, To = DateTimeOffset.MaxValue })).ShouldBe(ByReceipt(incidents));
        (await SearchAsync(All with { To = to, After = new(TestCad.Noon.AddTicks(9), incidents[0].Id) })).ShouldBe(ByReceipt(incidents[..5]));
        (await SearchAsync(All with { To = to, After = new(to, incidents[0].Id) })).ShouldBe(ByReceipt(incidents[..5]));
    }

    [Fact]
    public async Task A_search_goes_by_what_CAD_last_said()
    {
        var robbery = TestIncident.New("1");
        await WriteAsync(robbery, TestCad.Noon, TestCad.Message("1", TestCad.Noon));
        var noise = await ReportAsync("2", TestCad.Noon, "NOISE");
        var nothing = await ReportAsync("3", TestCad.Noon, null);
        (await SearchAsync(All with { CallType = "ROBBERY" })).ShouldBe([robbery.Id]);
        (await SearchAsync(All with { CallType = "NOISE" })).ShouldBe([noise.Id]);
        (await SearchAsync(All with { CallType = "BOMB" })).ShouldBeEmpty();
        (await SearchAsync(All with { Open = false })).ShouldBeEmpty();

        var later = TestCad.Noon.AddMinutes(5);
        await WriteAsync(robbery, later, TestCad.Message("1", later, CadStatus.Closed, "NOISE", TestCad.Downtown.Toward(0, 2_000)));
        (await SearchAsync(All with { CallType = "ROBBERY" })).ShouldBeEmpty();
        (await SearchAsync(All with { CallType = "NOISE", Limit = 1 })).ShouldBe(ByReceipt([robbery.Incident, noise]));
        (await SearchAsync(All with { Open = false })).ShouldBe([robbery.Id]);
        (await SearchAsync(All with { Open = true })).ShouldBe(ByReceipt([noise, nothing]));
        (await SearchAsync(All with { Near = new(TestCad.Downtown, 500) })).ShouldBe(ByReceipt([noise, nothing]));
        (await SearchAsync(All with { Near = new(TestCad.Downtown, 3_000), Open = false })).ShouldBe([robbery.Id]);
        (await SearchAsync(All with { From = later })).ShouldBeEmpty("a change is not a receipt");
    }

    [Theory]
    [InlineData(35.0456, -85.3097)]
    [InlineData(0, 0)]
    [InlineData(-16.5, 179.9999)]
    [InlineData(71.3, -156.8)]
    [InlineData(89.99, 12.5)]
    public async Task A_search_near_a_place_agrees_with_looking_at_every_incident(double latitude, double longitude)
    {
        var (center, random, incidents) = (new GeoPoint(latitude, longitude), new Random(31), new List<Incident>());
        for (var i = 0; i < 300; i++)
            incidents.Add(await ReportAsync($"{i}", TestCad.Noon.AddSeconds(i / 7), i % 3 == 0 ? "NOISE" : "ROBBERY", place: center.Toward(360 * random.NextDouble(), 60_000 * random.NextDouble())));
        var nowhere = TestIncident.New("nowhere");
        var message = TestCad.Message("nowhere", TestCad.Noon);
        await WriteAsync(nowhere, TestCad.Noon, message with { Message = message.Message with { Location = new(null, LocationKind.CurrentIncident, null, "Main St") } });
        incidents.Add(nowhere.Incident);

        foreach (var radius in (double[])[1, 500, 5_000, 30_000, 50_000])
        {
            foreach (var search in (IncidentSearch[])[All with { Limit = 7 }, All with { CallType = "NOISE", Limit = 3 }, All with { From = TestCad.Noon.AddSeconds(11), Open = true, Limit = 5 }])
            {
                var near = search with { Near = new(center.Toward(77, 3_000), radius) };
                (await SearchAsync(near)).ShouldBe(ByReceipt(incidents.Where(near.Fits)), $"{near}");
            }
        }
    }

    [Fact]
    public async Task Pages_of_a_search_miss_nothing_and_repeat_nothing_while_incidents_come_in_and_change()
    {
        var incidents = new List<TestIncident>();
        for (var i = 0; i < 40; i++) incidents.Add(await RobberyAsync($"{i}", TestCad.Noon.AddSeconds(i / 5)));
        var expected = ByReceipt(incidents.Select(incident => incident.Incident)).ToArray();

        var (seen, search, page) = (new List<IncidentId>(), All with { Limit = 3 }, 0);
        while (await Store.SearchAsync(search, default) is { IsEmpty: false } found)
        {
            found.Length.ShouldBeLessThanOrEqualTo(3);
            seen.AddRange(found.Select(stored => stored.Incident.Id));
            search = search with { After = new(found[^1].Incident.ReceivedAt, found[^1].Incident.Id) };
            await RobberyAsync($"late {page}", TestCad.Noon.AddMinutes(1));
            foreach (var changed in (TestIncident[])[incidents[page], incidents[39 - page]]) await WriteAsync(changed, TestCad.Noon.AddHours(1), new LockFeeds(null, "wrong address"));
            page++;
        }

        seen.ShouldBe(expected);
    }

    [Fact]
    public async Task What_is_found_is_the_whole_incident()
    {
        var (incident, writes) = EveryEvent.Happened();
        foreach (var write in writes) await Store.TryWriteAsync(write, default);
        Json((await Store.SearchAsync(All, default)).ShouldHaveSingleItem()).ShouldBe(Json(incident.Stored));
    }

    private async Task<Incident> ReportAsync(string number, DateTimeOffset at, string? callType = "ROBBERY", GeoPoint? place = null, string agency = "cpd")
    {
        var incident = TestIncident.New(number, agency);
        await WriteAsync(incident, at, TestCad.Message(number, at, callType: callType, place: place));
        return incident.Incident;
    }

    private static IEnumerable<IncidentId> ByReceipt(IEnumerable<Incident> incidents) =>
        incidents.OrderByDescending(incident => incident.ReceivedAt).ThenByDescending(incident => incident.Id.Value, StringComparer.Ordinal).Select(incident => incident.Id);

    // Every page but the last must be full.
    private async Task<List<IncidentId>> SearchAsync(IncidentSearch search)
    {
        var ids = new List<IncidentId>();
        while (await Store.SearchAsync(search, default) is { IsEmpty: false } page)
        {
            ids.AddRange(page.Select(stored => stored.Incident.Id));
            search = search with { After = new(page[^1].Incident.ReceivedAt, page[^1].Incident.Id) };
            if (page.Length == search.Limit) continue;
            page.Length.ShouldBeLessThan(search.Limit);
            (await Store.SearchAsync(search, default)).ShouldBeEmpty("a page that is not full is the last");
            break;
        }

        return ids;
    }
}
