using System.Text.Json;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Local.Tests.City;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>What an integrator asks before the first real call: how would this be understood?</summary>
public sealed class CadDryRunFlows
{
    [Fact]
    public async Task A_dry_run_says_how_a_message_is_understood()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        await CodeTableFlows.ImportAsync(town, "localCode,registryCode\n211A,ROBBERY\n");
        var answer = await UnderstandAsync(town, new
        {
            number = "26-1",
            messageId = "m1",
            messageTime = Town.Afternoon,
            callType = "211a",
            status = "Active",
            location = new { latitude = 35.0456, longitude = -85.3097, kind = "Caller" },
            plate = "ABC 123",
        });
        JsonElement.DeepEquals(answer, JsonElement.Parse($$"""
            {
              "format": "own", "number": "26-1", "qualifies": true, "reason": "qualified",
              "callType": { "localCode": "211A", "registryCode": "ROBBERY", "isRegistered": true },
              "incident": {
                "incidentId": "{{town.Cad.IdOf("26-1")}}", "number": "26-1", "messageId": "m1", "messageTime": "2026-08-14T18:00:00+00:00", "callType": "ROBBERY",
                "localCallType": "211A", "status": "Active", "location": { "latitude": 35.0456, "longitude": -85.3097, "kind": "Caller" },
                "receivedAt": "2026-08-14T18:00:00+00:00", "format": "own", "extra": { "plate": "ABC 123" }
              }
            }
            """)).ShouldBeTrue(answer.GetRawText());
    }

    [Theory]
    [InlineData("ROBBERY", "Active", true, "qualified")]
    [InlineData("NOISE", "Active", false, "callTypeNotQualified")]
    [InlineData("CIVDIS", "Active", false, "callTypeNotQualified")]
    [InlineData("ROBBERY", "Closed", false, "incidentClosed")]
    public async Task It_says_whether_the_call_would_qualify(string callType, string status, bool qualifies, string reason)
    {
        await using var town = await Town.StartAsync();
        var answer = await UnderstandAsync(town, town.Cad.Message("26-1", callType, status));
        (answer.GetProperty("qualifies").GetBoolean(), answer.GetProperty("reason").GetString()).ShouldBe((qualifies, reason));
    }

    [Fact]
    public async Task It_names_every_fault_of_each_message_and_is_200()
    {
        await using var town = await Town.StartAsync();
        var alone = await UnderstandAsync(town, new { number = "26-1", status = "?" });
        alone.GetProperty("number").GetString().ShouldBe("26-1");
        alone.TryGetProperty("incident", out _).ShouldBeFalse();
        alone.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString()).ShouldBe(
            ["$.status", "$.messageId", "$.messageTime", "$.callType", "$.location"], ignoreOrder: true);

        var all = (await town.Cad.PostAsync("cad/incidents?dryRun=true", new object[] { town.Cad.Message("26-1"), 7 })).Should(200).Json.GetProperty("results");
        all.GetArrayLength().ShouldBe(2);
        all[1].GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("$[1]");
        (await town.Cad.PostAsync("cad/incidents?dryRun=true", "{")).ShouldBeProblem(400, "malformedJson");
    }

    [Fact]
    public async Task It_changes_nothing_at_all()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        await town.Cad.ReportAsync("26-1", "NOISE");
        await using var screen = await town.Investigator.ScreenAsync();
        var before = await EverythingAsync();

        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await UnderstandAsync(town, town.Cad.Message("26-1", status: "Closed"));
        await UnderstandAsync(town, town.Cad.Message("26-2"));
        await UnderstandAsync(town, new { number = "26-3" });
        (await town.Cad.PostAsync("cad/incidents?dryRun=true", "{")).Should(400);
        (await town.Cad.PostAsync("cad/incidents?dryRun=true", new[] { 1, 2 })).Should(200);

        (await EverythingAsync()).ShouldBe(before);
        (await town.Ops.GetAsync("cad/rejected")).Should(200).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        await town.Cad.ReportAsync("26-4", "NOISE");
        (await screen.SeesAsync(town.Cad.IdOf("26-4"), _ => true)).Number.ShouldBe("26-4");
        screen.Pushed.ShouldHaveSingleItem();

        async Task<string> EverythingAsync() => string.Join(
            '\n',
            (await town.Investigator.GetAsync("incidents")).Should(200).Text,
            (await town.Investigator.GetAsync($"incidents/{town.Cad.IdOf("26-1")}/timeline")).Should(200).Text,
            string.Join(' ', await town.Service<ICadLinks>().ListAsync(default)));
    }

    private static async Task<JsonElement> UnderstandAsync(Town town, object message) =>
        (await town.Cad.PostAsync("cad/incidents?dryRun=true", message)).Should(200).Json.GetProperty("results")[0];
}
