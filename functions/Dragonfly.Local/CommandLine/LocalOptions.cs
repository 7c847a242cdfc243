using System.Collections.Immutable;

namespace Dragonfly.Local.CommandLine;

/// <summary>What a person asked of <c>Dragonfly.Local</c>.</summary>
/// <param name="Urls">Where to listen, as Kestrel takes it: one address or several parted by semicolons.</param>
/// <param name="Data">Absolute path of the folder that holds everything that is kept; it may not exist yet.</param>
/// <param name="Feeds">How many feeds the generated registry has.</param>
/// <param name="Seed">What it, and a generated day, are generated from.</param>
/// <param name="Replay">The day of calls to replay; null to wait for CAD.</param>
/// <param name="Speed">How many times faster than real a replayed day passes.</param>
public sealed record LocalOptions(string Urls, string Data, int Feeds, int Seed, ReplaySource? Replay, double Speed)
{
    /// <summary>Settings beside those of the environment.</summary>
    public ImmutableDictionary<string, string?> Settings { get; init; } = ImmutableDictionary<string, string?>.Empty;
}

/// <summary>Where a day of calls comes from.</summary>
/// <param name="File">Absolute path of a CSV file; null for the generated day.</param>
public sealed record ReplaySource(string? File);
