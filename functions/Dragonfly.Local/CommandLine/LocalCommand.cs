using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Dragonfly.Local.CommandLine;

/// <summary>The command line of <c>Dragonfly.Local</c>.</summary>
public static class LocalCommand
{
    private const int MostFeeds = 200_000;
    private const double MostSpeed = 10_000;

    /// <summary>Reads the command line. Without options to run with, what there was to say has been said and the process ends with the exit code.</summary>
    /// <returns>The options, or the exit code: 0 after <c>--help</c> or <c>--version</c>, 1 after an error that names its option.</returns>
    public static (LocalOptions? Options, int ExitCode) Read(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var urls = new Option<string>("--urls")
        {
            Description = "Where to listen; several addresses are parted by semicolons",
            HelpName = "URLS",
            DefaultValueFactory = _ => "http://localhost:7071",
        };
        var data = new Option<string?>("--data")
        {
            Description = "The folder that everything is kept in [default: one for each generated registry, under the user's local application data]",
            HelpName = "DIR",
        };
        var feeds = Number("--feeds", "N", 2_000, "How many camera feeds the generated registry has", IsFeeds, $"a whole number from 1 to {MostFeeds}");
        var seed = Number("--seed", "N", 1, "What the registry and the generated day are generated from", static _ => true, "a whole number");
        var replay = new Option<string?>("--replay")
        {
            Description = "Replay a day of calls from a CSV file, or a generated day when no file is named",
            HelpName = "FILE",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var speed = new Option<double>("--speed")
        {
            Description = "How many times faster than real the day of --replay passes",
            HelpName = "X",
            DefaultValueFactory = _ => 60,
            CustomParser = result => double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && x is >= 1 and <= MostSpeed
                ? x
                : Refuse<double>(result, "--speed", $"a number from 1 to {MostSpeed}"),
        };
        var set = new Option<string[]>("--set")
        {
            Description = "A setting, which replaces the environment's: --set DRAGONFLY_STORE=cosmos",
            HelpName = "NAME=VALUE",
            DefaultValueFactory = _ => [],
        };
        set.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string[]>()!.FirstOrDefault(pair => pair.IndexOf('=', StringComparison.Ordinal) <= 0) is { } wrong)
                result.AddError($"--set must be a name and a value with an equals sign between, not '{wrong}'.");
        });
        urls.Validators.Add(result => Check(result, urls, IsListenable, "http addresses such as http://localhost:7071, parted by semicolons"));
        data.Validators.Add(result => Check(result, data, static path => path is null || IsFolder(path), "the path of a folder"));
        replay.Validators.Add(result => Check(result, replay, static file => file is null || File.Exists(file), "a file that exists"));

        var root = new RootCommand("Dragonfly Community Connect on this machine: the API, the SignalR hub and simulated cameras.")
        {
            urls, data, feeds, seed, replay, speed, set,
        };
        var parsed = root.Parse(args);
        if (parsed.Errors is { Count: > 0 } errors)
        {
            foreach (var problem in errors) error.WriteLine(problem.Message);
            error.WriteLine("Try --help.");
            return (null, 1);
        }

        if (parsed.Action is not null) return (null, parsed.Invoke(new InvocationConfiguration { Output = output, Error = error }));

        var file = parsed.GetValue(replay);
        return (new(
            parsed.GetValue(urls)!,
            Path.GetFullPath(parsed.GetValue(data) ?? DefaultData(parsed.GetValue(feeds), parsed.GetValue(seed))),
            parsed.GetValue(feeds),
            parsed.GetValue(seed),
            parsed.GetResult(replay) is null ? null : new(file is null ? null : Path.GetFullPath(file)),
            parsed.GetValue(speed))
        {
            Settings = SettingsIn(parsed.GetValue(set)!),
        }, 0);
    }

    // As in the environment: two underscores part a section from what is in it. The last of a name stands.
    private static ImmutableDictionary<string, string?> SettingsIn(string[] pairs) => pairs.Select(pair => pair.Split('=', 2))
        .Aggregate(ImmutableDictionary<string, string?>.Empty, (all, pair) => all.SetItem(pair[0].Replace("__", ":", StringComparison.Ordinal), pair[1]));

    private static Option<int> Number(string name, string help, int fallback, string description, Func<int, bool> fits, string wanted) => new(name)
    {
        Description = description,
        HelpName = help,
        DefaultValueFactory = _ => fallback,
        CustomParser = result => int.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) && fits(n)
            ? n
            : Refuse<int>(result, name, wanted),
    };

    private static T? Refuse<T>(ArgumentResult result, string option, string wanted)
    {
        result.AddError($"{option} must be {wanted}, not '{result.Tokens[0].Value}'.");
        return default;
    }

    private static void Check<T>(OptionResult result, Option<T> option, Func<T?, bool> fits, string wanted)
    {
        if (!fits(result.GetValueOrDefault<T>())) result.AddError($"{option.Name} must be {wanted}, not '{result.GetValueOrDefault<T>()}'.");
    }

    private static bool IsFeeds(int n) => n is >= 1 and <= MostFeeds;

    private static bool IsFolder(string? path) => !string.IsNullOrWhiteSpace(path) && !path.Contains('\0', StringComparison.Ordinal) && !File.Exists(path);

    private static bool IsListenable(string? urls) => urls?.Split(';') is { Length: > 0 } each && each.All(IsHttp);

    // Plain http only: this machine has no certificate to show.
    private static bool IsHttp(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address is { Scheme: "http", PathBase: "", Host.Length: > 0, Port: <= 65_535, IsUnixPipe: false };
        }
        catch (FormatException)
        {
            return false;
        }
    }

    // DoNotVerify: without it a folder that does not exist yet comes back as an empty string.
    private static string DefaultData(int feeds, int seed) => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "Dragonfly.Local",
        $"{feeds}-feeds-seed-{seed}");
}
