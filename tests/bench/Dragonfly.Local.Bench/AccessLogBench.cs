using System.Diagnostics;
using System.Globalization;
using Dragonfly.Conformance;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Accesses;
using Dragonfly.Local.Incidents;
using Dragonfly.Local.Replay;
using Dragonfly.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Dragonfly.Local.Bench;

/// <summary>
/// A page of an owner's access log with a million audit entries on record: the newest, and one from the middle, of one of 300 partners, and of one that has a third of all.
/// The floor is to read as many rows of one table in the order of its key.
/// </summary>
internal static class AccessLogBench
{
    private const int Entries = 1_000_000;
    private const int Partners = 300;
    private const int PageSize = 100;
    private const int Rounds = 300;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Feed[] Feeds =
        [.. TestFeeds.Around(TestCad.Downtown, 250, 2_000, seed: 1).Select((feed, i) => feed with { Partner = new(i % 3 == 0 ? "partner-0" : $"partner-{i % Partners}") })];

    public static async Task RunAsync(string folder)
    {
        await using var database = SqliteDatabase.Open(folder);
        var store = new SqliteIncidentStore(database);
        var (incidents, entries) = await FillAsync(store);
        var log = new SqliteAccessLog(database);
        var random = new Random(1);
        var views = await log.ReadViewsAsync(Start, null, int.MaxValue, default);
        Console.WriteLine($"on record {entries,10:N0} entries of {incidents:N0} incidents, {views.Length:N0} views; {new FileInfo(Path.Combine(folder, "dragonfly.db")).Length / 1e6:N0} MB");
        await MeasureAsync("newest", () => log.ReadAsync(new(AnyPartner(), PageSize), default));
        await MeasureAsync("middle", () => log.ReadAsync(new(AnyPartner(), PageSize) { After = AnyPlace() }, default));
        await MeasureAsync("largest", () => log.ReadAsync(new(new("partner-0"), PageSize) { After = AnyPlace() }, default));
        await MeasureAsync("feed", () => log.ReadAsync(new(new("partner-0"), PageSize) { Feed = Feeds[3 * random.Next(600)].Id }, default));
        Floor(folder, views);

        PartnerId AnyPartner() => new($"partner-{(3 * random.Next(Partners / 3)) + 1}");
        Cursor<AccessId> AnyPlace() => new(views[random.Next(views.Length)].At, new("8"));
    }

    private static async Task<(int Incidents, long Entries)> FillAsync(SqliteIncidentStore store)
    {
        var (incidents, entries) = (0, 0L);
        await Parallel.ForEachAsync(Enumerable.Range(0, int.MaxValue).TakeWhile(_ => Volatile.Read(ref entries) < Entries), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, cancellation) =>
        {
            var random = new Random(i);
            var (number, at) = (i.ToString("26-000000", CultureInfo.InvariantCulture), Start.AddSeconds(60 * i));
            var incident = TestIncident.New(number);
            await Write(incident.Do(at, TestCad.Message(number, at), new DecideUnlock(UnlockPolicy.Default, [.. Enumerable.Range(0, 4).Select(_ => Feeds[random.Next(Feeds.Length)]).DistinctBy(feed => feed.Id)])));
            await Write(incident.DoVideo(at.AddSeconds(1)));
            foreach (var grant in incident.Incident.Grants.Take(2))
            {
                var ticket = TicketId.Of(grant.Id, "t");
                await Write(incident.Do(at.AddSeconds(2), new IssueTicket(ticket, grant.Id, $"viewer-{i % 20}", null, Feeds.First(feed => feed.Id == grant.Feed))));
                await Write(incident.Do(at.AddSeconds(9), new EndTicket(ticket, $"viewer-{i % 20}", "released")));
            }

            await Write(incident.Do(at.AddMinutes(9), TestCad.Message(number, at.AddMinutes(9), CadStatus.Closed)));
            await Write(incident.DoVideo(at.AddMinutes(9)));
            Interlocked.Increment(ref incidents);

            async Task Write(IncidentWrite write)
            {
                if (!await store.TryWriteAsync(write, cancellation)) throw new InvalidOperationException("a write was lost");
                Interlocked.Add(ref entries, write.Entries.Length);
            }
        });
        return (incidents, entries);
    }

    private static async Task MeasureAsync(string name, Func<ValueTask<System.Collections.Immutable.ImmutableArray<AccessRecord>>> read)
    {
        var (times, lines) = (new List<double>(), 0);
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            lines += (await read()).Length;
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Write(name, times, lines);
    }

    private static void Floor(string folder, IReadOnlyCollection<AccessRecord> views)
    {
        using var database = new SqliteConnection($"Data Source={Path.Combine(folder, "floor.db")};Pooling=False");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = "CREATE TABLE line (at INTEGER, id TEXT, text TEXT, PRIMARY KEY (at, id)) WITHOUT ROWID; BEGIN";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO line VALUES ($1, $2, $3)";
        foreach (var name in (string[])["$1", "$2", "$3"]) command.Parameters.Add(new() { ParameterName = name });
        foreach (var view in views)
        {
            (command.Parameters[0].Value, command.Parameters[1].Value, command.Parameters[2].Value) = (view.At.UtcTicks, view.Id.Value, view.ToString());
            command.ExecuteNonQuery();
        }

        command.CommandText = "COMMIT";
        command.ExecuteNonQuery();
        using var query = database.CreateCommand();
        query.CommandText = $"SELECT at, id, text FROM line WHERE at < $1 ORDER BY at DESC, id DESC LIMIT {PageSize}";
        query.Parameters.Add(new() { ParameterName = "$1" });
        var (times, lines, random) = (new List<double>(), 0, new Random(1));
        var places = views.Select(view => view.At.UtcTicks).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            query.Parameters[0].Value = places[random.Next(places.Length)];
            var start = Stopwatch.GetTimestamp();
            using var rows = query.ExecuteReader();
            while (rows.Read()) lines += rows.GetString(2).Length > 0 ? 1 : 0;
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Write("floor", times, lines);
    }

    private static void Write(string name, List<double> times, int lines)
    {
        var percentiles = Percentiles.Of(times)!;
        Console.WriteLine($"{name,-9} {percentiles.P50,10:N2} ms p50, {percentiles.P99:N2} ms p99, {percentiles.Max:N1} ms at most, for a page of {lines / Rounds:N0} lines");
    }
}
