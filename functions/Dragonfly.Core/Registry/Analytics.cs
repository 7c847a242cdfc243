using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Dragonfly.Core.Registry;

/// <summary>
/// Which analytics may run on a feed of the program. No facial recognition, nor any other telling of who somebody is by their body: the program's promise, not a
/// setting. What is not on the list of the permitted is refused as well: a new name for a forbidden thing must not pass.
/// </summary>
public static class Analytics
{
    /// <summary>The code of a kind that is forbidden, at every door.</summary>
    public const string Forbidden = "forbiddenAnalytics";

    /// <summary>The code of a kind that nobody has looked at yet, at every door.</summary>
    public const string Unknown = "unknownAnalytics";

    // Parts of the names by which vendors sell it. They decide which of the two codes is told, and never that something is permitted.
    private static readonly ImmutableArray<string> ForbiddenParts =
        ["face", "facial", "biometric", "gait", "iris", "retina", "voiceprint", "voiceid", "speakerid", "personid", "reidentification", "emotion", "ethnicity", "gender", "race"];

    private static readonly FrozenDictionary<string, string> ByKey = ((string[])
        ["motion", "tampering", "lineCrossing", "loitering", "objectLeft", "objectRemoved", "crowdDensity", "peopleCounting", "vehicleCounting", "vehicleDetection", "smokeAndFire", "glassBreak"])
        .ToFrozenDictionary(KeyOf);

    /// <summary>The kinds that are permitted: they tell that there is something, not who somebody is.</summary>
    public static ImmutableSortedSet<string> Permitted { get; } = [.. ByKey.Values];

    /// <summary>What is forbidden, for people.</summary>
    public static ImmutableArray<string> Promised { get; } = ["facial recognition", "any other identification of persons by their body, gait or voice", "estimates of a person's emotion, sex or ethnic origin"];

    /// <summary>Why a kind is refused, <see cref="Forbidden"/> or <see cref="Unknown"/>; null when it is permitted. Upper and lower case, and ASCII's spaces and signs, make no difference.</summary>
    public static string? WhyRefused(string kind) => KeyOf(kind) switch
    {
        var key when ByKey.ContainsKey(key) => null,
        var key when ForbiddenParts.Any(part => key.Contains(part, StringComparison.Ordinal)) => Forbidden,
        _ => Unknown,
    };

    /// <summary>Why one of several kinds is refused, a forbidden one before one that is unknown; null when all are permitted.</summary>
    public static string? WhyRefused(IEnumerable<string> kinds) => kinds.Select(WhyRefused).Where(code => code is not null).Min(StringComparer.Ordinal);

    /// <summary>A permitted kind as it is kept, however it was written; null when it is refused.</summary>
    public static string? NameOf(string kind) => ByKey.GetValueOrDefault(KeyOf(kind));

    // Whatever is not ASCII stays, and so is not known: a kind must not pass by the part of its name that we can read.
    private static string KeyOf(string kind) => string.Concat(kind.Where(c => !char.IsAscii(c) || char.IsAsciiLetterOrDigit(c))).ToLowerInvariant();
}
