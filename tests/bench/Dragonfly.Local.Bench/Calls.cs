using System.Globalization;
using System.Text;
using Dragonfly.Core.Places;
using Dragonfly.Local.Registry;

namespace Dragonfly.Local.Bench;

/// <summary>What CAD sends, in our own format.</summary>
internal static class Calls
{
    private const double DowntownMeters = 1_000;

    /// <summary>The number of the <paramref name="i"/>th incident of a run.</summary>
    public static string Number(string run, int i) => string.Create(CultureInfo.InvariantCulture, $"{run}-{i:D6}");

    /// <summary>An incident at a place, or somewhere downtown: always the same place for the same number.</summary>
    public static byte[] Report(string number, string callType = "ROBBERY", GeoPoint? place = null) => Message(number, callType, "Active", place ?? PlaceOf(number));

    /// <summary>It is over.</summary>
    public static byte[] Close(string number) => Message(number, "ROBBERY", "Closed", PlaceOf(number));

    /// <summary>One of many messages about an incident, told from the others by the beat that it names.</summary>
    public static byte[] Update(string number, string callType, string status, string beat) => Message(number, callType, status, PlaceOf(number), beat);

    /// <summary>Several messages in one body.</summary>
    public static byte[] Batch(IEnumerable<byte[]> messages) => [(byte)'[', .. messages.SelectMany(message => (byte[])[.. message, (byte)',']).SkipLast(1), (byte)']'];

    private static byte[] Message(string number, string callType, string status, GeoPoint place, string beat = "B7") =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""
            {"number":"{{number}}","messageId":"{{number}}/{{status}}/{{beat}}","messageTime":"{{DateTimeOffset.UtcNow:O}}","callType":"{{callType}}","status":"{{status}}",
            "priority":{"value":"1","scheme":"local"},"location":{"latitude":{{place.Latitude:F6}},"longitude":{{place.Longitude:F6}},"kind":"CurrentIncident","address":"{{number[^3..]}} Market St"},
            "beat":"{{beat}}","units":["A12","A14"]}
            """));

    private static GeoPoint PlaceOf(string number)
    {
        var random = new Random(number.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter)));
        return SeededRegistry.Downtown.Toward(360 * random.NextDouble(), DowntownMeters * Math.Sqrt(random.NextDouble()));
    }
}
