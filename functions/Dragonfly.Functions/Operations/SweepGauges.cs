using System.Diagnostics.Metrics;

namespace Dragonfly.Functions.Operations;

/// <summary>
/// What the sweep saw, for whoever measures: <c>dragonfly.grants.open</c>, <c>dragonfly.locks.overdue</c> and <c>dragonfly.incidents.overdue</c>. An instance that has
/// not swept for two minutes says nothing: another one sweeps, and an old figure would keep an alert alive.
/// </summary>
public sealed class SweepGauges
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2);

    private readonly TimeProvider clock;
    private volatile Seen? last;

    /// <summary>Offers the gauges.</summary>
    public SweepGauges(IMeterFactory meters, TimeProvider clock)
    {
        this.clock = clock;
        var meter = meters.Create(Telemetry.MeterName);
        Gauge("dragonfly.grants.open", "Feeds that the video system holds open for incidents", figures => figures.GrantsOpen);
        Gauge("dragonfly.locks.overdue", "Feeds whose lock the video system has not confirmed for more than ten seconds", figures => figures.LocksOverdue);
        Gauge("dragonfly.incidents.overdue", "Incidents with something due for more than 90 seconds", figures => figures.IncidentsOverdue);

        void Gauge(string name, string description, Func<SweepFigures, int> of) =>
            meter.CreateObservableGauge(name, () => Current is { } figures ? [new Measurement<int>(of(figures))] : (IEnumerable<Measurement<int>>)[], null, description);
    }

    /// <summary>What was seen, unless that was too long ago.</summary>
    private SweepFigures? Current => last is var (figures, at) && clock.GetElapsedTime(at) < Fresh ? figures : null;

    /// <summary>Takes note of a sweep.</summary>
    public void Note(SweepFigures figures) => last = new(figures, clock.GetTimestamp());

    private sealed record Seen(SweepFigures Figures, long At);
}

/// <summary>What a sweep saw.</summary>
/// <param name="GrantsOpen">Leases held for grants.</param>
/// <param name="LocksOverdue">Grants that should be locked by now, and may not be.</param>
/// <param name="IncidentsOverdue">Incidents with something due for too long.</param>
public sealed record SweepFigures(int GrantsOpen, int LocksOverdue, int IncidentsOverdue);
