namespace Dragonfly.Functions.Access;

/// <summary>
/// Limits how often one caller may call an HTTP function that is costly, or open to anybody: each principal in each role, or without a token each client
/// address. One call more is 429 with <c>Retry-After</c>. Each instance counts for itself.
/// </summary>
/// <param name="perMinute">How many calls a minute in the long run.</param>
/// <param name="burst">How many at once by a caller who has been quiet.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LimitAttribute(int perMinute, int burst) : Attribute
{
    /// <summary>How many calls a minute in the long run.</summary>
    public int PerMinute { get; } = perMinute;

    /// <summary>How many at once by a caller who has been quiet.</summary>
    public int Burst { get; } = burst;
}
