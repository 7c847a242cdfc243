using System.Text;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>An agency's own call type codes become the registry's by a table that its administrator imports.</summary>
public sealed class CodeTableFlows
{
    [Fact]
    public async Task A_call_is_decided_by_what_the_table_makes_of_its_code()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var before = await town.Cad.ReportAsync("26-1", "211A");
        (await town.Investigator.IncidentAsync(before)).Decision.ShouldBe("callTypeNotQualified");

        await ImportAsync(town, "localCode,registryCode,note\n211a,ROBBERY,\"robbery, armed\"\n459,BURGLARY,\nPROTEST,CIVDIS,never\n");
        var after = await town.Cad.ReportAsync("26-2", "211a");
        (await town.Investigator.SeesAllAsync(after, GrantState.Unlocked)).CallType.ShouldBe("ROBBERY");
        var kept = (await town.Cad.GetAsync($"cad/incidents/{after}")).Should(200).Json;
        (kept.GetProperty("callType").GetString(), kept.GetProperty("localCallType").GetString()).ShouldBe(("ROBBERY", "211A"));
        (await town.Investigator.IncidentAsync(await town.Cad.ReportAsync("26-3", "protest"))).Decision.ShouldBe("callTypeNotQualified");

        var other = town.CadOf("hcso");
        await other.ReportAsync("26-4", "211A");
        (await town.InvestigatorOf("hcso").IncidentAsync(other.IdOf("26-4"))).CallType.ShouldBe("211A", "each agency has its own table");
    }

    [Fact]
    public async Task No_table_makes_a_protest_unlock_anything()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        foreach (var dryRun in new[] { true, false })
            (await PutAsync(town, "localCode,registryCode\nCivDis,ROBBERY\n", dryRun)).ShouldBeProblem(422, "forbiddenCode").Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("line 2");
        (await town.Investigator.IncidentAsync(await town.Cad.ReportAsync("26-1", "CIVDIS"))).Decision.ShouldBe("callTypeNotQualified");
    }

    [Fact]
    public async Task A_dry_run_says_what_would_change_and_changes_nothing()
    {
        await using var town = await Town.StartAsync();
        await ImportAsync(town, "localCode,registryCode\n211,ROBBERY\n459,BURGLARY\nBOMB,INFO\n");
        const string Next = "localCode,registryCode\n211,NOISE\n459,BURGLARY\n187,HOMICIDE\n";
        var said = (await PutAsync(town, Next, dryRun: true)).Should(200).Json;
        JsonElement.DeepEquals(said, JsonElement.Parse("""
            {
              "dryRun": true, "version": 1,
              "added": [{ "localCode": "187", "after": "HOMICIDE", "qualifies": true }],
              "changed": [{ "localCode": "211", "before": "ROBBERY", "after": "NOISE", "qualifies": false }],
              "removed": [{ "localCode": "BOMB", "before": "INFO", "qualifies": true }]
            }
            """)).ShouldBeTrue(said.GetRawText());
        (await town.Cad.GetAsync("cad/codes")).Should(200).Text.ShouldBe(
            """{"agency":"cpd","version":1,"changedAt":"2026-08-14T18:00:00+00:00","codes":{"211":"ROBBERY","459":"BURGLARY","BOMB":"INFO"}}""");

        (await PutAsync(town, Next)).Should(200).Json.GetProperty("version").GetInt64().ShouldBe(2);
        (await town.Ops.GetAsync("cad/codes")).Should(200).Json.GetProperty("codes").GetProperty("187").GetString().ShouldBe("HOMICIDE");
    }

    [Fact]
    public async Task Every_table_there_was_is_on_a_chain_with_who_imported_it()
    {
        await using var town = await Town.StartAsync();
        town.Clock.Advance(TimeSpan.FromSeconds(1));
        await ImportAsync(town, "localCode,registryCode\n211,ROBBERY\n");
        await ImportAsync(town, "\uFEFFlocalCode,registryCode\r\n211,robbery\r\n"); // The same, as a spreadsheet writes it.
        await ImportAsync(town, "localCode,registryCode\n");
        var timeline = await town.Service<ITimelines>().ReadAsync(CodeTableState.TimelineOf(new("cpd")), 0, 10, default);
        Chain.FaultIn(timeline).ShouldBeNull();
        timeline.Select(entry => ((CodesImported)entry.Event).Codes.Count).ShouldBe([1, 0]);
        timeline.ShouldAllBe(entry => entry.Origin == new Origin("admin", Role.ProgramAdmin, "ImportCodes"));
    }

    [Fact]
    public async Task Of_imports_at_once_each_is_on_record_and_one_stands()
    {
        await using var town = await Town.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ImportAsync(town, $"localCode,registryCode\nA{i},ROBBERY\n")));
        var timeline = await town.Service<ITimelines>().ReadAsync(CodeTableState.TimelineOf(new("cpd")), 0, 10, default);
        Chain.FaultIn(timeline).ShouldBeNull();
        timeline.Length.ShouldBe(8);
        var standing = (await town.Cad.GetAsync("cad/codes")).Should(200).Json;
        standing.GetProperty("version").GetInt64().ShouldBe(8);
        standing.GetProperty("codes").EnumerateObject().Single().Name.ShouldBe(((CodesImported)timeline[^1].Event).Codes.Single().Key);
    }

    [Fact]
    public async Task A_file_with_faults_is_refused_whole_and_each_is_named_by_its_line()
    {
        await using var town = await Town.StartAsync();
        var refused = (await PutAsync(town, "localCode,registryCode\n211,ROBBERY\n459,NO-SUCH\n211,NOISE\n")).ShouldBeProblem(422, "unknownCallType");
        refused.Json.GetProperty("errors").EnumerateArray().Select(error => (error.GetProperty("path").GetString(), error.GetProperty("code").GetString()))
            .ShouldBe([("line 3", "unknownCallType"), ("line 4", "duplicateCode")]);
        (await town.Cad.GetAsync("cad/codes")).Should(200).Text.ShouldBe("""{"agency":"cpd","version":0,"codes":{}}""");
        (await PutAsync(town, "{}", mediaType: "application/json")).ShouldBeProblem(415, "notCsv");
        (await PutAsync(town, new string('x', 1_000_001))).ShouldBeProblem(413, "bodyTooLarge");
    }

    internal static async Task ImportAsync(Town town, string csv) => (await PutAsync(town, csv)).Should(200);

    private static Task<Reply> PutAsync(Town town, string csv, bool? dryRun = null, string mediaType = "text/csv") => new Desk(town, Role.ProgramAdmin, "admin", "cpd")
        .SendAsync(HttpMethod.Put, $"cad/codes{(dryRun is { } flag ? $"?dryRun={(flag ? "true" : "false")}" : "")}", new StringContent(csv, Encoding.UTF8, mediaType));
}
