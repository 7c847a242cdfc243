using Dragonfly.Functions.Configuration;

namespace Dragonfly.Functions.Incidents.Cad;

/// <summary>What CAD systems may expect, and what is expected of them. Settings <c>Cad__…</c>.</summary>
public sealed record CadOptions : IOptionSection
{
    static string IOptionSection.Section => "Cad";

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

    /// <inheritdoc/>
    public IEnumerable<(string Property, string Must)> Faults()
    {
        if (MostRunning is < 1 or > 10_000) yield return (nameof(MostRunning), "1 to 10000");
        if (MostWaiting is < 0 or > 100_000) yield return (nameof(MostWaiting), "0 to 100000");
        if (KeepRejected < TimeSpan.FromHours(1) || KeepRejected > TimeSpan.FromDays(90)) yield return (nameof(KeepRejected), "an hour to 90 days, such as 7.00:00:00");
        if (MostRejected is < 1 or > 1_000_000) yield return (nameof(MostRejected), "1 to 1000000");
        if (Aside < TimeSpan.Zero || Aside > TimeSpan.FromSeconds(10)) yield return (nameof(Aside), "0 to 10 seconds, such as 00:00:00.3");
        if (PulseEvery < TimeSpan.FromSeconds(1) || PulseEvery > TimeSpan.FromMinutes(5)) yield return (nameof(PulseEvery), "a second to five minutes, such as 00:00:30");
        if (SilentAfter < PulseEvery + TimeSpan.FromMinutes(1) || SilentAfter > TimeSpan.FromDays(1))
            yield return (nameof(SilentAfter), "at least a minute longer than Cad__PulseEvery, and at most a day, such as 00:10:00");
    }
}
