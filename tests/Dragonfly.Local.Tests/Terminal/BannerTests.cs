using System.Diagnostics;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Local.Terminal;

namespace Dragonfly.Local.Tests.Terminal;

public sealed class BannerTests
{
    private static readonly string LongToken = string.Concat(Enumerable.Repeat("eyJhbGciOi.[x]_-", 60));
    private static readonly BannerFacts Facts =
        new(new("http://localhost:7071/"), 300, 2_000, "/data/[dragonfly]", [.. Role.All.Select(role => new RoleToken(role, $"{role}.{LongToken}"))]);

    [Fact]
    public void It_says_what_runs_where_with_whole_tokens()
    {
        var lines = Write(Facts);
        lines[0].ShouldBe("Dragonfly Community Connect on http://localhost:7071");
        lines.ShouldContain(line => line.Contains("2,000 feeds of 300 invented partners", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains("/data/[dragonfly]", StringComparison.Ordinal));
        foreach (var (role, token) in Facts.Tokens) lines[Array.IndexOf(lines, role) + 1].ShouldBe(token);
    }

    [Theory]
    [InlineData(true, "/console/")]
    [InlineData(false, "none: it is built where Node.js 20.19 or newer is at hand")]
    public void It_says_whether_there_are_pages(bool has, string said) =>
        Write(Facts with { HasDashboard = has }).ShouldContain(line => line.Contains("Dashboard", StringComparison.Ordinal) && line.Contains(said, StringComparison.Ordinal));

    [Fact]
    public void A_narrow_terminal_does_not_break_what_is_to_be_copied()
    {
        var output = new StringWriter();
        var console = Terminals.Open(output);
        console.Profile.Width = 40;
        Banner.Write(console, Facts);
        var lines = output.ToString().Split(Environment.NewLine);
        foreach (var (_, token) in Facts.Tokens) lines.ShouldContain(token);
        lines.Count(line => line.StartsWith("curl ", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public void It_says_how_another_process_comes_by_the_cameras() =>
        Write(Facts with { VideoGatewayToken = "secret" }).ShouldContain("DRAGONFLY_VIDEO_ENDPOINT=http://localhost:7071/video-gateway DRAGONFLY_VIDEO_TOKEN=secret");

    [Fact]
    public void During_a_replay_no_command_is_offered_that_would_be_refused() =>
        Write(Facts with { Replaying = true }).ShouldAllBe(line => !line.StartsWith("curl", StringComparison.Ordinal));

    [Fact]
    public void The_commands_work_pasted_into_bash()
    {
        var commands = Write(Facts).Where(line => line.StartsWith("curl ", StringComparison.Ordinal)).ToArray();
        // curl stands in as a function that prints its arguments, each ended by a record separator; the robbery is reported twice.
        var calls = Bash($"curl() {{ printf '%s\\036' \"$@\"; printf '\\035'; }}\n{commands[0]}\n{commands[1]}\n")
            .Split('\u001d', StringSplitOptions.RemoveEmptyEntries).Select(call => call.Split('\u001e')).ToArray();
        calls.Length.ShouldBe(2);
        foreach (var call in calls)
        {
            call.ShouldContain("http://localhost:7071/api/cad/incidents");
            call.ShouldContain($"Authorization: Bearer {Facts.Tokens[0].Token}");
            call.ShouldContain("Content-Type: application/json");
        }

        var bodies = calls.Select(call => JsonDocument.Parse(call[Array.IndexOf(call, "-d") + 1]).RootElement).ToArray();
        bodies.Select(body => body.GetProperty("status").GetString()).ShouldBe(["Active", "Closed"]);
        bodies.Select(body => body.GetProperty("number").GetString()).Distinct().ShouldHaveSingleItem()!.ShouldMatch(@"^DEMO-\d{10}$");
        bodies.Select(body => body.GetProperty("messageId").GetString()).ShouldBeUnique();
        bodies[0].GetProperty("callType").GetString().ShouldBe("ROBBERY");
        bodies[0].GetProperty("location").GetProperty("latitude").GetDouble().ShouldBe(35.0456);
        foreach (var body in bodies) body.GetProperty("messageTime").GetDateTimeOffset().ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Closing_what_was_not_reported_in_that_terminal_explains_itself()
    {
        var close = Write(Facts).Where(line => line.StartsWith("curl ", StringComparison.Ordinal)).Last();
        Bash($"unset n; {close}").ShouldContain("report the robbery first");
    }

    private static string[] Write(BannerFacts facts)
    {
        var output = new StringWriter();
        Banner.Write(Terminals.Open(output), facts);
        return output.ToString().Split(Environment.NewLine);
    }

    private static string Bash(string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        bash.StandardInput.Write(script);
        bash.StandardInput.Close();
        var output = bash.StandardOutput.ReadToEnd() + bash.StandardError.ReadToEnd();
        bash.WaitForExit();
        return output;
    }
}
