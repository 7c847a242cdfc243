namespace Dragonfly.Functions.Incidents.Cad;

/// <summary>What CAD systems may expect, and what is expected of them.</summary>
public sealed record CadOptions
{
    /// <summary>How many requests of one agency an instance works on at once.</summary>
    public int MostRunning { get; init; } = 128;

    /// <summary>How many more may wait for their turn; the next is told to come again.</summary>
    public int MostWaiting { get; init; } = 512;

    /// <summary>How long a message that was not understood is kept.</summary>
    public TimeSpan KeepRejected { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How many of them are kept of one agency.</summary>
    public int MostRejected { get; init; } = 10_000;

    /// <summary>How long CAD waits at most for what is noted beside its message and never fails it.</summary>
    public TimeSpan Aside { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How often at most one instance notes that an agency was heard.</summary>
    public TimeSpan PulseEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an agency may say nothing before it counts as silent.</summary>
    public TimeSpan SilentAfter { get; init; } = TimeSpan.FromMinutes(10);
}
