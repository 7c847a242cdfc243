using System.Diagnostics.Metrics;

namespace Dragonfly.Functions;

/// <summary>What operations staff can count. Meter <c>Dragonfly</c>.</summary>
internal static class Telemetry
{
    private static readonly Meter Meter = new("Dragonfly");

    /// <summary>Views and notices that did not reach the RTIC.</summary>
    public static Counter<long> PushesFailed { get; } = Meter.CreateCounter<long>("dragonfly.rtic.pushes.failed");

    /// <summary>Loops that could not be woken; the sweeper finds their incidents within a minute.</summary>
    public static Counter<long> WakesFailed { get; } = Meter.CreateCounter<long>("dragonfly.loops.wakes.failed");

    /// <summary>Leases that the video system held without a live grant.</summary>
    public static Counter<long> LeasesAstray { get; } = Meter.CreateCounter<long>("dragonfly.video.leases.astray");

    /// <summary>Calls to the video system that failed, by verb and code.</summary>
    public static Counter<long> VideoFailures { get; } = Meter.CreateCounter<long>("dragonfly.video.failures");

    /// <summary>From the receipt of a call to its feed being viewable.</summary>
    public static Histogram<double> UnlockLatency { get; } = Meter.CreateHistogram<double>("dragonfly.unlock.latency", "ms");
}
