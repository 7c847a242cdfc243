using System.Collections.Frozen;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>Our own CAD format: one flat JSON object, as <c>docs/cad-integration.md</c> describes it.</summary>
public static class OwnFormat
{
    /// <summary>The members that it knows.</summary>
    public static FrozenSet<string> Understood { get; } = FrozenSet.Create(
        StringComparer.Ordinal, "number", "messageId", "messageTime", "callType", "status", "priority", "location", "agency", "beat", "units", "openedAt", "closedAt");

    /// <summary>The number of the incident, if that much can be read.</summary>
    public static string? NumberIn(FieldReader fields) => fields.Text("number", 64);

    /// <summary>Reads one object; of no use when the reader notes a fault.</summary>
    public static CadMessage Read(FieldReader fields, CadContext context)
    {
        var (agency, fallbackMessageId, codes, now) = context;
        var status = fields.Member<CadStatus>("status", required: true);
        var mustLock = status is { } known && known.Closes();
        var rest = mustLock ? fields.Silently : fields; // A close is believed whatever else is wrong with it: refusing it would leave feeds open.
        var named = rest.Text("agency", 64);
        if (named is not null && named != agency.Value) fields.Add("agency", "foreignAgency", "is not the agency of the token");
        var number = fields.Text("number", 64, required: true);
        var id = rest.Has("messageId") || fallbackMessageId is null ? rest.Text("messageId", 128, required: true) : rest.Text("messageId", 128, fallbackMessageId);
        var time = fields.Time("messageTime", now, required: true) ?? default;
        var priority = rest.Object("priority");
        return codes.Translate(new(
            Number: number!,
            MessageId: id ?? CadMessage.IdOf(number!, time, status ?? default),
            MessageTime: time,
            CallType: rest.Text("callType", 32, required: true),
            Status: status ?? default,
            Priority: priority?.TextOrNumber("value", 32, required: true) is { } value ? new(value, priority?.Text("scheme", 64)) : null,
            Location: mustLock ? fields.Leniently(lenient => ReadLocation(lenient.Object("location"))) : ReadLocation(fields.Object("location", required: true)),
            Beat: rest.Text("beat", 64),
            Units: rest.Units("units", static unit => unit.Text("id", CadUnit.MostCharacters, required: true) is { } id ? new(id, unit.Text("status", 64)) : null),
            OpenedAt: rest.Time("openedAt", now),
            ClosedAt: rest.Time("closedAt", now)));
    }

    private static CadLocation? ReadLocation(FieldReader? location)
    {
        if (location is not { } fields) return null;
        var address = fields.Text("address", 512);
        var civicOnly = address is not null && !fields.Has("latitude") && !fields.Has("longitude");
        return new(
            Coordinates.Read(fields, required: !civicOnly),
            fields.Member<LocationKind>("kind") ?? LocationKind.CurrentIncident,
            fields.Number("uncertaintyMeters", 0, 1_000_000),
            address);
    }
}
