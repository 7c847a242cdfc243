namespace Dragonfly.Core.Incidents.Cad;

/// <summary>
/// What CAD told us of an incident, kept beside the incident and outside its hash chain: it may hold addresses, so it must be deletable
/// without breaking the log, which keeps a digest of each message.
/// </summary>
/// <param name="Message">The latest known of everything.</param>
/// <param name="ReceivedAt">When the newest message came.</param>
public sealed record CadReport(CadMessage Message, DateTimeOffset ReceivedAt);
