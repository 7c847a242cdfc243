namespace Dragonfly.Core.Unlocks;

/// <summary>When the video system is asked again.</summary>
public static class Retry
{
    /// <summary>How long a call in flight belongs to whoever claimed it: longer than the call's limit of 2 s, short enough after a crash.</summary>
    public static TimeSpan Claim { get; } = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait after the <paramref name="attempt"/>th failure: 1, 2, 4, 8, 16 and then 30 seconds, for as long as it takes.</summary>
    public static TimeSpan After(int attempt) => TimeSpan.FromSeconds(Math.Min(30, 1 << Math.Clamp(attempt - 1, 0, 5)));
}
