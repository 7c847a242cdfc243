using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Dragonfly.Conformance;
using Dragonfly.Conformance.Cad;
using Dragonfly.Core.Incidents.Cad;

namespace Dragonfly.Local.Bench;

/// <summary>
/// How long it takes from the bytes of a message to what it says, and how much memory, for each format. The floor is what no reader can do without: the bytes through the JSON
/// parser and the one PIDF-LO that counts through the XML parser.
/// </summary>
internal static class CadBench
{
    private static readonly CadContext Context = new(new("cpd"), null, CodeTable.Empty, TestCad.Noon);
    private static readonly JsonDocumentOptions AsTheDoorReads = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    public static void Run()
    {
        var eido = Compact(TestMessages.Eido);
        var place = JsonNode.Parse(eido)!["locationComponent"]![3]!["locationByValue"]!.GetValue<string>();
        Measure("floor", eido, bytes =>
        {
            using var document = JsonDocument.Parse(bytes, AsTheDoorReads);
            using var reader = XmlReader.Create(new StringReader(place), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            while (reader.Read())
            {
            }
        });
        Measure("eido", eido, Read);
        Measure("cadpush", Compact(TestMessages.CadPush), Read);
        Measure("own", Compact(TestMessages.Own), Read);
    }

    private static byte[] Compact(string json) => Encoding.UTF8.GetBytes(JsonNode.Parse(json)!.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

    private static void Read(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes, AsTheDoorReads);
        if (CadReader.Read(document.RootElement, "$", null, Context).Errors is [var fault, ..]) throw new InvalidOperationException(fault.Detail);
    }

    private static void Measure(string name, byte[] message, Action<byte[]> read)
    {
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since).TotalSeconds < 2;) read(message);
        var times = new double[20_000];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < times.Length; i++)
        {
            var since = Stopwatch.GetTimestamp();
            read(message);
            times[i] = Stopwatch.GetElapsedTime(since).TotalMicroseconds;
        }

        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / times.Length;
        Array.Sort(times);
        Console.WriteLine($"{name,-10}{message.Length,8:N0} bytes  p50 {times[times.Length / 2],7:N1} µs  p99 {times[times.Length * 99 / 100],7:N1} µs  {allocated,8:N0} bytes allocated");
    }
}
