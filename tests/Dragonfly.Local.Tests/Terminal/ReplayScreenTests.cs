using System.Net;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Registry;
using Dragonfly.Local.Replay;
using Dragonfly.Local.Terminal;
using Dragonfly.Local.Tests.Replay;
using Spectre.Console;

namespace Dragonfly.Local.Tests.Terminal;

public sealed class ReplayScreenTests
{
    private readonly FakeCadServer _server = new();
    private readonly FakeIncidentStore _store = new();

    [Fact]
    public async Task Where_there_is_no_terminal_it_speaks_in_lines()
    {
        var output = new StringWriter();
        (await RunAsync(Terminals.Open(output))).ShouldBe(0);
        var lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("Replaying test.csv: 1 call, lived as 2026-11-20 at 60 times the speed");
        lines[1].ShouldBe("line 7 left out: it is [not] a row");
        lines[2].ShouldBe("01:00 calls, 1 of 2 messages sent");
        lines[3].ShouldBe("02:00 calls, 2 of 2 messages sent");
        lines[4].ShouldBe("02:00 locking, 0 incidents to go, 2 of 2 messages sent");
        lines.ShouldContain("calls: 1");
        lines.ShouldContain("feeds left open: 0");
        lines.ShouldContain("distance to unlocked feed (m): none");
        lines.ShouldContain(line => line.StartsWith("CAD message answered (ms): p50 ", StringComparison.Ordinal));
        lines.ShouldAllBe(line => !line.Contains('\u001b', StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_a_terminal_it_draws_a_bar_and_tables()
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(new() { Out = new FakeTerminal(output), Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes });
        (await RunAsync(console)).ShouldBe(0);
        output.ToString().ShouldContain("100%");
        output.ToString().ShouldContain("│ feeds left open");
        output.ToString().ShouldContain("╭");
    }

    [Fact]
    public async Task A_message_that_was_not_accepted_is_told_of_and_makes_the_exit_code_2()
    {
        var output = new StringWriter();
        _server.Answer(HttpStatusCode.Forbidden);
        (await RunAsync(Terminals.Open(output))).ShouldBe(2);
        output.ToString().ShouldContain("1 message not accepted: refused: HTTP 403");
        output.ToString().ShouldContain("messages refused: 1");
    }

    private async Task<int> RunAsync(IAnsiConsole console)
    {
        var wall = new JumpingTimeProvider(new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
        var day = VirtualDay.Yesterday(wall.GetUtcNow());
        var clock = day.Clock(wall, 60);
        var statistics = new RunStatistics("R1-", 60);
        var closed = Incident.Unreported(new AgencyId("cpd"), "R1-1") with { ClosedAt = day.At(TimeSpan.FromHours(2)) };
        _store.Heads[closed.Id] = closed;
        var screen = new ReplayScreen(
            console,
            new ReplayRunner(_server.Client, () => "token", clock, statistics, "R1-"),
            new Settlement(_store, new FakeVideoSystem(), clock, statistics),
            statistics,
            clock);
        var call = new Call("1", TimeSpan.FromHours(1), null, TimeSpan.FromHours(2), "TRESPASS", "TRESPASS", SeededRegistry.Downtown, "");
        return await screen.RunAsync(new("test.csv", [call], [new(7, "it is [not] a row")]), day, CancellationToken.None);
    }

    private sealed class FakeTerminal(TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => true;

        public int Width => 120;

        public int Height => 40;

        public void SetEncoding(System.Text.Encoding encoding)
        {
        }
    }
}
