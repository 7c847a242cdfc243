using System.Diagnostics.Metrics;
using Dragonfly.Functions.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Functions.Tests.Operations;

public sealed class SweepGaugesTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void An_instance_says_what_it_swept_for_two_minutes_and_then_nothing()
    {
        var gauges = new SweepGauges(services.GetRequiredService<IMeterFactory>(), clock);
        Read().ShouldBeEmpty();
        gauges.Note(new(5, 1, 2));
        clock.Advance(TimeSpan.FromSeconds(119));
        Read().ShouldBe(new Dictionary<string, int> { ["dragonfly.grants.open"] = 5, ["dragonfly.locks.overdue"] = 1, ["dragonfly.incidents.overdue"] = 2 });
        clock.Advance(TimeSpan.FromSeconds(1));
        Read().ShouldBeEmpty();
        gauges.Note(new(0, 0, 0));
        Read()["dragonfly.locks.overdue"].ShouldBe(0);
    }

    public void Dispose() => services.Dispose();

    private Dictionary<string, int> Read()
    {
        var seen = new Dictionary<string, int>();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters)) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => seen[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return seen;
    }
}
