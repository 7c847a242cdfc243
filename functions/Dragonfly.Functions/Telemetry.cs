using System.Diagnostics.Metrics;

namespace Dragonfly.Functions;

/// <summary>What operations staff can count. Meter <c>Dragonfly</c>.</summary>
internal static class Telemetry
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Dragonfly";

    private static readonly Meter Meter = new(MeterName);

    /// <summary>Views and notices that did not reach the RTIC.</summary>
    public static Counter<long> PushesFailed { get; } = Meter.CreateCounter<long>("dragonfly.rtic.pushes.failed");

    /// <summary>Loops that could not be woken; the sweeper finds their incidents within a minute.</summary>
    public static Counter<long> WakesFailed { get; } = Meter.CreateCounter<long>("dragonfly.loops.wakes.failed");

    /// <summary>Leases that the video system held without a live grant.</summary>
    public static Counter<long> LeasesAstray { get; } = Meter.CreateCounter<long>("dragonfly.video.leases.astray");

    /// <summary>Calls to the video system that failed, by verb and code.</summary>
    public static Counter<long> VideoFailures { get; } = Meter.CreateCounter<long>("dragonfly.video.failures");

    /// <summary>CAD's requests that were turned away because too many were under way, by agency.</summary>
    public static Counter<long> CadTurnedAway { get; } = Meter.CreateCounter<long>("dragonfly.cad.turned_away");

    /// <summary>CAD's messages that were not understood, by the code of why.</summary>
    public static Counter<long> CadRejected { get; } = Meter.CreateCounter<long>("dragonfly.cad.rejected");

    /// <summary>CAD's messages that were not understood and could not be kept either.</summary>
    public static Counter<long> CadRejectedLost { get; } = Meter.CreateCounter<long>("dragonfly.cad.rejected.lost");

    /// <summary>Signs of life of CAD systems that could not be noted; the next one tries again.</summary>
    public static Counter<long> CadPulsesLost { get; } = Meter.CreateCounter<long>("dragonfly.cad.pulses.lost");

    /// <summary>Attempts to write to principals' timelines that failed: alert on any.</summary>
    public static Counter<long> RecordsFailed { get; } = Meter.CreateCounter<long>("dragonfly.audit.records.failed");

    /// <summary>Records that were never written: alert on any.</summary>
    public static Counter<long> RecordsLost { get; } = Meter.CreateCounter<long>("dragonfly.audit.records.lost");

    /// <summary>Agencies whose CAD system is silent.</summary>
    public static Gauge<int> CadSilent { get; } = Meter.CreateGauge<int>("dragonfly.cad.silent");

    /// <summary>Notices of accesses that an owner wanted and did not get; the access is in the log.</summary>
    public static Counter<long> OwnerNoticesLost { get; } = Meter.CreateCounter<long>("dragonfly.owners.notices.lost");

    /// <summary>Findings of possible misuse, by agency and rule.</summary>
    public static Counter<long> MisuseSuspected { get; } = Meter.CreateCounter<long>("dragonfly.misuse.suspected");

    /// <summary>Rounds of checkpoints that failed; the next one, a quarter of an hour later, makes up for it.</summary>
    public static Counter<long> CheckpointsFailed { get; } = Meter.CreateCounter<long>("dragonfly.audit.checkpoints.failed");

    /// <summary>Entries and events that can never be told of and were put aside, by why: alert on any.</summary>
    public static Counter<long> EventsPoisoned { get; } = Meter.CreateCounter<long>("dragonfly.events.poisoned");

    /// <summary>Files in the clip store that belong to no clip; one that stays so for a day is deleted.</summary>
    public static Counter<long> ClipFilesAstray { get; } = Meter.CreateCounter<long>("dragonfly.clips.files.astray");

    /// <summary>Clips that did not come or are not what was asked for, by why: alert on any.</summary>
    public static Counter<long> ClipsFailed { get; } = Meter.CreateCounter<long>("dragonfly.clips.failed");

    /// <summary>Clips that were deleted when their time was over.</summary>
    public static Counter<long> ClipsDeleted { get; } = Meter.CreateCounter<long>("dragonfly.clips.deleted");

    /// <summary>Events that were published.</summary>
    public static Counter<long> EventsPublished { get; } = Meter.CreateCounter<long>("dragonfly.events.published");

    /// <summary>Events that came in and were taken, by type.</summary>
    public static Counter<long> EventsReceived { get; } = Meter.CreateCounter<long>("dragonfly.events.received");

    /// <summary>Events that came in and meant nothing to us, by why.</summary>
    public static Counter<long> EventsIgnored { get; } = Meter.CreateCounter<long>("dragonfly.events.ignored");

    /// <summary>From the receipt of the message that called for it, or a supervisor's approval, to a feed being open.</summary>
    public static Histogram<double> UnlockLatency { get; } = Meter.CreateHistogram<double>("dragonfly.unlock.latency", "ms");

    /// <summary>The same to each stage on the way, by <see cref="Operations.UnlockStage">stage</see>.</summary>
    public static Histogram<double> UnlockStages { get; } = Meter.CreateHistogram<double>("dragonfly.unlock.stage", "ms");

    /// <summary>Request units that calls to Cosmos DB cost, by container and operation.</summary>
    public static Histogram<double> RequestUnits { get; } = Meter.CreateHistogram<double>("dragonfly.store.request_units", "{RU}");

    /// <summary>Calls that Cosmos DB turned away for their number (429) to the last try, by container and operation.</summary>
    public static Counter<long> StoreThrottled { get; } = Meter.CreateCounter<long>("dragonfly.store.throttled");
}
