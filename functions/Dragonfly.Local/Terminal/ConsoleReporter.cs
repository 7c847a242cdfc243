using System.Threading.Channels;
using Dragonfly.Core.Incidents;
using Spectre.Console;

namespace Dragonfly.Local.Terminal;

/// <summary>
/// Tells on a terminal what happens to incidents, as it happens. Views wait in a bounded queue for a printer in the background: a slow terminal costs lines
/// (which are counted, and told of), never time on the path of a push.
/// </summary>
public sealed class ConsoleReporter : IRticObserver, IAsyncDisposable
{
    private const int QueueLength = 1_024;
    private const int Remembered = 2_048;

    private readonly IAnsiConsole _console;
    private readonly IncidentStory _story;
    private readonly RecentIncidents _recent = new(Remembered);
    private readonly Channel<(IncidentView View, DateTimeOffset At)> _queue;
    private readonly Task _printer;
    private int _dropped;

    /// <summary>Starts the printer.</summary>
    /// <param name="console">Where to print.</param>
    /// <param name="zone">The time zone that clock times are told in.</param>
    /// <param name="speed">How many times faster than real the process's clock passes.</param>
    public ConsoleReporter(IAnsiConsole console, TimeZoneInfo zone, double speed = 1)
    {
        _console = console;
        _story = new(zone, speed);
        _queue = Channel.CreateBounded<(IncidentView, DateTimeOffset)>(
            new BoundedChannelOptions(QueueLength) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _dropped));
        _printer = Task.Run(PrintAsync);
    }

    /// <inheritdoc/>
    public void Pushed(IncidentView view, DateTimeOffset at) => _queue.Writer.TryWrite((view, at));

    /// <summary>Prints what waits, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _printer;
    }

    private async Task PrintAsync()
    {
        try
        {
            await foreach (var (view, at) in _queue.Reader.ReadAllAsync())
            {
                if (Interlocked.Exchange(ref _dropped, 0) is var dropped and > 0)
                    _console.MarkupLine($"[red]{Phrases.Count(dropped, "update")} not shown: the terminal is slower than the calls[/]");
                if (!_recent.TryAdvance(view, out var before)) continue;
                foreach (var line in _story.Tell(before, view, at)) _console.MarkupLine(line);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            _queue.Writer.TryComplete(); // The terminal is gone, and with it whoever could be told.
        }
    }
}
