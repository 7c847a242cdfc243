using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Registry.Bulk;
using Dragonfly.Local.Registry;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Bench;

/// <summary>
/// A file of 200 sites and 10,000 feeds into a registry of 100,000, by HTTP: tried, imported, imported again with every feed changed, exported. As a floor the
/// rows of the same feeds alone, written by the same store in one transaction. What a CAD message waits for meanwhile is told as well.
/// </summary>
internal static class ImportBench
{
    private const int Sites = 200;
    private const int Feeds = 10_000;
    private const int Rounds = 3;

    public static async Task RunAsync(string folder)
    {
        var (times, runs) = (new Dictionary<string, List<(double Took, double Waited)>>(), 0);
        await using (var app = await LocalApp.StartAsync(new("http://127.0.0.1:0", Path.Combine(folder, "app"), () => SeededRegistry.Generate(100_000, seed: 1).Feeds)))
        using (var cad = BenchServer.ClientOf(app.Address, app.Issuer.Mint(new(Role.CadWrite))))
        {
            for (var round = 0; round < Rounds; round++)
            {
                var partner = new PartnerId($"partner-{(round + 2).ToString("D4", CultureInfo.InvariantCulture)}");
                using var owner = BenchServer.ClientOf(app.Address, app.Issuer.Mint(new(Role.PartnerOwner, $"owner-of-{partner}")));
                var (added, changed) = (FileOf("Camera"), FileOf("Gate"));
                var tag = await TimeAsync("dry run", () => PostAsync(owner, partner, added, null), cad);
                tag = await TimeAsync("import", () => PostAsync(owner, partner, added, tag), cad);
                await TimeAsync("change", () => PostAsync(owner, partner, changed, tag), cad);
                await TimeAsync("export", async () => (await owner.GetByteArrayAsync($"api/partners/{partner}/export")).Length.ToString(CultureInfo.InvariantCulture), cad);
            }
        }

        await using (var database = SqliteDatabase.Open(Path.Combine(folder, "floor")))
        {
            for (var round = 0; round < Rounds; round++)
            {
                var rows = RowsOf(round);
                await TimeAsync("floor", async () =>
                {
                    await database.WriteAsync("floor", session =>
                    {
                        FeedRows.Write(session, rows);
                        return true;
                    });
                    return "";
                });
            }
        }

        foreach (var (name, all) in times)
        {
            all.Sort();
            var (run, wait) = (all[all.Count / 2], all.Max(one => one.Waited));
            Console.WriteLine($"{name,-9} {run.Took,10:N0} ms ({all[0].Took:N0} to {all[^1].Took:N0}){(wait > 0 ? $"; a CAD message meanwhile waits {wait:N0} ms at most" : "")}");
        }

        async Task<string> TimeAsync(string name, Func<Task<string>> run, HttpClient? cad = null)
        {
            using var stop = new CancellationTokenSource();
            var waited = cad is null ? Task.FromResult(0.0) : CallAsync(cad, ++runs, stop.Token);
            var start = Stopwatch.GetTimestamp();
            var result = await run();
            var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            await stop.CancelAsync();
            if (!times.TryGetValue(name, out var all)) times[name] = all = [];
            all.Add((took, await waited));
            return result;
        }
    }

    private static byte[] FileOf(string name)
    {
        var (random, text) = (new Random(5), new StringWriter());
        var places = Enumerable.Range(0, Sites).Select(_ => TestCad.Downtown.Toward(360 * random.NextDouble(), 12_000 * Math.Sqrt(random.NextDouble()))).ToArray();
        BulkCsv.Write(
            new(
                [.. places.Select((place, i) => new BulkSite(new CsvLine(i), null, $"Site {i}", $"{i} Market Street", new(place, "America/New_York", new("epb"))))],
                [.. Enumerable.Range(0, Feeds).Select(i => new BulkFeed(
                    new CsvLine(i), null, $"Site {i % Sites}", $"{name} {i}", $"C-{i}", new(places[i % Sites].Toward(i % 360, 20), new(i % 360, 70, 40), Placement.Outdoor, $"video-{i}", ["motion"])))]),
            text);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static RegisteredFeed[] RowsOf(int round) =>
    [
        .. Enumerable.Range(0, Feeds).Select(i => new RegisteredFeed(
            new(Guid.NewGuid().ToString("N")), new($"p{round}"), new($"s{i % Sites}"), new(TestCad.Downtown.Toward(i % 360, i), new(i % 360, 70, 40), Placement.Outdoor, $"video-{i}", ["motion"]),
            new($"Camera {i}", $"C-{i}"), SharingRule.Never, false, 7, 7)),
    ];

    private static async Task<string> PostAsync(HttpClient owner, PartnerId partner, byte[] file, string? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/partners/{partner}/import{(tag is null ? "?dryRun=true" : "")}");
        request.Content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        using var response = await owner.SendAsync(request);
        return response.IsSuccessStatusCode ? response.Headers.ETag!.ToString() : throw new InvalidOperationException(await response.Content.ReadAsStringAsync());
    }

    private static async Task<double> CallAsync(HttpClient cad, int run, CancellationToken stop)
    {
        var longest = 0.0;
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var content = new ByteArrayContent(Calls.Report(Calls.Number($"run{run}", i), "NOISE")) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var response = await cad.PostAsync("api/cad/incidents", content, CancellationToken.None);
            if ((int)response.StatusCode != 202) throw new InvalidOperationException(await response.Content.ReadAsStringAsync(CancellationToken.None));
            longest = Math.Max(longest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return longest;
    }
}
