namespace Dragonfly.Functions.Unlocks;

/// <summary>How long we wait for what we depend on.</summary>
/// <param name="Video">One call to the video system.</param>
/// <param name="IntakePush">A push to the RTIC while CAD waits.</param>
/// <param name="Push">Any other push to the RTIC.</param>
public sealed record CallLimits(TimeSpan Video, TimeSpan IntakePush, TimeSpan Push)
{
    /// <summary>One request to whoever takes our events, tries included: 10 s. Nobody waits for it.</summary>
    public TimeSpan Publish { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>2 s, 300 ms and 2 s.</summary>
    public static CallLimits Default { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(2));

    /// <summary>The same in real time for a clock that runs <paramref name="speed"/> times as fast.</summary>
    public CallLimits AtSpeed(double speed) => new(Video * speed, IntakePush * speed, Push * speed) { Publish = Publish * speed };
}
