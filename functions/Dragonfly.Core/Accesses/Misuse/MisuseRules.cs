namespace Dragonfly.Core.Accesses.Misuse;

/// <summary>
/// When use is odd enough to be looked at. What they find is a question and not an answer: who works the beat of a busy corner will view its camera often.
/// Settings <c>Misuse__…</c>.
/// </summary>
public sealed record MisuseRules
{
    /// <summary>Rule <c>repeat</c>: somebody views the same feed in so many incidents</summary>
    public int RepeatIncidents { get; init; } = 6;

    /// <summary>within so many days. It is also how far back the peers of <c>volume</c> are looked at.</summary>
    public int Days { get; init; } = 7;

    /// <summary>Rule <c>volume</c>: in one day (UTC) somebody views so many times as often as peers with the same role do on the median of the days they worked,</summary>
    public double VolumeFactor { get; init; } = 4;

    /// <summary>and at least so often,</summary>
    public int VolumeLeast { get; init; } = 60;

    /// <summary>if there are so many peers to compare with.</summary>
    public int VolumePeers { get; init; } = 3;

    /// <summary>Rule <c>offShift</c>: somebody whose shift is known views outside of it, and more than so many minutes before its start or after its end.</summary>
    public int ShiftGraceMinutes { get; init; } = 30;

    /// <summary>What of it makes no sense: the property, and what it must be.</summary>
    public IEnumerable<(string Property, string Must)> Faults()
    {
        if (RepeatIncidents < 2) yield return (nameof(RepeatIncidents), "at least 2");
        if (Days is < 1 or > 31) yield return (nameof(Days), "1 to 31");
        if (VolumeFactor is not (>= 1 and <= 1_000)) yield return (nameof(VolumeFactor), "1 to 1000");
        if (VolumeLeast < 1) yield return (nameof(VolumeLeast), "at least 1");
        if (VolumePeers < 1) yield return (nameof(VolumePeers), "at least 1");
        if (ShiftGraceMinutes is < 0 or > 720) yield return (nameof(ShiftGraceMinutes), "0 to 720");
    }
}
