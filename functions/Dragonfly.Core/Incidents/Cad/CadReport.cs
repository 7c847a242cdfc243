namespace Dragonfly.Core.Incidents.Cad;

/// <summary>
/// What CAD told us of an incident, kept beside the incident and outside its hash chain: it may hold addresses, so it must be deletable
/// without breaking the log, which keeps a digest of each message.
/// </summary>
/// <param name="Message">The latest known of everything.</param>
/// <param name="ReceivedAt">When the newest message came.</param>
public sealed record CadReport(CadMessage Message, DateTimeOffset ReceivedAt)
{
    /// <summary>
    /// The report after a message that counts. One that comes late says only that the incident is over or open again; what a newer one said of the rest stays.
    /// </summary>
    public static CadReport After(CadReport? before, CadMessage message, DateTimeOffset now) => before is null || message.MessageTime >= before.Message.MessageTime
        ? new(message.Over(before?.Message), now)
        : new(before.Message with
        {
            Status = message.Status.Closes() == before.Message.Status.Closes() ? before.Message.Status : message.Status,
            ClosedAt = message.ClosedAt ?? before.Message.ClosedAt,
        }, now);
}
