using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Http;
using Dragonfly.Functions.Unlocks;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>What another policy would have unlocked.</summary>
public sealed class PolicyDryRunFlows
{
    private static readonly UnlockRule Wide = new(300, 30, 60, 10);

    [Fact]
    public async Task A_day_is_replayed_under_another_policy_and_nothing_changes()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var robbery = await town.Cad.ReportAsync("26-1");
        var noise = await town.Cad.ReportAsync("26-2", "NOISE");
        await town.Cad.ReportAsync("26-3", "NOISE", place: TestCad.Downtown.Toward(0, 5_000));
        await town.Cad.ReportAsync("26-4", "ASSAULT");
        await town.Investigator.SeesAllAsync(robbery, GrantState.Unlocked);
        await town.Cad.CloseAsync("26-1");
        await town.Investigator.SeesAllAsync(robbery, GrantState.Locked);
        var versions = await VersionsAsync(town);

        var result = Result(await town.Admin.DryRunAsync(Town.Afternoon, UnlockPolicy.Default with
        {
            Rules = UnlockPolicy.Default.Rules.Remove("ROBBERY").Add("NOISE", Wide).SetItem("ASSAULT", Wide with { MaxFeeds = 1 }),
        }));
        result.ShouldSatisfyAllConditions(
            it => it.Registry.ShouldBe("asItIsNow"),
            it => (it.From, it.To).ShouldBe((Town.Afternoon, Town.Afternoon.AddDays(7))),
            it => it.Incidents.ShouldBe(4),
            it => it.Before.ShouldBe(new(2, 2, 4)),
            it => it.After.ShouldBe(new(3, 2, 3)),
            it => it.CallTypes.ShouldBe([new("ASSAULT", 1, new(1, 1, 2), new(1, 1, 1)), new("NOISE", 2, new(0, 0, 0), new(2, 1, 2)), new("ROBBERY", 1, new(1, 1, 2), new(0, 0, 0))]),
            it => it.NewlyUnlocking.Count.ShouldBe(1),
            it => it.NewlyUnlocking.Items.ShouldBe([new(noise, "26-2", "NOISE")]),
            it => it.NoLongerUnlocking.Count.ShouldBe(1),
            it => it.NoLongerUnlocking.Items.ShouldBe([new(robbery, "26-1", "ROBBERY")]));

        (await VersionsAsync(town)).ShouldBe(versions);
        (await town.Admin.PolicyAsync()).Policy.Version.ShouldBe(UnlockPolicy.Default.Version);
        (await town.Admin.HistoryAsync()).Entries.ShouldBeEmpty();
        (await town.Video.ListOpenAsync(default)).ShouldAllBe(lease => lease.Grant.Value.StartsWith(town.Cad.IdOf("26-4").Value));
    }

    [Fact]
    public async Task How_long_clips_are_kept_unlocks_nothing()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        await town.Cad.ReportAsync("26-1");
        var longer = UnlockPolicy.Default with { Rules = UnlockPolicy.Default.Rules.SetItem("ROBBERY", UnlockPolicy.Default.Rules["ROBBERY"] with { RetentionDays = 3_650 }) };
        var result = Result(await town.Admin.DryRunAsync(Town.Afternoon, longer));
        (result.Incidents, result.After, result.NewlyUnlocking.Count, result.NoLongerUnlocking.Count).ShouldBe((1, result.Before, 0, 0));
    }

    [Fact]
    public async Task Only_the_callers_agency_and_the_span_are_replayed()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        for (var day = 0; day < 9; day++)
        {
            await town.Cad.ReportAsync($"26-{day}", "NOISE");
            await town.CadOf("hcso").ReportAsync($"26-{day}", "NOISE");
            town.Clock.Advance(TimeSpan.FromDays(1));
        }

        Result(await town.Admin.DryRunAsync(Town.Afternoon, UnlockPolicy.Default)).Incidents.ShouldBe(7);
        Result(await town.Admin.DryRunAsync(Town.Afternoon, UnlockPolicy.Default, days: 1)).Incidents.ShouldBe(1);
        Result(await town.Admin.DryRunAsync(Town.Afternoon.AddTicks(1), UnlockPolicy.Default, days: 2)).Incidents.ShouldBe(2);
        Result(await town.Admin.DryRunAsync(Town.Afternoon.AddDays(8), UnlockPolicy.Default, days: 7)).Incidents.ShouldBe(1);
        Result(await town.Admin.DryRunAsync(Town.Afternoon.AddDays(-30), UnlockPolicy.Default)).Incidents.ShouldBe(0);
    }

    [Fact]
    public async Task Owners_hours_count_as_they_were_when_the_call_came()
    {
        // The afternoon's two o'clock is within these hours, and midnight is not.
        var daytime = SharingRule.Always with { Hours = [new([.. Enum.GetValues<DayOfWeek>()], new(8, 0), new(18, 0))] };
        await using var town = await Town.StartAsync(Town.Camera("feed-1", 50, daytime));
        await town.Cad.ReportAsync("26-1", "NOISE");
        town.Clock.Advance(TimeSpan.FromHours(10));
        await town.Cad.ReportAsync("26-2", "NOISE");
        var result = Result(await town.Admin.DryRunAsync(Town.Afternoon, UnlockPolicy.Default with { Rules = UnlockPolicy.Default.Rules.Add("NOISE", Wide) }));
        result.NewlyUnlocking.Items.ShouldHaveSingleItem().Number.ShouldBe("26-1");
        result.After.ShouldBe(new(2, 1, 1));
    }

    [Fact]
    public async Task Every_decision_about_an_incident_is_replayed_with_what_was_known_then()
    {
        await using var town = await Town.StartAsync([.. Town.TwoCameras, TestFeeds.At(TestCad.Downtown.Toward(0, 3_000), "feed-far")]);
        await town.Cad.ReportAsync("26-1", "NOISE");
        town.Clock.Advance(TimeSpan.FromSeconds(1));
        var id = await town.Cad.ReportAsync("26-1");
        town.Clock.Advance(TimeSpan.FromSeconds(1));
        await town.Cad.ReportAsync("26-1", "NOISE", "NewLocation", place: TestCad.Downtown.Toward(0, 3_000));
        await town.Investigator.SeesAllAsync(id, GrantState.Locked);

        var same = Result(await town.Admin.DryRunAsync(Town.Afternoon, UnlockPolicy.Default));
        same.After.ShouldBe(same.Before);
        same.Before.ShouldBe(new(1, 1, 2));
        Result(await town.Admin.DryRunAsync(Town.Afternoon, UnlockPolicy.Default with { Rules = UnlockPolicy.Default.Rules.Add("NOISE", Wide) })).After.ShouldBe(new(1, 1, 3));
        Result(await town.Admin.DryRunAsync(Town.Afternoon, UnlockPolicy.Default with { Rules = UnlockPolicy.Default.Rules.Remove("ROBBERY") })).NoLongerUnlocking.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_hundred_of_each_list_are_named_and_all_are_counted()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        for (var i = 0; i < 130; i++)
        {
            await town.Cad.ReportAsync($"26-{i}", "NOISE");
            town.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        var newly = Result(await town.Admin.DryRunAsync(Town.Afternoon, UnlockPolicy.Default with { Rules = UnlockPolicy.Default.Rules.Add("NOISE", Wide) })).NewlyUnlocking;
        newly.Count.ShouldBe(130);
        newly.Items.Select(item => item.Number).ShouldBe(Enumerable.Range(30, 100).Reverse().Select(i => $"26-{i}"));
    }

    [Theory]
    [InlineData("""{ "policy": POLICY }""", "$.from", "required")]
    [InlineData("""{ "from": "2030-01-01T00:00:00Z", "policy": POLICY }""", "$.from", "futureTime")]
    [InlineData("""{ "from": "2026-08-14T00:00:00Z" }""", "$.policy", "required")]
    [InlineData("""{ "from": "2026-08-14T00:00:00Z", "days": 0, "policy": POLICY }""", "$.days", "outOfRange")]
    [InlineData("""{ "from": "2026-08-14T00:00:00Z", "days": 8, "policy": POLICY }""", "$.days", "outOfRange")]
    [InlineData("""{ "from": "2026-08-14T00:00:00Z", "day": 1, "policy": POLICY }""", "$.day", "unknownProperty")]
    [InlineData("""{ "from": "2026-08-14T00:00:00Z", "policy": [] }""", "$.policy", "wrongType")]
    [InlineData("""{ "from": "2026-08-14T00:00:00Z", "policy": { "reason": "why", "rules": {} } }""", "$.policy.reason", "unknownProperty")]
    public async Task What_makes_no_sense_is_refused(string body, string path, string code)
    {
        await using var town = await Town.StartAsync();
        (await town.Admin.PostAsync("policy/dry-run", body.Replace("POLICY", AdminDesk.BodyOf(UnlockPolicy.Default).ToJsonString(), StringComparison.Ordinal)))
            .ShouldBeProblem(422, code).Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe(path);
    }

    private static DryRunResult Result(Reply reply) => JsonSerializer.Deserialize(reply.Should(200).Text, ApiJson.Default.DryRunResult)!;

    private static async Task<IEnumerable<(string Number, long Version)>> VersionsAsync(Town town) =>
        (await town.Investigator.ListAsync("")).Items.Select(view => (view.Number, view.Version)).Order().ToArray();
}
