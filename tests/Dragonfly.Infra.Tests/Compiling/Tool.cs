using System.Diagnostics;

namespace Dragonfly.Infra.Tests.Compiling;

/// <summary>Runs a program and hears what it says.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="TimeoutException">It does not end.</exception>
    public static ToolAnswer Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1"; // The compiler brings no ICU.
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (process.WaitForExit(Patience)) return new(process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
        process.Kill(entireProcessTree: true);
        throw new TimeoutException($"{program} {string.Join(' ', arguments)} has not ended after {Patience}");
    }
}

/// <summary>What a program said.</summary>
internal sealed record ToolAnswer(int ExitCode, string Output, string Errors);
