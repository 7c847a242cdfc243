using System.Globalization;
using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>Finding incidents that are over, and those that are not.</summary>
public sealed class SearchFlows
{
    [Fact]
    public async Task Incidents_are_found_by_time_standing_type_number_and_place()
    {
        await using var town = await Town.StartAsync();
        await town.Cad.ReportAsync("26-1", "NOISE");
        town.Clock.Advance(TimeSpan.FromHours(1));
        await town.Cad.ReportAsync("26-2");
        town.Clock.Advance(TimeSpan.FromHours(1));
        await town.Cad.ReportAsync("26-3", "NOISE", place: TestCad.Downtown.Toward(0, 2_000));
        await town.Cad.ReportAsync("26-1", "NOISE", "Closed");
        await town.CadOf("hcso").ReportAsync("26-4");

        var at = string.Create(CultureInfo.InvariantCulture, $"{TestCad.Downtown.Latitude},{TestCad.Downtown.Longitude}");
        (await FindAsync(town, "")).ShouldBe(["26-3", "26-2", "26-1"]);
        (await FindAsync(town, "status=closed")).ShouldBe(["26-1"]);
        (await FindAsync(town, "status=open")).ShouldBe(["26-3", "26-2"]);
        (await FindAsync(town, "callType=noise")).ShouldBe(["26-3", "26-1"]);
        (await FindAsync(town, $"from={Town.Afternoon.AddHours(1):O}")).ShouldBe(["26-3", "26-2"]);
        (await FindAsync(town, $"to={Town.Afternoon.AddHours(1):O}")).ShouldBe(["26-1"]);
        (await FindAsync(town, $"from={Town.Afternoon:O}&to={Town.Afternoon.AddHours(2).UtcDateTime:yyyy-MM-ddTHH:mm}")).ShouldBe(["26-2", "26-1"]);
        (await FindAsync(town, $"near={at}&radiusMeters=1999")).ShouldBe(["26-2", "26-1"]);
        (await FindAsync(town, $"near={at}&radiusMeters=2001")).ShouldBe(["26-3", "26-2", "26-1"]);
        (await FindAsync(town, "number=26-2")).ShouldBe(["26-2"]);
        (await FindAsync(town, "number=26-2&status=closed")).ShouldBeEmpty();
        (await FindAsync(town, "number=26-4")).ShouldBeEmpty("it is another agency's");
        (await FindAsync(town, "number=26")).ShouldBeEmpty();
        using var stranger = new HttpClient(); // Who asks for what is not documented.
        using var odd = new HttpRequestMessage(HttpMethod.Get, new Uri(town.App.Address, "api/search/incidents?color=blue")) { Headers = { Authorization = new("Bearer", town.Investigator.Token) } };
        (await Reply.OfAsync(stranger, odd)).Should(200).Json.GetProperty("items").GetArrayLength().ShouldBe(3);
        foreach (var desk in (Desk[])[town.Supervisor, town.Auditor]) (await desk.GetAsync("search/incidents")).Should(200);
    }

    [Fact]
    public async Task Pages_show_nothing_twice_and_miss_nothing_whatever_comes_in_or_changes_meanwhile()
    {
        await using var town = await Town.StartAsync();
        for (var i = 0; i < 23; i++)
        {
            if (i % 4 == 0) town.Clock.Advance(TimeSpan.FromSeconds(1));
            await town.Cad.ReportAsync($"26-{i}", "NOISE");
        }

        var (seen, sizes) = (new List<string>(), new List<int>());
        for (string? after = ""; after is not null;)
        {
            var page = (await town.Investigator.GetAsync($"search/incidents?limit=5{(after == "" ? "" : $"&after={after}")}")).Should(200).Json;
            var numbers = page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("number").GetString()!).ToArray();
            (after, sizes) = (page.TryGetProperty("next", out var next) ? next.GetString() : null, [.. sizes, numbers.Length]);
            seen.AddRange(numbers);
            town.Clock.Advance(TimeSpan.FromSeconds(1));
            await town.Cad.ReportAsync($"late-{sizes.Count}", "NOISE");
            await town.Cad.CloseAsync($"26-{sizes.Count}");
            await town.Cad.CloseAsync(numbers[0]);
        }

        sizes.ShouldBe([5, 5, 5, 5, 3]);
        seen.ShouldBe(Enumerable.Range(0, 23).Select(i => $"26-{i}"), ignoreOrder: true);
    }

    [Theory]
    [InlineData("status=asleep", "unknownStatus", "status")]
    [InlineData("from=yesterday", "notATime", "from")]
    [InlineData("to=1", "notATime", "to")]
    [InlineData("near=35&radiusMeters=5", "notAPlace", "near")]
    [InlineData("near=35,-85,3&radiusMeters=5", "notAPlace", "near")]
    [InlineData("near=91,-85&radiusMeters=5", "outOfRange", "near")]
    [InlineData("near=35,NaN&radiusMeters=5", "outOfRange", "near")]
    [InlineData("near=35,-85", "required", "radiusMeters")]
    [InlineData("near=35,-85&radiusMeters=50001", "outOfRange", "radiusMeters")]
    [InlineData("near=35,-85&radiusMeters=-1", "outOfRange", "radiusMeters")]
    [InlineData("radiusMeters=300", "required", "near")]
    [InlineData("limit=0", "outOfRange", "limit")]
    [InlineData("limit=101", "outOfRange", "limit")]
    [InlineData("limit=ten", "outOfRange", "limit")]
    [InlineData("after=1", "notACursor", "after")]
    [InlineData("after=1-2", "notACursor", "after")]
    [InlineData("after=9999999999999999999-00000000000000000000000000000000", "notACursor", "after")]
    [InlineData("callType=123456789012345678901234567890123", "tooLong", "callType")]
    [InlineData("number=a%00b", "tooLong", "number")]
    public async Task A_search_that_makes_no_sense_is_refused(string query, string code, string field)
    {
        await using var town = await Town.StartAsync();
        (await town.Investigator.GetAsync($"search/incidents?{query}")).ShouldBeProblem(400, code).Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe(field);
    }

    private static async Task<IEnumerable<string>> FindAsync(Town town, string query) =>
        (await town.Investigator.GetAsync($"search/incidents?{query}")).Should(200).Json.GetProperty("items").EnumerateArray()
            .Select(item => System.Text.Json.JsonSerializer.Deserialize(item, CoreJson.Default.IncidentView)!.Number);
}
