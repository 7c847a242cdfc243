using Dragonfly.Conformance.Cad;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>Whichever format CAD speaks, and through whichever door, the same call comes to the same.</summary>
public sealed class FormatFlows
{
    public static TheoryData<string, string, string, string> Formats => new()
    {
        { "cad/incidents", TestMessages.Own, "application/json", "own" },
        { "cad/incidents", TestMessages.Own, "application/vnd.dragonfly.incident+json", "own" },
        { "cad/incidents", TestMessages.Eido, "application/json", "eido" },
        { "cad/incidents", TestMessages.Eido, "application/emergency.eido+json; charset=utf-8", "eido" },
        { "cad/incidents", TestMessages.CadPush, "application/json", "cadPush" },
        { "cad/incidents", TestMessages.CadPush, "application/json-patch+json", "cadPush" },
        { "events/cpd", TestMessages.CadPush, "application/json", "cadPush" },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_robbery_is_the_same_robbery(string door, string message, string mediaType, string format)
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        foreach (var body in (string[])[message, $"[{message}]"])
        {
            var content = Desk.JsonText(body);
            content.Headers.Remove("Content-Type");
            content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
            CadDesk.ResultsOf((await town.Cad.SendAsync(HttpMethod.Post, door, content)).Should(202)).Single().Outcome.ShouldBe(body == message ? "accepted" : "duplicate");
        }

        var id = town.Cad.IdOf("26-104233");
        var view = await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        (view.CallType, view.Location!.Latitude, view.Beat).ShouldBe(("ROBBERY", 35.0456, "B7"));
        view.Units.Select(unit => unit.Id).ShouldBe(["A12", "A14"]);
        (await town.Cad.GetAsync($"cad/incidents/{id}")).Should(200).Json.GetProperty("format").GetString().ShouldBe(format);
    }

    [Fact]
    public async Task A_tenant_that_is_not_the_tokens_agency_is_refused()
    {
        await using var town = await Town.StartAsync();
        (await town.Cad.PostAsync("events/hcso", TestMessages.CadPush)).ShouldBeProblem(403, "foreignAgency");
        (await town.CadOf("hcso").GetAsync($"cad/incidents/{town.CadOf("hcso").IdOf("26-104233")}")).Should(404);
    }

    [Fact]
    public async Task Genetecs_door_understands_genetecs_format_alone_and_in_an_array_each_event_stands_for_itself()
    {
        await using var town = await Town.StartAsync();
        (await town.Cad.PostAsync("events/cpd", TestMessages.Own)).Should(422).Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("$.eventId");
        var reply = (await town.Cad.PostAsync("events/cpd", $$"""[{{TestMessages.CadPush}}, {"eventId": "26-2", "state": "Humming"}]""")).Should(202);
        CadDesk.ResultsOf(reply).Select(result => (result.Number, result.Outcome)).ShouldBe([("26-104233", "accepted"), ("26-2", "rejected")]);
        (await town.Ops.GetAsync("cad/rejected")).Json.GetProperty("items")[0].GetProperty("format").GetString().ShouldBe("cadPush", "a retry reads it as what it is");
    }

    [Fact]
    public async Task A_dry_run_through_genetecs_door_changes_nothing_either()
    {
        await using var town = await Town.StartAsync();
        var said = (await town.Cad.PostAsync("events/cpd?dryRun=true", TestMessages.CadPush)).Should(200).Json.GetProperty("results")[0];
        (said.GetProperty("format").GetString(), said.GetProperty("reason").GetString()).ShouldBe(("cadPush", "qualified"));
        (await town.Cad.GetAsync($"cad/incidents/{town.Cad.IdOf("26-104233")}")).Should(404);
    }

    [Theory]
    [InlineData("eido", "ROBBERY 1")]
    [InlineData("cadPush", "ROBBERY 1")]
    [InlineData("own", "ROBBERY 1")]
    public async Task Every_format_goes_by_the_agencys_code_table(string format, string code)
    {
        await using var town = await Town.StartAsync();
        await CodeTableFlows.ImportAsync(town, "localCode,registryCode\nRobbery 1,ROBBERY\n");
        var message = (format switch { "eido" => TestMessages.Eido, "cadPush" => TestMessages.CadPush, _ => TestMessages.Own }).Replace("\"ROBBERY\"", $"\"{code}\"");
        var said = (await town.Cad.PostAsync("cad/incidents?dryRun=true", message)).Should(200).Json.GetProperty("results")[0];
        said.GetProperty("callType").GetRawText().ShouldBe("""{"localCode":"ROBBERY 1","registryCode":"ROBBERY","isRegistered":true}""", said.GetRawText());
        said.GetProperty("qualifies").GetBoolean().ShouldBeTrue();
    }
}
