using System.CommandLine;
using System.CommandLine.Parsing;
using System.Security.Cryptography;
using System.Text.Json;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;
using Dragonfly.Core.Transparency;

namespace Dragonfly.Audit;

/// <summary>The command line of <c>dragonfly-audit</c>.</summary>
public static class AuditCommand
{
    /// <summary>The log is as it was written.</summary>
    public const int Fine = 0;

    /// <summary>It is not.</summary>
    public const int Faulty = 1;

    /// <summary>Nobody knows: the command line, the file or a key could not be read.</summary>
    public const int Unreadable = 2;

    /// <summary>Does what the command line asks for.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Stream input, TextWriter output, TextWriter error)
    {
        var file = new Argument<string>("file") { Description = "An export of the log (GET audit/export), or - to read it from the standard input", HelpName = "FILE" };
        var keys = new Option<string[]>("--key") { Description = "A public key in PEM that checkpoints must be signed with; without it, the keys that the export itself brings are believed", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Write the report as JSON" };
        var verify = new Command("verify", "Find out whether a log is as it was written: exit code 0 when it is, 1 when it is not, 2 when it cannot be read.") { file, keys, json };
        verify.SetAction((parsed, cancellation) => VerifyAsync(parsed.GetValue(file)!, parsed.GetValue(keys) ?? [], parsed.GetValue(json), input, output, cancellation));
        var figures = new Command("figures", "Count again the figures that the program published: exit code 0 when they come out the same, 1 when they do not, 2 when they cannot be counted. The export must hold the months whole.") { file };
        figures.SetAction(async (parsed, _) => await CountAsync(parsed.GetValue(file)!, input, output));
        var package = new Argument<string>("file") { Description = "A package of evidence (POST clips/{id}/packages)", HelpName = "FILE" };
        var packageKeys = new Option<string[]>("--key") { Description = "A public key in PEM, of which one must have signed the package", HelpName = "FILE", Required = true };
        var verifyPackage = new Command("verify-package", "Find out whether a package of evidence is as it was given out: exit code 0 when it is, 1 when it is not, 2 when it cannot be read.") { package, packageKeys };
        verifyPackage.SetAction((parsed, cancellation) => VerifyPackageAsync(parsed.GetValue(package)!, parsed.GetValue(packageKeys) ?? [], output, cancellation));
        var parsed = new RootCommand("Checks exports of the Dragonfly Community Connect log, and packages of evidence, offline.") { verify, figures, verifyPackage }.Parse(args);
        if (parsed.Errors is { Count: > 0 } errors)
        {
            foreach (var problem in errors) error.WriteLine(problem.Message);
            error.WriteLine("Try --help.");
            return Unreadable;
        }

        try
        {
            return await parsed.InvokeAsync(new() { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException or JsonException or FormatException or InvalidOperationException)
        {
            error.WriteLine(e.Message);
            return Unreadable;
        }
    }

    private static async Task<int> VerifyAsync(string file, string[] keyFiles, bool asJson, Stream input, TextWriter output, CancellationToken cancellation)
    {
        CheckpointKey[]? trusted = keyFiles is [] ? null : [.. keyFiles.Select(ReadKey)];
        await using var stream = file == "-" ? input : File.OpenRead(file);
        var report = await ExportFile.VerifyAsync(stream, trusted, cancellation);
        if (asJson) await output.WriteLineAsync(JsonSerializer.Serialize(report, CoreJson.Default.LogReport));
        else ReportText.Write(report, output);
        return report.Whole ? Fine : Faulty;
    }

    private static async Task<int> CountAsync(string file, Stream input, TextWriter output)
    {
        using var reader = new StreamReader(file == "-" ? input : File.OpenRead(file));
        var months = Recount.Of(reader).Compare();
        if (months is []) await output.WriteLineAsync("No figures were published yet.");
        foreach (var (month, published, counted) in months)
            await output.WriteLineAsync($"{month} {published.Agency}: {(published == counted ? "as published" : "NOT AS PUBLISHED")}, counted from {counted.CountedFrom.Entries} entries of {counted.CountedFrom.Timelines} timelines");
        return months.All(month => month.Agrees) ? Fine : Faulty;
    }

    private static async Task<int> VerifyPackageAsync(string file, string[] keyFiles, TextWriter output, CancellationToken cancellation)
    {
        CheckpointKey[] trusted = [.. keyFiles.Select(ReadKey)];
        await using var stream = File.OpenRead(file);
        var (manifest, faults) = await PackageFile.VerifyAsync(stream, trusted, cancellation);
        if (manifest is not null) await output.WriteLineAsync(PackageText.Of(manifest));
        foreach (var fault in faults) await output.WriteLineAsync($"FAULT     {fault}");
        await output.WriteLineAsync(faults is [] ? "The package is as it was given out." : "The package is NOT as it was given out.");
        return faults is [] ? Fine : Faulty;
    }

    private static CheckpointKey ReadKey(string file)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(file));
        return new(file, CheckpointKey.Es256, Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()));
    }
}
