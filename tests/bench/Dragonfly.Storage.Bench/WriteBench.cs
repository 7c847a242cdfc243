using System.Diagnostics;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Incidents;
using Dragonfly.Local.Storage;

namespace Dragonfly.Storage.Bench;

/// <summary>How many incidents are acknowledged on disk in a second, and how long a lone one takes.</summary>
internal static class WriteBench
{
    private const int Writers = 64;
    private const int Writes = 30_000;

    public static async Task RunAsync(string folder)
    {
        await using var database = SqliteDatabase.Open(folder);
        var store = new SqliteIncidentStore(database);
        var writes = Enumerable.Range(0, Writes).Select(BusyIncident.Write).ToArray();
        await AllAsync(store, writes[..2_000]);
        var start = Stopwatch.GetTimestamp();
        await AllAsync(store, writes[2_000..]);
        Console.WriteLine($"creates   {(Writes - 2_000) / Stopwatch.GetElapsedTime(start).TotalSeconds,10:N0} writes/s acknowledged, {Writers} writers, 8 grants and 3 entries each");

        var again = writes.Select(Again).ToArray();
        Random.Shared.Shuffle(again);
        start = Stopwatch.GetTimestamp();
        await AllAsync(store, again);
        Console.WriteLine($"updates   {Writes / Stopwatch.GetElapsedTime(start).TotalSeconds,10:N0} writes/s acknowledged, {Writers} writers, in random order");

        var lone = new List<double>();
        for (var i = 0; i < 1_000; i++)
        {
            var write = BusyIncident.Write(Writes + i);
            start = Stopwatch.GetTimestamp();
            await store.TryWriteAsync(write, default);
            lone.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        lone.Sort();
        Console.WriteLine($"alone     {lone[500],10:N3} ms p50, {lone[990]:N3} ms p99");

        start = Stopwatch.GetTimestamp();
        for (var i = 0; i < 20_000; i++) await store.ReadAsync(writes[i].Incident.Id, default);
        Console.WriteLine($"reads     {20_000 / Stopwatch.GetElapsedTime(start).TotalSeconds,10:N0} heads/s, one reader");
    }

    private static async Task AllAsync(SqliteIncidentStore store, IncidentWrite[] writes)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < writes.Length;)
                if (!await store.TryWriteAsync(writes[i], default)) throw new InvalidOperationException("a write was lost");
        })));
    }

    private static IncidentWrite Again(IncidentWrite first)
    {
        var incident = Conformance.TestIncident.From(new(first.Incident, first.Cad));
        var at = first.Incident.ChangedAt.AddSeconds(1);
        var due = Core.Unlocks.Plan.For(incident.Incident, at).Due;
        return incident.Do(
            at,
            new StartVideo(due),
            new FinishVideo([.. due.Select(action => new Core.Unlocks.VideoOutcome(action.Verb, action.Grant, action.Attempt, null, at))]),
            new Core.Incidents.LockFeeds(incident.Incident.Grants[0].Id, "wrong address"));
    }
}
