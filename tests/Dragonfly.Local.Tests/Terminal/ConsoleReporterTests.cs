using Dragonfly.Core.Incidents;
using Dragonfly.Core.Places;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Terminal;
using Spectre.Console;

namespace Dragonfly.Local.Tests.Terminal;

public sealed class ConsoleReporterTests
{
    private readonly StringWriter _output = new();
    private readonly ConsoleReporter _reporter;

    public ConsoleReporterTests() => _reporter = new(Terminals.Open(_output), TimeZoneInfo.Utc);

    [Fact]
    public async Task A_robbery_is_told_from_receipt_to_lock()
    {
        var (one, two) = (Views.Pending("D-1", 1, 41.4), Views.Pending("D-1", 2, 120));
        _reporter.Pushed(Views.Robbery("D-1", 2, one, two), Views.Start.AddMilliseconds(3));
        (one, two) = (one.Unlocked(TimeSpan.FromMilliseconds(7)), two.Unlocked(TimeSpan.FromMilliseconds(9)));
        _reporter.Pushed(Views.Robbery("D-1", 4, one, two) with { ChangedAt = Views.Start.AddMilliseconds(9) }, Views.Start.AddMilliseconds(11));
        var over = Views.Start.AddSeconds(192);
        _reporter.Pushed(Views.Robbery("D-1", 8, one.Locked(over), two.Locked(over)).Closed(over), over.AddMilliseconds(2));

        (await LinesAsync()).ShouldBe(
        [
            "17:00:00 ● D-1 ROBBERY at 35.0456, -85.3097 received: 2 feeds to unlock",
            "           RTIC pushed  D-1 version 2 in 3.0 ms",
            "           unlocked  Camera 1  41 m, in view  7.0 ms",
            "           unlocked  Camera 2  120 m  9.0 ms",
            "           RTIC pushed  D-1 version 4 in 2.0 ms",
            "           re-locked  2 feeds: incident closed, open for 3 min 11 s",
            "           RTIC pushed  D-1 version 8 in 2.0 ms",
        ]);
    }

    [Fact]
    public async Task A_threat_is_declared_and_approved()
    {
        var area = new Circle(new(35.0456, -85.3097), 200);
        var (grant, threat) = (Views.Pending("THREAT-1", 1), new ThreatView("ACTSHOOT", area, "ann", null, Views.Start.AddMinutes(10), Views.Start.AddMinutes(30), null));
        var view = Views.Incident("THREAT-1", 2, "ACTSHOOT", "qualified") with { Grants = [grant], Threat = threat };
        _reporter.Pushed(view, Views.Start);
        _reporter.Pushed(view with { Version = 3, Threat = threat with { ApprovedBy = "bob" } }, Views.Start);
        _reporter.Pushed(view with { Version = 4, Threat = threat with { ApprovedBy = "bob" } }, Views.Start);
        (await LinesAsync()).Where(line => !line.Contains("RTIC", StringComparison.Ordinal)).ShouldBe(
        [
            "17:00:00 ● THREAT-1 ACTSHOOT at 35.0456, -85.3097 declared: 1 feed to unlock",
            "           approved  by another supervisor, until 17:30",
        ]);
    }

    [Fact]
    public async Task Feeds_that_wait_for_an_approval_are_not_told_as_unlocking()
    {
        _reporter.Pushed(Views.Robbery("D-1", 2, Views.Pending("D-1", 1) with { State = GrantState.AwaitingApproval }) with { AwaitingApproval = true }, Views.Start);
        (await LinesAsync())[0].ShouldBe("17:00:00 ● D-1 ROBBERY at 35.0456, -85.3097 received: 1 feed to unlock when a supervisor approves");
    }

    [Fact]
    public async Task Feeds_locked_for_different_reasons_are_told_apart()
    {
        var grants = Enumerable.Range(1, 3).Select(n => Views.Pending("D-1", n).Unlocked(TimeSpan.Zero)).ToArray();
        _reporter.Pushed(Views.Robbery("D-1", 4, grants), Views.Start);
        var end = Views.Start.AddMinutes(30);
        _reporter.Pushed(
            Views.Robbery("D-1", 6, grants[0].Locked(end, "timeToLive"), grants[1].Locked(end, "timeToLive"), grants[2].Locked(Views.Start.AddMinutes(5), "paused")), end);
        var text = string.Join('\n', await LinesAsync());
        text.ShouldContain("re-locked  2 feeds: time to live, open for 30 min 00 s");
        text.ShouldContain("re-locked  Camera 3: paused, open for 5 min 00 s");
    }

    [Fact]
    public async Task Failures_and_delays_are_told_once()
    {
        var grant = Views.Pending("D-1", 1);
        _reporter.Pushed(Views.Robbery("D-1", 2, grant), Views.Start);
        _reporter.Pushed(Views.Robbery("D-1", 4, grant with { Reason = "timeout" }), Views.Start);
        _reporter.Pushed(Views.Robbery("D-1", 6, grant with { Reason = "unreachable", Overdue = true }), Views.Start);
        _reporter.Pushed(Views.Robbery("D-1", 8, grant with { Reason = "unreachable", Overdue = true }), Views.Start);
        _reporter.Pushed(Views.Robbery("D-1", 9, grant with { Reason = "incidentClosed", State = GrantState.Failed, LockedAt = Views.Start }), Views.Start);
        (await LinesAsync()).Where(line => !line.Contains("RTIC", StringComparison.Ordinal)).Skip(1).ShouldBe(
        [
            "           not open yet  Camera 1: timeout, trying again",
            "           overdue  Camera 1: the video system has not opened it yet",
            "           never opened  Camera 1: incident closed",
        ]);
    }

    [Fact]
    public async Task A_call_that_does_not_qualify_is_one_line()
    {
        var view = Views.Incident("D-2", 2, "PARKING", "callTypeNotQualified");
        _reporter.Pushed(view, Views.Start);
        _reporter.Pushed((view with { Version = 3 }).Closed(Views.Start.AddMinutes(9)), Views.Start);
        (await LinesAsync()).ShouldBe(["17:00:00 · D-2 PARKING at 35.0456, -85.3097: no unlock, call type not qualified"]);
    }

    [Fact]
    public async Task A_call_that_comes_to_qualify_is_told_of_again()
    {
        _reporter.Pushed(Views.Incident("D-2", 2, "NOISE", "callTypeNotQualified"), Views.Start);
        _reporter.Pushed(Views.Robbery("D-2", 4, Views.Pending("D-2", 1)) with { ChangedAt = Views.Start.AddMinutes(1) }, Views.Start);
        (await LinesAsync())[1].ShouldBe("17:01:00 ● D-2 ROBBERY at 35.0456, -85.3097 changed: 1 feed to unlock");
    }

    [Fact]
    public async Task Views_that_come_late_or_twice_are_not_told()
    {
        var view = Views.Robbery("D-1", 4, Views.Pending("D-1", 1).Unlocked(TimeSpan.Zero));
        _reporter.Pushed(view, Views.Start);
        _reporter.Pushed(view, Views.Start);
        _reporter.Pushed(Views.Robbery("D-1", 2, Views.Pending("D-1", 1)), Views.Start);
        (await LinesAsync()).Length.ShouldBe(3);
    }

    [Fact]
    public async Task Text_from_outside_cannot_steer_the_terminal()
    {
        _reporter.Pushed(Views.Incident("[red]\u001b[2J[/]", 2, "[", "x"), Views.Start);
        var line = (await LinesAsync()).ShouldHaveSingleItem();
        line.ShouldContain("[red]\uFFFD[2J[/] [ at");
    }

    [Fact]
    public async Task On_a_fast_clock_the_machines_time_is_told()
    {
        var output = new StringWriter();
        await using (var reporter = new ConsoleReporter(Terminals.Open(output), TimeZoneInfo.Utc, speed: 60))
            reporter.Pushed(Views.Robbery("D-1", 4, Views.Pending("D-1", 1).Unlocked(TimeSpan.FromMilliseconds(300))), Views.Start.AddMilliseconds(600));
        output.ToString().ShouldContain("40 m, in view  5.0 ms");
        output.ToString().ShouldContain("in 10.0 ms");
    }

    [Fact]
    public async Task A_terminal_that_is_stuck_costs_lines_and_not_time()
    {
        var stuck = new StuckWriter();
        var reporter = new ConsoleReporter(Terminals.Open(stuck), TimeZoneInfo.Utc);
        reporter.Pushed(Views.Incident("D-0", 1, "NOISE", "x"), Views.Start);
        await stuck.Reached;
        for (var i = 1; i <= 1_500; i++) reporter.Pushed(Views.Incident($"D-{i}", 1, "NOISE", "x"), Views.Start);
        stuck.Release();
        await reporter.DisposeAsync();
        var lines = stuck.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldContain("476 updates not shown: the terminal is slower than the calls");
        lines.Length.ShouldBe(1 + 1 + 1_024);
        lines[^1].ShouldContain("D-1500");
    }

    [Fact]
    public async Task A_terminal_that_is_gone_troubles_nobody()
    {
        var reporter = new ConsoleReporter(Terminals.Open(new GoneWriter()), TimeZoneInfo.Utc);
        reporter.Pushed(Views.Incident("D-1", 1, "NOISE", "x"), Views.Start);
        await reporter.DisposeAsync();
        reporter.Pushed(Views.Incident("D-2", 1, "NOISE", "x"), Views.Start);
    }

    [Fact]
    public void What_is_remembered_is_bounded()
    {
        var recent = new RecentIncidents(2);
        foreach (var (number, version) in ((string, long)[])[("A", 1), ("B", 1), ("A", 2), ("C", 1)])
            recent.TryAdvance(Views.Incident(number, version, "NOISE", "x"), out _).ShouldBeTrue();
        recent.Count.ShouldBe(2);
        recent.TryAdvance(Views.Incident("A", 2, "NOISE", "x"), out _).ShouldBeFalse();
        recent.TryAdvance(Views.Incident("B", 2, "NOISE", "x"), out var forgotten).ShouldBeTrue();
        forgotten.ShouldBeNull();
    }

    [Fact]
    public async Task Only_pushes_that_succeeded_are_observed()
    {
        var seen = new List<IncidentView>();
        var inner = new FakeChannel();
        var channel = new ObservedRticChannel(inner, TimeProvider.System, new Observer(seen));
        await channel.PushAsync(Views.Incident("D-1", 1, "NOISE", "x"), default);
        inner.Fails = true;
        await Should.ThrowAsync<IOException>(channel.PushAsync(Views.Incident("D-2", 1, "NOISE", "x"), default));
        seen.ShouldHaveSingleItem().Number.ShouldBe("D-1");
        (await channel.NegotiateAsync("user", new("cpd"), false, default)).Url.ShouldBe("url");
    }

    private async Task<string[]> LinesAsync()
    {
        await _reporter.DisposeAsync();
        return _output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    private sealed class Observer(List<IncidentView> seen) : IRticObserver
    {
        public void Pushed(IncidentView view, DateTimeOffset at) => seen.Add(view);
    }

    private sealed class FakeChannel : IRticChannel
    {
        public bool Fails { get; set; }

        public Task PushAsync(IncidentView view, CancellationToken cancellation) => Fails ? Task.FromException(new IOException()) : Task.CompletedTask;

        public Task NotifyAsync(Core.Access.AgencyId? agency, Notice notice, CancellationToken cancellation) => Task.CompletedTask;

        public Task<Negotiation> NegotiateAsync(string user, Core.Access.AgencyId agency, bool supervises, CancellationToken cancellation) => Task.FromResult(new Negotiation("url", "token"));
    }

    private sealed class StuckWriter : StringWriter
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _released = new();

        public Task Reached => _reached.Task;

        public void Release() => _released.Set();

        public override void Write(string? value)
        {
            _reached.TrySetResult();
            _released.Wait();
            base.Write(value);
        }
    }

    private sealed class GoneWriter : StringWriter
    {
        public override void Write(string? value) => throw new IOException("broken pipe");

        public override void Write(char value) => throw new IOException("broken pipe");

        public override void Flush() => throw new IOException("broken pipe");
    }
}
