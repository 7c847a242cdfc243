using System.Collections.Frozen;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>Our own CAD format: one flat JSON object, as the README and <c>docs/api</c> describe it.</summary>
public static class OwnFormat
{
    /// <summary>The members that it knows.</summary>
    public static FrozenSet<string> Understood { get; } = FrozenSet.Create(
        StringComparer.Ordinal, "number", "messageId", "messageTime", "callType", "status", "priority", "location", "agency", "beat", "units", "openedAt", "closedAt");

    /// <summary>Reads one object; of no use when the reader notes a fault.</summary>
    public static CadMessage Read(FieldReader fields, CadContext context)
    {
        var (agency, fallbackMessageId, codes, now) = context;
        var status = fields.Member<CadStatus>("status", required: true);
        var mustLock = status is { } known && known.Closes(); // A close is believed with little else in it: refusing it would leave feeds open.
        var named = fields.Text("agency", 64);
        if (named is not null && named != agency.Value) fields.Add("agency", "foreignAgency", "is not the agency of the token");
        var priority = fields.Object("priority");
        return codes.Translate(new(
            Number: fields.Text("number", 64, required: true)!,
            MessageId: (fields.Has("messageId") || fallbackMessageId is null ? fields.Text("messageId", 128, required: true) : fields.Text("messageId", 128, fallbackMessageId))!,
            MessageTime: fields.Time("messageTime", now, required: true) ?? default,
            CallType: fields.Text("callType", 32, required: !mustLock),
            Status: status ?? default,
            Priority: priority?.TextOrNumber("value", 32, required: true) is { } value ? new(value, priority?.Text("scheme", 64)) : null,
            Location: mustLock ? fields.Leniently(lenient => ReadLocation(lenient.Object("location"))) : ReadLocation(fields.Object("location", required: true)),
            Beat: fields.Text("beat", 64),
            Units: fields.Units("units"),
            OpenedAt: fields.Time("openedAt", now),
            ClosedAt: fields.Time("closedAt", now)));
    }

    private static CadLocation? ReadLocation(FieldReader? location)
    {
        if (location is not { } fields) return null;
        var address = fields.Text("address", 512);
        var civicOnly = address is not null && !fields.Has("latitude") && !fields.Has("longitude");
        var latitude = fields.Number("latitude", -90, 90, required: !civicOnly);
        var longitude = fields.Number("longitude", -180, 180, required: !civicOnly);
        if (latitude is 0 && longitude is 0) fields.Add("latitude", "nullIsland", "and longitude must not both be 0");
        return new(
            latitude is { } north && longitude is { } east ? new GeoPoint(north, east) : null,
            fields.Member<LocationKind>("kind") ?? LocationKind.CurrentIncident,
            fields.Number("uncertaintyMeters", 0, 1_000_000),
            address);
    }
}
