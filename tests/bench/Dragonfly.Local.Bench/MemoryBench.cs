using Dragonfly.Core.Access;
using Dragonfly.Local.Incidents;
using Dragonfly.Local.Registry;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Bench;

/// <summary>What a process takes to serve 100,000 feeds and 10,000 incidents that are on record: until its first answer, and of memory.</summary>
internal static class MemoryBench
{
    private const int Feeds = 100_000;
    private const int Incidents = 10_000;
    private const int Rounds = 5;

    public static async Task RunAsync(string folder)
    {
        await using (var database = SqliteDatabase.Open(folder))
        {
            using var registry = await SqliteRegistry.OpenAsync(database);
            await BenchRegistry.SeedAsync(registry, SeededRegistry.Generate(Feeds, seed: 1).Feeds);
            var now = DateTimeOffset.UtcNow;
            await RecordedCalls.WriteAsync(new SqliteIncidentStore(database), registry, Incidents, now.AddDays(-4), now);
        }

        var (starts, processor, atStart, inUse) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var (server, took) = await ServerProcess.StartAsync(folder);
            await using var started = server;
            starts.Add(took.TotalMilliseconds);
            processor.Add(server.ProcessorTime.TotalMilliseconds);
            atStart.Add(server.ResidentBytes / 1e6);
            await UseAsync(server, round);
            inUse.Add(server.ResidentBytes / 1e6);
        }

        Write("start", starts, "ms", $"to the first answer, with {Feeds:N0} feeds and {Incidents:N0} incidents on record");
        Write("processor", processor, "ms", "of processor time until then");
        Write("memory", atStart, "MB", "resident at the first answer");
        Write("in use", inUse, "MB", "resident after 200 robberies, 20 pages of the list and 20 of a search");
    }

    private static async Task UseAsync(ServerProcess server, int round)
    {
        var (cad, rtic) = (BenchServer.ClientOf(server.Address, await server.TokenAsync(Role.CadWrite)), BenchServer.ClientOf(server.Address, await server.TokenAsync(Role.RticInvestigator)));
        using var both = cad;
        using var other = rtic;
        for (var i = 0; i < 200; i++)
        {
            using var content = new ByteArrayContent(Calls.Report(Calls.Number($"M{round}", i))) { Headers = { ContentType = new("application/json") } };
            (await cad.PostAsync("api/cad/incidents", content)).EnsureSuccessStatusCode();
            if (i % 10 != 0) continue;
            foreach (var path in (string[])["api/incidents", "api/search/incidents?callType=ROBBERY"])
            {
                using var response = await rtic.GetAsync(path);
                response.EnsureSuccessStatusCode();
                await response.Content.ReadAsByteArrayAsync();
            }
        }
    }

    private static void Write(string name, List<double> values, string unit, string what)
    {
        values.Sort();
        Console.WriteLine($"{name,-9} {values[Rounds / 2],10:N0} {unit} ({values[0]:N0} to {values[^1]:N0}) {what}");
    }
}
