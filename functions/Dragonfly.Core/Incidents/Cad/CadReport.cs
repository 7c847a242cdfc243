namespace Dragonfly.Core.Incidents.Cad;

/// <summary>
/// What CAD told us of an incident, kept beside the incident and outside its hash chain: it may hold addresses, so it must be deletable
/// without breaking the log, which keeps a digest of each message.
/// </summary>
/// <param name="Message">The latest known of everything.</param>
/// <param name="ReceivedAt">When the newest message came.</param>
/// <param name="Format">The format of the newest message.</param>
/// <param name="Extra">What CAD told beyond that; null when nothing.</param>
public sealed record CadReport(CadMessage Message, DateTimeOffset ReceivedAt, CadFormat Format = CadFormat.Own, CadExtra? Extra = null)
{
    /// <summary>
    /// What is known after another message that counts. One that comes late says only that the incident is over or open again; what a newer one said of the rest stays.
    /// </summary>
    /// <param name="before">What was known; null when nothing.</param>
    /// <param name="said">The message, as if nothing else were known.</param>
    public static CadReport After(CadReport? before, CadReport said)
    {
        if (before is null) return said;
        var (known, message) = (before.Message, said.Message);
        if (message.MessageTime >= known.MessageTime) return said with { Message = message.Over(known), Extra = CadExtra.After(before.Extra, said.Extra) };
        return before with
        {
            Message = known with
            {
                Status = message.Status.Closes() == known.Status.Closes() ? known.Status : message.Status,
                ClosedAt = message.ClosedAt ?? known.ClosedAt,
            },
            ReceivedAt = said.ReceivedAt,
        };
    }
}
