using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Dragonfly.Conformance;
using Dragonfly.Conformance.Cad;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Xunit.Abstractions;

namespace Dragonfly.Core.Tests.Incidents.Cad;

/// <summary>
/// Broken messages by the ten thousand: whatever comes, the reader neither throws nor takes long, and either understands it or says what is wrong. More of them with
/// <c>DRAGONFLY_FUZZ=1000000</c>.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10); // About 0.1 ms is used; on a busy machine the rest may be waiting.
    private static readonly JsonDocumentOptions AsTheDoorReads = new() { MaxDepth = 16, AllowDuplicateProperties = false };
    private static readonly CadContext Context = new(new("cpd"), null, CodeTable.Empty, TestCad.Noon);

    [Fact]
    public void Whatever_comes_is_understood_or_its_fault_is_named()
    {
        var times = int.Parse(Environment.GetEnvironmentVariable("DRAGONFLY_FUZZ") ?? "10000", CultureInfo.InvariantCulture);
        var (notJson, faulty, understood, slowest) = (0, 0, 0, TimeSpan.Zero);
        for (var number = 0; number < times; number++)
        {
            var bytes = MessageMutator.Mutate(number);
            try
            {
                using var document = Parse(bytes);
                if (document is null)
                {
                    notJson++;
                    continue;
                }

                JsonElement[] items = document.RootElement.ValueKind is JsonValueKind.Array ? [.. document.RootElement.EnumerateArray()] : [document.RootElement];
                foreach (var item in items)
                {
                    var since = Stopwatch.GetTimestamp();
                    var reading = CadReader.Read(item, "$", null, Context);
                    slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(since).Ticks));
                    Check(reading);
                    if (reading.Message is null) faulty++;
                    else understood++;
                }
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"mutation {number}: {Encoding.UTF8.GetString(bytes)}", e);
            }
        }

        output.WriteLine($"{times} mutations: {notJson} not JSON, {faulty} at fault, {understood} understood; the slowest took {slowest.TotalMilliseconds:0.0} ms");
        slowest.ShouldBeLessThan(Patience);
        new[] { notJson, faulty, understood }.ShouldAllBe(count => count > times / 50, "mutations that all end alike test little");
    }

    private static void Check(CadReading reading)
    {
        reading.Digest.Length.ShouldBe(64);
        (reading.Message is null).ShouldBe(!reading.Errors.IsEmpty);
        if (reading.Number is { } number) ShouldBeText(number, 64);
        if (reading.Errors.Length > 100 || reading.Errors.Any(error => error is not { Path: ['$', ..], Code.Length: > 0, Detail.Length: > 0 })) reading.Errors.ShouldBeEmpty();
        if (reading.Message is not { } said) return;
        ShouldBeText(said.Number, 64);
        said.Number.ShouldBe(reading.Number);
        ShouldBeText(said.MessageId, 256);
        ShouldBeTime(said.MessageTime);
        ShouldBeText(said.CallType, 64);
        (said.CallType == said.CallType?.ToUpperInvariant()).ShouldBeTrue();
        Enum.IsDefined(said.Status).ShouldBeTrue();
        ShouldBeText(said.Priority?.Value, 32);
        ShouldBeText(said.Priority?.Scheme, 64);
        ShouldBeText(said.Beat, 64);
        if (said.OpenedAt is { } opened) ShouldBeTime(opened);
        if (said.ClosedAt is { } closed) ShouldBeTime(closed);
        (said.Units is null or { Length: <= 100 }).ShouldBeTrue();
        foreach (var unit in said.Units ?? [])
        {
            ShouldBeText(unit.Id, 128);
            ShouldBeText(unit.Status, 64);
        }

        ShouldBePlace(said.Location);
        var report = new CadReport(said, TestCad.Noon, reading.Format, reading.Extra);
        JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(report, CoreJson.Default.CadReport), CoreJson.Default.CadReport)!.Message.MessageId.ShouldBe(said.MessageId);
    }

    private static void ShouldBePlace(CadLocation? place)
    {
        if (place is null) return;
        Enum.IsDefined(place.Kind).ShouldBeTrue();
        ShouldBeText(place.Address, 512);
        (place.UncertaintyMeters is null or (>= 0 and <= 1_000_000)).ShouldBeTrue();
        if (place.Point is not { } point) return;
        (point is { Latitude: >= -60 and <= 90, Longitude: >= -180 and <= 180 } and not { Latitude: 0, Longitude: 0 }).ShouldBeTrue($"{point}");
    }

    private static void ShouldBeText(string? text, int most)
    {
        if (text is not null && (text.Length is 0 || text.Length > most || text.Any(char.IsControl) || text.Trim() != text)) text.ShouldBe($"a text of 1 to {most} characters");
    }

    private static void ShouldBeTime(DateTimeOffset time) =>
        (time.Offset == TimeSpan.Zero && time.Year >= 2000 && time <= TestCad.Noon.AddMinutes(5)).ShouldBeTrue($"{time:O}");

    // What JsonBody lets through; it is tried itself, with fewer mutations, over HTTP.
    private static JsonDocument? Parse(byte[] bytes)
    {
        if (!Utf8.IsValid(bytes)) return null;
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 16 });
            while (reader.Read())
            {
                if (reader is { TokenType: JsonTokenType.PropertyName, ValueIsEscaped: true }) _ = reader.GetString();
            }

            return JsonDocument.Parse(bytes, AsTheDoorReads);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
