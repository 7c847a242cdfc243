using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Http;
using Dragonfly.Local.Replay;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Bench;

/// <summary>From an investigator's request for a still, which is then sent to a unit, to the bulletin on the unit's WebSocket. The floor is two requests that each commit a row and push a message.</summary>
internal static class BulletinBench
{
    private const int WarmUp = 20;
    private const int Times = 400;
    private const int EachIncident = 40;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly ConcurrentDictionary<string, TaskCompletionSource<long>> Heard = [];

    public static async Task RunAsync(string folder)
    {
        await using var floor = await FloorServer.StartAsync(Path.Combine(folder, "floor"));
        await using var server = await BenchServer.StartAsync(Path.Combine(folder, "server"), settings: new Dictionary<string, string?> { ["Access:LimitsCalls"] = "false" });
        await using var dashboard = await server.ConnectAsync();
        await using var device = await ConnectAsync(server);
        using var rtic = server.ClientAs(Role.RticInvestigator);
        var (floors, stills, whole) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < WarmUp + Times; i += EachIncident)
        {
            var (incident, grant) = await UnlockAsync(server, dashboard, Calls.Number("B", i));
            for (var n = i; n < i + EachIncident; n++)
            {
                floors.Add(await floor.PostAsync($"{n}a", [1]) + await floor.PostAsync($"{n}b", [1]));
                var start = Stopwatch.GetTimestamp();
                var clip = await PostAsync(rtic, $"api/incidents/{incident}/grants/{grant}/stills", null, "clipId");
                stills.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                var sent = PostAsync(rtic, $"api/incidents/{incident}/bulletins", new { clipId = clip, subject = "suspect", caption = $"{n}", units = (string[])["B12"] }, "bulletinId");
                whole.Add(Stopwatch.GetElapsedTime(start, await Waiter($"{n}").Task.WaitAsync(Dashboard.Patience)).TotalMilliseconds);
                await sent;
            }
        }

        Write("still", stills, "until the still is kept and the investigator is answered");
        Write("bulletin", whole, "from the request for the still until the bulletin is on the unit's WebSocket");
        Write("floor", floors, "for two requests that each commit a row and push a message");
    }

    private static async Task<(IncidentId Incident, string Grant)> UnlockAsync(BenchServer server, Dashboard dashboard, string number)
    {
        await server.PostAsync(Calls.Report(number));
        await dashboard.UnlockedAsync(number);
        var incident = IncidentId.Of(new AgencyId("cpd"), number);
        return (incident, (await server.Store.ReadAsync(incident, default))!.Incident.LiveGrants.First(grant => grant.UnlockedAt is not null).Id.Value);
    }

    private static async Task<HubConnection> ConnectAsync(BenchServer server)
    {
        var token = server.TokenOf(Role.Unit);
        var hub = new HubConnectionBuilder().WithUrl(new Uri(server.Address, "api/units"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(token))
            .AddJsonProtocol(json => json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default))
            .Build();
        hub.Closed += Dashboard.SayWhyClosedAsync;
        hub.On<UnitBulletin>("bulletin", bulletin =>
        {
            var at = Stopwatch.GetTimestamp();
            Waiter(bulletin.Caption!).TrySetResult(at);
        });
        await hub.StartAsync();
        return hub;
    }

    private static async Task<string> PostAsync(HttpClient client, string path, object? body, string property)
    {
        using var response = body is null ? await client.PostAsync(path, null) : await client.PostAsJsonAsync(path, body, Json);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{response.StatusCode}: {text}");
        return JsonElement.Parse(text).GetProperty(property).GetString()!;
    }

    private static TaskCompletionSource<long> Waiter(string key) => Heard.GetOrAdd(key, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private static void Write(string name, List<double> times, string what)
    {
        var some = Percentiles.Of(times.Skip(WarmUp))!;
        Console.WriteLine($"{name,-9} {some.P50,10:N1} ms p50, {some.P99:N1} ms p99, {some.Max:N1} ms at most {what} ({some.Count:N0} times)");
    }
}
