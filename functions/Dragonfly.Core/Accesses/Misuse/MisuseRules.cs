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

    /// <summary>Why these cannot be rules; null when they can.</summary>
    public string? Fault => this switch
    {
        { RepeatIncidents: < 2 } => "Misuse__RepeatIncidents must be at least 2",
        { Days: < 1 or > 31 } => "Misuse__Days must be 1 to 31",
        { VolumeFactor: not (>= 1 and <= 1_000) } => "Misuse__VolumeFactor must be 1 to 1000",
        { VolumeLeast: < 1 } => "Misuse__VolumeLeast must be at least 1",
        { VolumePeers: < 1 } => "Misuse__VolumePeers must be at least 1",
        { ShiftGraceMinutes: < 0 or > 720 } => "Misuse__ShiftGraceMinutes must be 0 to 720",
        _ => null,
    };

    /// <summary>These rules.</summary>
    /// <exception cref="InvalidOperationException">They make no sense; the message names the setting.</exception>
    public MisuseRules Checked() => Fault is null ? this : throw new InvalidOperationException(Fault);
}
