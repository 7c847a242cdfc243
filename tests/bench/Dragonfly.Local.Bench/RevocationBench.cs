using System.Diagnostics;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Registry;
using Dragonfly.Local.Replay;

namespace Dragonfly.Local.Bench;

/// <summary>From an owner's request to take a feed back, to the end of the stream of somebody who was watching it, each time of another feed and incident.</summary>
internal static class RevocationBench
{
    private const int WarmUp = 10;
    private const int Times = 200;

    public static async Task RunAsync(string folder)
    {
        await using var server = await BenchServer.StartAsync(folder);
        await using var dashboard = await server.ConnectAsync();
        using var rtic = server.ClientAs(Role.RticInvestigator);
        using var browser = BenchServer.ClientOf(server.Address, null);
        var (cuts, answers, tried) = (new List<double>(), new List<double>(), new HashSet<FeedId>());
        var everywhere = SeededRegistry.Generate(10_000, seed: 1).Feeds.Where(feed => feed.Consent.Active && feed.Consent.Sharing == SharingRule.Always).ToArray();
        for (var i = 0; cuts.Count < WarmUp + Times; i++)
        {
            var number = Calls.Number("V", i);
            await server.PostAsync(Calls.Report(number, place: everywhere[i * 13 % everywhere.Length].Place));
            await dashboard.UnlockedAsync(number);
            var incident = IncidentId.Of(new AgencyId("cpd"), number);
            var head = (await server.Store.ReadAsync(incident, default))!.Incident;
            if (head.LiveGrants.FirstOrDefault(grant => grant.UnlockedAt is not null && tried.Add(grant.Feed)) is not { } grant) continue;
            using var ticket = await rtic.PostAsync($"api/incidents/{incident}/grants/{grant.Id}/tickets", null);
            ticket.EnsureSuccessStatusCode();
            using var json = JsonDocument.Parse(await ticket.Content.ReadAsStringAsync());
            using var stream = await browser.GetAsync(json.RootElement.GetProperty("url").GetString(), HttpCompletionOption.ResponseHeadersRead);
            await using var body = await stream.Content.ReadAsStreamAsync();
            var watching = ReadToEndAsync(body);
            using var owner = server.OwnerOf(grant.Partner.Value);
            var start = Stopwatch.GetTimestamp();
            var asked = OwnerCalls.WithdrawAsync(owner, grant.Partner.Value, grant.Feed.Value);
            cuts.Add(Stopwatch.GetElapsedTime(start, await watching).TotalMilliseconds);
            await asked;
            answers.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await server.PostAsync(Calls.Close(number));
        }

        Write("cut", cuts, "until the viewer's stream ends");
        Write("answer", answers, "until the owner is answered, or the stream has ended when that is later");
    }

    private static async Task<long> ReadToEndAsync(Stream body)
    {
        var buffer = new byte[65_536];
        try
        {
            while (await body.ReadAsync(buffer) > 0)
            {
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            // The server cuts the connection, so that nothing that is under way is shown.
        }

        return Stopwatch.GetTimestamp();
    }

    private static void Write(string name, List<double> times, string what)
    {
        var some = Percentiles.Of(times.Skip(WarmUp))!;
        Console.WriteLine($"{name,-9} {some.P50,10:N1} ms p50, {some.P99:N1} ms p99, {some.Max:N1} ms at most {what} ({some.Count:N0} times)");
    }
}
