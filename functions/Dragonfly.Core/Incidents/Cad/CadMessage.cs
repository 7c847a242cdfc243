using System.Collections.Immutable;
using System.Globalization;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>What one message from a CAD system says, whatever format it came in.</summary>
/// <param name="Number">The agency's own incident number.</param>
/// <param name="MessageId">Tells a message from its repetition.</param>
/// <param name="MessageTime">When CAD sent it: the order of messages.</param>
/// <param name="CallType">Registry code (APCO 2.103.2-2019), upper case; null when CAD did not say.</param>
/// <param name="Status">Where the incident stands.</param>
/// <param name="Priority">As CAD gave it; kept, never acted on.</param>
/// <param name="Location">Where it is; null when CAD did not say.</param>
/// <param name="Beat">Beat or dispatch group.</param>
/// <param name="Units">Units assigned; null when CAD did not say.</param>
/// <param name="OpenedAt">When CAD opened the incident.</param>
/// <param name="ClosedAt">When CAD closed it.</param>
/// <param name="LocalCallType">The agency's own code, upper case, where its code table made another of it; else null.</param>
public sealed record CadMessage(
    string Number,
    string MessageId,
    DateTimeOffset MessageTime,
    string? CallType,
    CadStatus Status,
    CadPriority? Priority,
    CadLocation? Location,
    string? Beat,
    ImmutableArray<CadUnit>? Units,
    DateTimeOffset? OpenedAt,
    DateTimeOffset? ClosedAt,
    string? LocalCallType = null)
{
    /// <summary>
    /// What tells a message of another format from its repetition: what the format names it by, its time, and what it says of the incident. A clock that counts
    /// seconds or an id that is used twice must not make a close pass for the repetition of what went before it.
    /// </summary>
    public static string IdOf(string name, DateTimeOffset time, CadStatus status) => string.Create(CultureInfo.InvariantCulture, $"{name}@{time.UtcDateTime:O}/{status}");

    /// <summary>This message laid over what was known before: what it does not say stays.</summary>
    public CadMessage Over(CadMessage? before) => before is null ? this : this with
    {
        CallType = CallType ?? before.CallType,
        LocalCallType = CallType is null ? before.LocalCallType : LocalCallType,
        Priority = Priority ?? before.Priority,
        Location = Location ?? before.Location,
        Beat = Beat ?? before.Beat,
        Units = Units ?? before.Units,
        OpenedAt = OpenedAt ?? before.OpenedAt,
        ClosedAt = ClosedAt ?? before.ClosedAt,
    };
}
