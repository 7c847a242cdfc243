using System.Net;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Registry;
using Dragonfly.Local.Replay;

namespace Dragonfly.Local.Tests.Replay;

public sealed class ReplayRunnerTests
{
    private static readonly VirtualDay Day = VirtualDay.Yesterday(new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
    private readonly JumpingTimeProvider _wall = new(new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeCadServer _server = new();
    private readonly ScaledTimeProvider _clock;
    private readonly RunStatistics _statistics = new("R1-", 60);
    private readonly List<ReplayProgress> _progress = [];

    public ReplayRunnerTests() => _clock = Day.Clock(_wall, 60);

    [Fact]
    public async Task Each_call_is_opened_attended_and_closed_at_its_time()
    {
        var times = new List<DateTimeOffset>();
        _server.OnRequest = () => times.Add(_clock.GetUtcNow());
        var result = await RunAsync(Call("1", "10:00", "10:10", "10:30"), Call("2", "10:05", null, "23:59:59"));

        times.Zip([At("10:00"), At("10:05"), At("10:10"), At("10:30"), At("23:59:59")], (real, due) => (real - due).TotalSeconds).ShouldAllBe(late => late >= 0 && late <= 0.1);
        _server.Sent.Select(sent => (sent.Body.GetProperty("number").GetString(), sent.Body.GetProperty("status").GetString())).ShouldBe(
        [
            ("R1-1", "Active"), ("R1-2", "Active"), ("R1-1", "ResourcesOnscene"), ("R1-1", "Closed"), ("R1-2", "Closed"),
        ]);
        result.Incidents.ShouldBe([IncidentId.Of(new("cpd"), "R1-1"), IncidentId.Of(new("cpd"), "R1-2")], ignoreOrder: true);
        result.Refusals.ShouldBeEmpty();
        _wall.GetElapsedTime(0).ShouldBeInRange(TimeSpan.FromMinutes(23.9), TimeSpan.FromMinutes(24));
    }

    [Fact]
    public async Task A_message_says_what_CAD_knows_and_is_signed_with_a_token_of_its_own()
    {
        await RunAsync(Call("1", "10:00", null, "10:30"));
        var (open, close) = (_server.Sent[0], _server.Sent[1]);
        open.Uri.ShouldBe(new Uri("http://localhost:7071/api/cad/incidents"));
        open.Headers.Authorization!.ToString().ShouldBe("Bearer token 1");
        close.Headers.Authorization!.ToString().ShouldBe("Bearer token 2");
        open.Body.GetProperty("callType").GetString().ShouldBe("ROBBERY");
        open.Body.GetProperty("beat").GetString().ShouldBe("K1");
        open.Body.GetProperty("location").GetProperty("latitude").GetDouble().ShouldBe(35.0456);
        open.Body.GetProperty("location").GetProperty("kind").GetString().ShouldBe("CurrentIncident");
        open.Body.GetProperty("messageTime").GetDateTimeOffset().ShouldBe(At("10:00"), TimeSpan.FromSeconds(0.1));
        open.Body.GetProperty("openedAt").GetDateTimeOffset().ShouldBe(open.Body.GetProperty("messageTime").GetDateTimeOffset());
        open.Body.TryGetProperty("closedAt", out _).ShouldBeFalse();
        close.Body.GetProperty("closedAt").GetDateTimeOffset().ShouldBe(At("10:30"), TimeSpan.FromSeconds(0.1));
        close.Body.GetProperty("openedAt").GetDateTimeOffset().ShouldBe(open.Body.GetProperty("openedAt").GetDateTimeOffset());
        close.Body.GetProperty("messageId").GetString().ShouldNotBe(open.Body.GetProperty("messageId").GetString());
    }

    [Fact]
    public async Task A_server_that_asks_to_wait_is_given_its_time_by_the_machines_clock()
    {
        _server.Answer(HttpStatusCode.ServiceUnavailable, retryAfterSeconds: 7);
        _server.Vanish();
        var times = new List<TimeSpan>();
        _server.OnRequest = () => times.Add(_wall.GetElapsedTime(0));
        var result = await RunAsync(Call("1", "00:00", null, "12:00"));
        times.Take(3).ShouldBe([TimeSpan.Zero, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8)]);
        _server.Sent.Take(3).Select(sent => sent.Body.GetProperty("messageId").GetString()).Distinct().ShouldHaveSingleItem();
        result.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_accepted_is_counted_by_why_and_the_day_goes_on()
    {
        _server.Answer(HttpStatusCode.UnprocessableEntity);
        _server.Answer(HttpStatusCode.Accepted, body: """{"results":[{"number":"R1-1","incidentId":null,"outcome":"rejected","reason":"callType"}]}""");
        _server.Answer(HttpStatusCode.Accepted, body: "<html>");
        _server.Answer(HttpStatusCode.Accepted, body: "{}");
        var result = await RunAsync(Call("1", "01:00", null, "02:00"), Call("2", "03:00", null, "04:00"), Call("3", "05:00", null, "06:00"));
        result.Refusals.ShouldBe(new Dictionary<string, int>
        {
            ["refused: HTTP 422"] = 1,
            ["rejected: callType"] = 1,
            ["refused: the answer is not JSON"] = 1,
            ["refused: the answer does not hold one result"] = 1,
        }, ignoreOrder: true);
        result.Incidents.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_server_that_never_comes_back_ends_the_run()
    {
        for (var i = 0; i < 20; i++) _server.Vanish();
        await Should.ThrowAsync<HttpRequestException>(RunAsync(Call("1", "01:00", null, "02:00")));
    }

    [Fact]
    public async Task Answers_are_timed_by_the_machines_clock_and_progress_is_reported()
    {
        _server.OnRequest = () => _wall.Jump(TimeSpan.FromMilliseconds(5));
        await RunAsync(Call("1", "01:00", null, "02:00"));
        _statistics.Summarize(1, 0, 0, 0).Answered.ShouldBe(new(2, 5, 5, 5, 5));
        _progress.Select(report => (report.Sent, report.Messages)).ShouldBe([(1, 2), (2, 2)]);
    }

    private Task<ReplayResult> RunAsync(params Call[] calls)
    {
        var tokens = 0;
        var runner = new ReplayRunner(_server.Client, () => $"token {++tokens}", _clock, _statistics, "R1-");
        return runner.RunAsync(new("test", [.. calls], []), Day, new Collect(_progress), CancellationToken.None);
    }

    private static Call Call(string number, string opened, string? onScene, string closed) =>
        new(number, Time(opened), onScene is null ? null : Time(onScene), Time(closed), "ROBBERY", "ROBBERY", SeededRegistry.Downtown, "K1");

    private static TimeSpan Time(string text) => TimeSpan.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string text) => Day.At(Time(text));

    private sealed class Collect(List<ReplayProgress> into) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value) => into.Add(value);
    }
}
