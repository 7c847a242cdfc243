using System.Diagnostics;
using Dragonfly.Conformance;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Registry;
using Dragonfly.Local.Storage;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Dragonfly.Local.Bench;

/// <summary>
/// Which of 100,000 feeds a call unlocks, with every rule of their owners applied; a third are shared for certain calls in certain hours only. Beside it, in turn
/// and at the same places, NetTopologySuite's STRtree, which finds the feeds within the radius and applies no rule.
/// </summary>
internal static class MatchingBench
{
    private const int Feeds = 100_000;
    private const int Calls = 20_000;
    private const double Radius = 300;
    private const double MetersPerDegree = 111_195;

    public static async Task RunAsync(string folder)
    {
        await using var database = SqliteDatabase.Open(folder);
        using var registry = await SqliteRegistry.OpenAsync(database);
        var feeds = TestFeeds.Around(TestCad.Downtown, 15_000, Feeds, seed: 7).Select(Restrict).ToArray();
        await BenchRegistry.SeedAsync(registry, feeds);
        var tree = new STRtree<Feed>();
        foreach (var feed in feeds) tree.Insert(new Envelope(new Coordinate(feed.Place.Longitude, feed.Place.Latitude)), feed);
        tree.Build();

        await MeasureAsync(registry, tree, "warm-up", TimeSpan.FromHours(3));
        await MeasureAsync(registry, tree, "by day", TimeSpan.FromHours(3)); // 11 in the morning there.
        await MeasureAsync(registry, tree, "by night", TimeSpan.FromHours(15)); // 11 in the evening, when the hours over midnight hold.
    }

    private static Feed Restrict(Feed feed, int i) => i % 3 > 0 ? feed : feed with
    {
        Consent = new(1, true, SharingRule.Always with
        {
            CallTypes = ["ROBBERY", "BURGLARY", "CARJACK"],
            Hours = i % 2 == 0
                ? [new([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], new(8, 0), new(18, 0)), new([DayOfWeek.Saturday], new(9, 0), new(13, 0))]
                : [new([.. Enum.GetValues<DayOfWeek>()], new(20, 0), new(6, 0))],
        }),
    };

    private static async Task MeasureAsync(SqliteRegistry registry, STRtree<Feed> tree, string name, TimeSpan after)
    {
        var (random, ours, theirs, near, matched) = (new Random(3), new double[Calls], new double[Calls], 0, 0);
        for (var i = 0; i < Calls; i++)
        {
            var place = TestCad.Downtown.Toward(360 * random.NextDouble(), 1_000 * Math.Sqrt(random.NextDouble()));
            var now = TestCad.Noon + after + TimeSpan.FromMinutes(i % 60) + TimeSpan.FromDays(i % 7);
            var start = Stopwatch.GetTimestamp();
            var area = new Circle(place, Radius);
            var found = Matching.Find(area, new("cpd"), "ROBBERY", await registry.NearAsync(area.Center, area.Reach, default), now);
            ours[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;

            start = Stopwatch.GetTimestamp();
            var (north, east) = (Radius / MetersPerDegree, Radius / (MetersPerDegree * Math.Cos(double.DegreesToRadians(place.Latitude))));
            var within = new List<Feed>();
            foreach (var feed in tree.Query(new Envelope(place.Longitude - east, place.Longitude + east, place.Latitude - north, place.Latitude + north)))
                if (feed.Place.DistanceTo(place) <= Radius) within.Add(feed);
            theirs[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            if (within.Count != found.Candidates.Length + found.Refused.Values.Sum()) throw new InvalidOperationException("the two do not find the same feeds");
            (near, matched) = (near + within.Count, matched + found.Candidates.Length);
        }

        Array.Sort(ours);
        Array.Sort(theirs);
        Console.WriteLine(
            $"{name,-9} {ours[Calls / 2],10:N1} µs p50, {ours[Calls * 99 / 100]:N1} µs p99 with every rule, {(double)matched / Calls:N1} of {(double)near / Calls:N1} feeds; "
            + $"STRtree, no rule: {theirs[Calls / 2]:N1} µs p50, {theirs[Calls * 99 / 100]:N1} µs p99");
    }
}
