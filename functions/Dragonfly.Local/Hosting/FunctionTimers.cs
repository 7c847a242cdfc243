using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Local.Hosting;

/// <summary>Fires timer functions by the TimeProvider, one firing of each at a time. A firing missed meanwhile is not made up for.</summary>
internal sealed class FunctionTimers(FunctionsHost host, TimeProvider clock, ILogger<FunctionTimers> log) : IHostedService
{
    private readonly Dictionary<string, Entry> entries = host.Of<TimerTriggerAttribute>()
        .ToDictionary(function => function.Name, function => new Entry(function), StringComparer.OrdinalIgnoreCase);

    private bool stopped;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in entries.Values)
        {
            entry.Timer = clock.CreateTimer(_ => _ = TickAsync(entry), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            entry.Due = entry.Schedule.Next(clock.GetUtcNow());
            Arm(entry);
            if (((TimerTriggerAttribute)entry.Function.Trigger).RunOnStartup)
                _ = Task.Run(() => FireLoggedAsync(entry), CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    // A host may be stopped twice, by a signal and by being disposed of: each waits for the firing under way, and gives its turn back.
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        stopped = true;
        foreach (var entry in entries.Values)
        {
            if (entry.Timer is not null)
                await entry.Timer.DisposeAsync();
            await entry.Turn.WaitAsync(cancellationToken);
            entry.Turn.Release();
        }
    }

    public Task FireAsync(string name) => FireAsync(entries[name]);

    /// <summary>What a function's timer is armed for; while it fires, when that was due.</summary>
    public DateTimeOffset ArmedFor(string name) => entries[name].ArmedFor;

    private async Task FireAsync(Entry entry)
    {
        await entry.Turn.WaitAsync();
        try
        {
            await host.InvokeAsync(entry.Function, new TimerInfo());
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    private async Task TickAsync(Entry entry)
    {
        // Timers may fire early.
        if (clock.GetUtcNow() >= entry.Due)
        {
            await FireLoggedAsync(entry);
            entry.Due = entry.Schedule.Next(clock.GetUtcNow());
        }

        Arm(entry);
    }

    private void Arm(Entry entry)
    {
        if (stopped)
            return;
        // A due time beyond a timer's range is reached in steps.
        var wait = entry.Due - clock.GetUtcNow();
        entry.Timer?.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : wait, Timeout.InfiniteTimeSpan);
        entry.ArmedFor = entry.Due;
    }

    private async Task FireLoggedAsync(Entry entry)
    {
        try
        {
            await FireAsync(entry);
        }
        catch (Exception error)
        {
            log.LogError(error, "Timer function {Function} failed", entry.Function.Name);
        }
    }

    private sealed class Entry(LocalFunction function)
    {
        public LocalFunction Function => function;

        public Ncrontab Schedule { get; } = Ncrontab.Parse(((TimerTriggerAttribute)function.Trigger).Schedule);

        public SemaphoreSlim Turn { get; } = new(1);

        public ITimer? Timer { get; set; }

        public DateTimeOffset Due { get; set; }

        public DateTimeOffset ArmedFor { get; set; }
    }
}
