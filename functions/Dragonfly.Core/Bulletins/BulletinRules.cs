using System.Collections.Immutable;

namespace Dragonfly.Core.Bulletins;

/// <summary>What holds for every bulletin.</summary>
public static class BulletinRules
{
    /// <summary>How many units one bulletin is for at the most.</summary>
    public const int MostUnits = 50;

    /// <summary>How many bulletins an incident has at the most.</summary>
    public const int MostBulletins = 50;

    /// <summary>How often a bulletin is sent again by itself to a unit that does not have it.</summary>
    public const int MostResends = 8;

    /// <summary>The largest image that may be attached, in bytes.</summary>
    public const int MostImageBytes = 10 * 1024 * 1024;

    // The ninth is how long the last try is waited for.
    private static readonly ImmutableArray<TimeSpan> Waits =
    [
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(1),
    ];

    /// <summary>How long bulletins stand after the incident is over.</summary>
    public static TimeSpan Margin { get; } = TimeSpan.FromMinutes(60);

    /// <summary>How long a link to a bulletin's picture lives.</summary>
    public static TimeSpan LinkLife { get; } = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait for a device after the bulletin was sent for the <paramref name="pushes"/>th time.</summary>
    public static TimeSpan WaitAfter(int pushes) => Waits[Math.Clamp(pushes - 1, 0, MostResends)];
}
