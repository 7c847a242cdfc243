using System.Text.RegularExpressions;

namespace Dragonfly.Infra.Tests.Operations;

/// <summary>What the app measures, by its source; what queries ask for, by theirs.</summary>
internal static partial class Metrics
{
    /// <summary>The instruments of the meter <c>Dragonfly</c>.</summary>
    public static HashSet<string> Measured { get; } = [.. Repository.Sources.SelectMany(text => Instruments().Matches(text)).Select(match => match.Groups["name"].Value)];

    /// <summary>The metrics that a text names.</summary>
    public static IEnumerable<string> NamedIn(string text) => Names().Matches(text).Select(match => match.Groups["name"].Value);

    /// <summary>The dimensions that a text asks for.</summary>
    public static IEnumerable<string> DimensionsIn(string text) => Dimensions().Matches(text).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"(Create[A-Za-z]+(<[a-z]+>)?|\bGauge)\(""(?<name>dragonfly(\.[a-z_]+)+)""")]
    private static partial Regex Instruments();

    [GeneratedRegex("'(?<name>dragonfly(\\.[a-z_]+)+)'")]
    private static partial Regex Names();

    [GeneratedRegex("Properties\\['(?<name>[a-z_]+)'\\]")]
    private static partial Regex Dimensions();
}
