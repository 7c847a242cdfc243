using System.Collections.Frozen;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>
/// An event of Genetec's CAD Push service (developer.clearance.network, "CAD Push Service API"; developer.genetec.com, "Genetec CAD API 1.0.1"): an upsert by
/// <c>eventId</c>. Its documentation asks for an id and a start at the least, so an event may lack a category or a place: it is recorded and unlocks nothing.
/// </summary>
public static class CadPushFormat
{
    // Genetec's public example has "Open"; no list of states is public. The other words are what CAD systems call the same: one that is not here is refused
    // rather than guessed. Compared without case, blanks, hyphens and underscores.
    private static readonly FrozenDictionary<string, CadStatus> States = new Dictionary<string, CadStatus>
    {
        ["OPEN"] = CadStatus.Active,
        ["OPENED"] = CadStatus.Active,
        ["ACTIVE"] = CadStatus.Active,
        ["NEW"] = CadStatus.Active,
        ["CREATED"] = CadStatus.Active,
        ["PENDING"] = CadStatus.Active,
        ["INPROGRESS"] = CadStatus.Active,
        ["UPDATED"] = CadStatus.Active,
        ["ASSIGNED"] = CadStatus.ResourcesAssigned,
        ["DISPATCHED"] = CadStatus.ResourcesAssigned,
        ["ENROUTE"] = CadStatus.ResourcesEnroute,
        ["ONSCENE"] = CadStatus.ResourcesOnscene,
        ["ARRIVED"] = CadStatus.ResourcesOnscene,
        ["CLOSED"] = CadStatus.Closed,
        ["CLOSE"] = CadStatus.Closed,
        ["CLEARED"] = CadStatus.Closed,
        ["COMPLETED"] = CadStatus.Closed,
        ["RESOLVED"] = CadStatus.Closed,
        ["ENDED"] = CadStatus.Closed,
        ["CANCELLED"] = CadStatus.Cancelled,
        ["CANCELED"] = CadStatus.Cancelled,
        ["REOPENED"] = CadStatus.ReOpened,
        ["REOPEN"] = CadStatus.ReOpened,
    }.ToFrozenDictionary();

    /// <summary>The members that a message holds without loss; of the others what is not understood is kept beside it.</summary>
    public static FrozenSet<string> Understood { get; } = FrozenSet.Create(
        StringComparer.Ordinal, "eventId", "transactionId", "transactionDateUtc", "eventStartTimeUtc", "eventEndTimeUtc", "priority", "beat");

    /// <summary>The number of the incident, if that much can be read.</summary>
    public static string? NumberIn(FieldReader fields) => fields.Text("eventId", 64);

    /// <summary>Reads one event; of no use when the reader notes a fault. A close is believed whatever else is wrong with it.</summary>
    public static CadMessage Read(FieldReader fields, CadContext context)
    {
        var status = ReadStatus(fields);
        var rest = status.Closes() ? fields.Silently : fields;
        var number = fields.Text("eventId", 64, required: true);
        var time = fields.Time("transactionDateUtc", context.Now, required: true, isUtc: true) ?? default;
        var transaction = rest.Has("transactionId") || context.IdempotencyKey is null
            ? rest.Text("transactionId", 128, required: true)
            : rest.Text("transactionId", 128, context.IdempotencyKey);
        return context.Codes.Translate(new(
            Number: number!,
            MessageId: CadMessage.IdOf(transaction ?? number!, time, status),
            MessageTime: time,
            CallType: rest.Text("category", 64),
            Status: status,
            Priority: rest.TextOrNumber("priority", 32) is { } priority ? new(priority, "citigraf") : null,
            Location: status.Closes() ? fields.Leniently(ReadLocation) : ReadLocation(fields),
            Beat: rest.Has("beat") ? rest.Text("beat", 64) : rest.Text("district", 64),
            Units: fields.Silently.Units("involvedResources", ReadUnit), // Its shape is not public; it is kept beside the message as it came.
            OpenedAt: rest.Time("eventStartTimeUtc", context.Now, isUtc: true),
            ClosedAt: rest.Time("eventEndTimeUtc", context.Now, isUtc: true)));
    }

    private static CadUnit? ReadUnit(FieldReader unit) =>
        (unit.Text("id", CadUnit.MostCharacters) ?? unit.Text("name", CadUnit.MostCharacters)) is { } id ? new(id, unit.Text("status", 64)) : null;

    /// <summary>An event that has an end is over, whatever its state says. Of state and status code, one that closes wins; else the status code says more, if it is known.</summary>
    private static CadStatus ReadStatus(FieldReader fields)
    {
        var (state, code) = (StatusOf(fields.Silently.Text("state", 64)), StatusOf(fields.Silently.TextOrNumber("statusCode", 64)));
        if (state is { } over && over.Closes()) return over;
        if (code is { } ended && ended.Closes()) return ended;
        if (fields.Has("eventEndTimeUtc")) return CadStatus.Closed;
        if (state is null && fields.Text("state", 64) is not null) fields.Add("state", "unknownState", "is not a state that is known, such as Open, Closed, Cancelled or Reopened");
        return state is CadStatus.ReOpened ? CadStatus.ReOpened : code ?? state ?? CadStatus.Active;
    }

    private static CadStatus? StatusOf(string? word) =>
        word is not null && States.TryGetValue(string.Concat(word.Where(static c => c is not (' ' or '-' or '_'))).ToUpperInvariant(), out var status) ? status : null;

    private static CadLocation? ReadLocation(FieldReader fields)
    {
        if (fields.Object("location") is not { } location) return null;
        var address = location.Has("address") ? location.Text("address", 512) : null;
        var point = Coordinates.Read(location, required: location.Has("latitude") || location.Has("longitude"));
        return point is null && address is null ? null : new(point, LocationKind.CurrentIncident, null, address);
    }
}
