using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Unlocks.Video.Faults;

namespace Dragonfly.Local.Tests.Operations;

/// <summary>What operations staff see counted and measured.</summary>
public sealed class FigureTests
{
    [Fact]
    public async Task An_unlock_is_measured_at_every_stage()
    {
        var stages = new ConcurrentQueue<(string Stage, double Milliseconds)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument is { Meter.Name: "Dragonfly", Name: "dragonfly.unlock.stage" }) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) => stages.Enqueue(((string)tags[0].Value!, value)));
        listener.Start();

        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await town.Cad.ReportAsync("26-1");
        await town.UntilAsync(() => town.Investigator.IncidentAsync(id), view => view.Grants.All(grant => grant.State == GrantState.Unlocked));
        await Eventually.SeeAsync(() => stages.Count(seen => seen.Stage == "viewable") >= 2);
        stages.Select(seen => seen.Stage).Distinct().ShouldBe(["decided", "pushed", "opened", "viewable"], ignoreOrder: true);
        stages.ShouldAllBe(seen => seen.Milliseconds >= 0);
    }

    [Fact]
    public async Task The_sweep_measures_what_is_open_and_what_is_overdue_even_while_the_video_system_does_not_answer()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await town.Cad.ReportAsync("26-1");
        await town.UntilAsync(() => town.Investigator.IncidentAsync(id), view => view.Grants.All(grant => grant.State == GrantState.Unlocked));
        await town.SweepAsync();
        Read(town).ShouldBe(new() { ["dragonfly.grants.open"] = 2, ["dragonfly.locks.overdue"] = 0, ["dragonfly.incidents.overdue"] = 0 });

        // CAD closes, and the video system neither locks nor says what it holds: it is asked again and again, and never answers.
        using var down = town.Faults.Order(new Unreachable());
        await town.Cad.CloseAsync("26-1");
        await town.UntilAsync(() => town.Investigator.IncidentAsync(id), view => view.Grants.All(grant => grant.State == GrantState.Locking));
        town.Clock.Advance(TimeSpan.FromSeconds(11));
        await town.SweepAsync();
        Read(town)["dragonfly.locks.overdue"].ShouldBe(2);
    }

    private static Dictionary<string, int> Read(Town town)
    {
        var seen = new Dictionary<string, int>();
        using var listener = new MeterListener();
        var meters = town.Service<IMeterFactory>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Meter.Name == "Dragonfly") self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => seen[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return seen;
    }
}
