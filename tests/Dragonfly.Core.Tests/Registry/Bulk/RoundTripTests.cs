using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Registry.Bulk;

namespace Dragonfly.Core.Tests.Registry.Bulk;

/// <summary>What is written is read again: in every format, whatever the registry holds.</summary>
public sealed class RoundTripTests
{
    private const int Rounds = 200;

    private static readonly string[] Texts =
        ["Door", "=cmd|' /C calc'!A0", "+1", "-2", "@x", "'=1", "''", "'tis", "a,b", "say \"hi\"", "\"", "é 日本 🚓", ";", "null", "7", "a\u2028b", "feed", "x y"];

    [Fact]
    public void As_csv() => Check((file, faults) =>
    {
        var text = new StringWriter();
        BulkCsv.Write(file, text);
        return BulkCsv.Read(Encoding.UTF8.GetBytes(text.ToString()), faults);
    });

    [Fact]
    public void As_geojson() => Check((file, faults) =>
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes)) BulkGeoJson.Write(file, writer);
        return BulkGeoJson.Read(JsonElement.Parse(bytes.WrittenSpan), faults);
    });

    private static void Check(Func<BulkFile, BulkFaults, BulkFile> roundTrip)
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var (file, faults) = (Any(new Random(seed)), new BulkFaults());
            var read = roundTrip(file, faults);
            faults.Listed.ShouldBeEmpty($"seed {seed}");
            Describe(read).ShouldBe(Describe(file), $"seed {seed}");
        }
    }

    private static BulkFile Any(Random random) => new(
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => new BulkSite(
            new CsvLine(0), Perhaps(random, new SiteId(Text(random))), Text(random), random.Next(2) == 0 ? null : Text(random),
            new(Place(random), "America/New_York", Perhaps(random, new InstallerId("epb")))))],
        [.. Enumerable.Range(0, random.Next(8)).Select(_ => new BulkFeed(
            new CsvLine(0), Perhaps(random, new FeedId(Text(random))), Text(random), Text(random), random.Next(2) == 0 ? null : Text(random),
            new(
                Place(random),
                random.Next(3) == 0 ? null : new(random.NextDouble() * 360, 1 + (random.NextDouble() * 359), 1 + (random.NextDouble() * 999)),
                random.Next(2) == 0 ? Placement.Indoor : Placement.Outdoor,
                random.Next(2) == 0 ? null : Text(random),
                [.. Analytics.Permitted.Where(_ => random.Next(4) == 0).Order(StringComparer.Ordinal)])))]);

    private static string Text(Random random) => Texts[random.Next(Texts.Length)];

    private static T? Perhaps<T>(Random random, T value) where T : struct => random.Next(2) == 0 ? null : value;

    private static Core.Places.GeoPoint Place(Random random) => TestCad.Downtown.Toward(random.NextDouble() * 360, random.NextDouble() * 20_000);

    private static string Describe(BulkFile file) => string.Join('\n', [
        .. file.Sites.Select(site => (site with { Source = new CsvLine(0) }).ToString()),
        .. file.Feeds.Select(feed => $"{feed with { Source = new CsvLine(0), Facts = feed.Facts with { Analytics = [] } }} {string.Join(' ', feed.Facts.Analytics)}"),
    ]);
}
