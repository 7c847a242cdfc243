using System.ComponentModel;
using System.Diagnostics;
using Dragonfly.Functions.Configuration;
using Microsoft.Extensions.Configuration;

namespace Dragonfly.Local.Unlocks.Video.Recording;

/// <summary>The program that makes MP4 files, where this machine has it.</summary>
/// <param name="path">Where it is.</param>
/// <param name="clock">What its time is measured on.</param>
internal sealed class Ffmpeg(string path, TimeProvider clock)
{
    /// <summary>The setting that says where it is, or that there is none.</summary>
    public const string Setting = "DRAGONFLY_FFMPEG";

    private const int MostTold = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly string[] Arguments =
        ["-hide_banner", "-loglevel", "error", "-nostats", "-f", "avi", "-i", "pipe:0", "-an", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-threads", "1", "-movflags", "+faststart", "-f", "mp4", "-y"];

    /// <summary>Where it is: what the setting says, else where programs are; null for none.</summary>
    /// <exception cref="InvalidSettingException">It is not there.</exception>
    public static string? Find(IConfiguration configuration) => configuration.Optional(Setting) switch
    {
        "none" => null,
        { } named => File.Exists(named) ? named : throw new InvalidSettingException(Setting, "the path of ffmpeg, or none"),
        null => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "ffmpeg.exe" : "ffmpeg")).FirstOrDefault(File.Exists),
    };

    /// <summary>Makes an MP4 file of another one.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="target">Where it is to be.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Why it could not; null when it did.</returns>
    public async Task<string?> EncodeAsync(IExportFile recording, string target, CancellationToken cancellation)
    {
        using var tooLong = new CancellationTokenSource(Patience, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(tooLong.Token, cancellation);
        Process? process = null;
        try
        {
            process = Process.Start(new ProcessStartInfo(path, [.. Arguments, target]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true });
            if (process is null) return "it did not start";
            var (told, said) = (process.StandardError.ReadToEndAsync(end.Token), process.StandardOutput.ReadToEndAsync(end.Token));
            await using (var input = process.StandardInput.BaseStream) await recording.WriteAsync(input, end.Token);
            await process.WaitForExitAsync(end.Token);
            await said;
            var text = (await told).Trim();
            return process.ExitCode == 0 && new FileInfo(target) is { Exists: true, Length: > 0 } ? null : $"exit code {process.ExitCode}: {text[..Math.Min(text.Length, MostTold)]}";
        }
        catch (Exception e) when (e is IOException or Win32Exception || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return e.Message;
        }
        finally
        {
            if (process is { HasExited: false }) process.Kill();
            process?.Dispose();
        }
    }
}
