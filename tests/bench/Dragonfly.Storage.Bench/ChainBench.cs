using System.Diagnostics;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;

namespace Dragonfly.Storage.Bench;

/// <summary>How fast one core checks the hashes of a timeline.</summary>
internal static class ChainBench
{
    public static void Run()
    {
        var entries = new List<Entry>();
        for (var i = 0; i < 200; i++) entries.AddRange(BusyIncident.Write(i).Entries);
        var timelines = entries.Chunk(entries.Count / 200).ToArray();
        for (var round = 0; round < 5; round++)
        {
            var (start, checks) = (Stopwatch.GetTimestamp(), 0);
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < 1)
            {
                foreach (var timeline in timelines)
                {
                    if (Chain.FaultIn(timeline) is { } fault) throw new InvalidOperationException(fault);
                    checks += timeline.Length;
                }
            }

            Console.WriteLine($"chain     {checks / Stopwatch.GetElapsedTime(start).TotalSeconds,10:N0} entries/s verified on one core ({timelines[0].Length} entries a timeline)");
        }
    }
}
