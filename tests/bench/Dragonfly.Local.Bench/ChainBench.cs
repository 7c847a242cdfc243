using System.Diagnostics;
using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Core.Unlocks;
using Commands = Dragonfly.Core.Incidents;

namespace Dragonfly.Local.Bench;

/// <summary>How fast the hashes of a timeline are checked, in processor time of one thread.</summary>
internal static class ChainBench
{
    public static void Run()
    {
        var timeline = WholeLife();
        var bytes = timeline.Average(entry => JsonSerializer.SerializeToUtf8Bytes(entry, CoreJson.Default.Entry).Length);
        var best = 0.0;
        for (var round = 0; round < 8; round++)
        {
            var (start, before, checks) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, 0);
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < 1)
            {
                if (Chain.FaultIn(timeline) is { } fault) throw new InvalidOperationException(fault);
                checks += timeline.Count;
            }

            best = Math.Max(best, checks / (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        Console.WriteLine($"chain     {best,10:N0} entries/s verified on one core, {bytes:N0} bytes each, {timeline.Count} to a timeline");
    }

    // A robbery, eight feeds, two of them watched for two minutes.
    public static List<Entry> WholeLife()
    {
        var (incident, at) = (BusyIncident.Reported("26-1", out var near), TestCad.Noon);
        incident.DoVideo(at);
        foreach (var grant in incident.Incident.Grants.Take(2))
        {
            var ticket = TicketId.Of(grant.Id, "0123456789abcdef");
            var feed = near.First(feed => feed.Id == grant.Feed);
            incident.Do(at, new Commands.IssueTicket(ticket, grant.Id, "6f1d1c6e", null, feed));
            for (var i = 1; i <= 8; i++) incident.Do(at.AddSeconds(15 * i), new Commands.RenewTicket(ticket, "6f1d1c6e", feed));
        }

        incident.Do(at.AddSeconds(125), TestCad.Message("26-1", at.AddSeconds(125), CadStatus.Closed));
        incident.DoVideo(at.AddSeconds(126));
        return incident.Timeline;
    }
}
