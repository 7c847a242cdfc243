using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Dragonfly.Emulators.Azurite;

/// <summary>
/// Azurite, the emulator of Azure Storage, from npm (<c>tests/azurite</c>): its blob service, on a free port of this machine. It ends with this process. Where it cannot be had, tests that
/// need it are skipped and say why; where <c>DRAGONFLY_REQUIRE_EMULATORS</c> is 1 (CI) they run, and fail with that reason.
/// </summary>
public sealed partial class Azurite : IAsyncDisposable
{
    /// <summary>The account that it has.</summary>
    public const string Account = "evidence";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly string Folder = Path.Combine(Root(), "tests", "azurite");
    private static readonly Lazy<string?> Missing = new(Install);

    private readonly Process process;
    private readonly DirectoryInfo data;

    private Azurite(Process process, DirectoryInfo data, Uri endpoint, string key, AzuriteCertificate? certificate) =>
        (this.process, this.data, Endpoint, Key, Certificate) = (process, data, endpoint, key, certificate);

    /// <summary>Why tests that need it are skipped here; null where they run.</summary>
    public static string? WhyNot => Environment.GetEnvironmentVariable("DRAGONFLY_REQUIRE_EMULATORS") is "1" ? null : Missing.Value;

    /// <summary>The account's address.</summary>
    public Uri Endpoint { get; }

    /// <summary>The account's key.</summary>
    public string Key { get; }

    /// <summary>What it shows for itself over https; null over http.</summary>
    public AzuriteCertificate? Certificate { get; }

    /// <summary>Starts one.</summary>
    /// <param name="secure">Over https, where it takes tokens too.</param>
    public static async Task<Azurite> StartAsync(bool secure = false)
    {
        if (Missing.Value is { } why) throw new InvalidOperationException(why);
        var (data, key) = (Directory.CreateTempSubdirectory("azurite-"), Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)));
        var certificate = secure ? AzuriteCertificate.Make(data.FullName) : null;
        string[] https = certificate is null ? [] : ["--cert", certificate.File, "--key", certificate.KeyFile, "--oauth", "basic"];
        var start = new ProcessStartInfo("node", ["serve.cjs", "--blobHost", "127.0.0.1", "--blobPort", "0", "--location", data.FullName, "--silent", "--disableTelemetry", "--skipApiVersionCheck", .. https])
        {
            WorkingDirectory = Folder,
            Environment = { ["AZURITE_ACCOUNTS"] = $"{Account}:{key}" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var listens = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, said) =>
        {
            if (Listening().Match(said.Data ?? "") is { Success: true } match) listens.TrySetResult(match.Value);
        };
        process.Exited += (_, _) => listens.TrySetException(new InvalidOperationException("Azurite ended before it listened"));
        process.Start();
        process.BeginOutputReadLine();
        return new(process, data, new($"{await listens.Task.WaitAsync(Patience)}/{Account}"), key, certificate);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Certificate?.Dispose();
        data.Delete(recursive: true);
    }

    private static string? Install()
    {
        try
        {
            if (Run("node", "--version") is not 0) return "Node does not run here";
            if (Directory.Exists(Path.Combine(Folder, "node_modules", "azurite"))) return null;
            return Run("npm", "ci", "--no-audit", "--no-fund") is 0 ? null : "npm cannot install Azurite";
        }
        catch (Win32Exception)
        {
            return "Node is not installed";
        }
    }

    private static int Run(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dragonfly.Functions.sln"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("tests run inside the repository");
        return folder.FullName;
    }

    [GeneratedRegex("(?<=successfully listens on )https?://[0-9.:]+")]
    private static partial Regex Listening();
}
