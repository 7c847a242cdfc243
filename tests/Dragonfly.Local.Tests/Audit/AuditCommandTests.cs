using Dragonfly.Audit;
using Dragonfly.Conformance;

namespace Dragonfly.Local.Tests.Audit;

public sealed class AuditCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TestLog log = TestLog.Full();

    [Fact]
    public async Task Says_0_of_a_log_that_is_as_it_was_written()
    {
        var (exitCode, output, _) = await RunAsync("verify", Write("log", log.Export()), "--key", Write("key", [log.Signer.Pem]));
        output.ShouldContain("The log is as it was written.");
        output.ShouldContain("cpd: from the beginning until 2026-08-01 12:15:00Z, by 2 checkpoints");
        output.ShouldNotContain("Give --key");
        exitCode.ShouldBe(0);
        (await RunAsync("verify", Write("log", log.Export()))).Output.ShouldContain("Give --key");
    }

    [Fact]
    public async Task Says_1_of_one_that_is_not()
    {
        (await RunAsync("verify", Write("log", log.Export()[..^2]))).ExitCode.ShouldBe(1);
        (await RunAsync("verify", Write("log", log.Export()), "--key", Write("key", [new TestSigner().Pem]))).ShouldSatisfyAllConditions(
            run => run.ExitCode.ShouldBe(1),
            run => run.Output.ShouldContain("badSignature: checkpoints/cpd, entry 1"));
        (await RunAsync("verify", Write("empty", []))).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Says_2_when_it_cannot_tell()
    {
        var there = Write("log", log.Export());
        foreach (var args in (string[][])[["verify"], ["verify", Path.Combine(folder.Path, "nowhere")], ["verify", folder.Path], ["verify", there, "--key", there], ["verify", there, "--nonsense"], ["nonsense"], []])
        {
            var (exitCode, _, error) = await RunAsync(args);
            exitCode.ShouldBe(2, string.Join(' ', args));
            error.ShouldNotBeEmpty();
        }

        (await RunAsync("figures", Write("array", ["[]"]))).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Lines_longer_than_a_block_line_ends_of_another_world_and_blank_lines_are_read()
    {
        var lines = log.Export();
        lines[4] = lines[4].Replace("{\"sequence\"", $"{{{new string(' ', 3_000_000)}\"sequence\"", StringComparison.Ordinal);
        var file = Path.Combine(folder.Path, "log");
        await File.WriteAllTextAsync(file, string.Join("\r\n", lines) + "\r\n\r\n");
        (await RunAsync("verify", file)).ShouldSatisfyAllConditions(run => run.ExitCode.ShouldBe(0, run.Output));
    }

    [Fact]
    public async Task A_log_of_many_blocks_is_put_together_in_its_order()
    {
        for (var i = 0; i < 3_000; i++) log.Append("refusals/cpd", TestCad.Noon.AddMinutes(16), [.. Enumerable.Repeat(new Core.Incidents.Refused("lock", "late", null), 3)]);
        log.Seal(TestCad.Noon.AddMinutes(30));
        var lines = log.Export();
        (await RunAsync("verify", Write("log", lines))).ShouldSatisfyAllConditions(run => run.ExitCode.ShouldBe(0, run.Output));
        lines.RemoveAt(6_000);
        (await RunAsync("verify", Write("log", lines))).Output.ShouldContain("missing: refusals/cpd, entry");
    }

    public void Dispose() => folder.Dispose();

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await AuditCommand.RunAsync(args, Stream.Null, output, error);
        return (exitCode, output.ToString(), error.ToString());
    }

    private string Write(string name, IEnumerable<string> lines)
    {
        var file = Path.Combine(folder.Path, name);
        File.WriteAllLines(file, lines);
        return file;
    }
}
