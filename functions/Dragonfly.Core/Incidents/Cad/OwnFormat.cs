using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>Our own CAD format: one flat JSON object, as the README and <c>docs/api</c> describe it.</summary>
public static class OwnFormat
{
    /// <summary>Reads one object.</summary>
    /// <param name="json">What was sent.</param>
    /// <param name="path">Its JSON path, which faults name.</param>
    /// <param name="agency">The agency of the token; a message that names another is refused.</param>
    /// <param name="fallbackMessageId">The request's <c>Idempotency-Key</c>, which names a message that has no id of its own.</param>
    /// <param name="now">Our clock.</param>
    /// <param name="errors">Every fault found; empty when there is a message.</param>
    /// <returns>The message, or null.</returns>
    public static CadMessage? Read(
        JsonElement json, string path, AgencyId agency, string? fallbackMessageId, DateTimeOffset now, out ImmutableArray<FieldError> errors)
    {
        var faults = ImmutableArray.CreateBuilder<FieldError>();
        CadMessage? message = null;
        if (json.ValueKind is JsonValueKind.Object) message = Read(new FieldReader(json, path, faults), agency, fallbackMessageId, now);
        else faults.Add(new(path, "wrongType", "an incident must be an object"));
        errors = faults.DrainToImmutable();
        return errors.IsEmpty ? message : null;
    }

    private static CadMessage Read(FieldReader fields, AgencyId agency, string? fallbackMessageId, DateTimeOffset now)
    {
        var status = fields.Member<CadStatus>("status", required: true);
        var mustLock = status is { } known && known.Closes(); // A close is believed with little else in it: refusing it would leave feeds open.
        var named = fields.Text("agency", 64);
        if (named is not null && named != agency.Value) fields.Add("agency", "foreignAgency", "is not the agency of the token");
        var priority = fields.Object("priority");
        return new(
            Number: fields.Text("number", 64, required: true)!,
            MessageId: (fields.Has("messageId") || fallbackMessageId is null ? fields.Text("messageId", 128, required: true) : fields.Text("messageId", 128, fallbackMessageId))!,
            MessageTime: fields.Time("messageTime", now, required: true) ?? default,
            CallType: fields.Text("callType", 32, required: !mustLock)?.ToUpperInvariant(),
            Status: status ?? default,
            Priority: priority?.TextOrNumber("value", 32, required: true) is { } value ? new(value, priority?.Text("scheme", 64)) : null,
            Location: mustLock ? fields.Leniently(lenient => ReadLocation(lenient.Object("location"))) : ReadLocation(fields.Object("location", required: true)),
            Beat: fields.Text("beat", 64),
            Units: fields.Texts("units", 100, 64),
            OpenedAt: fields.Time("openedAt", now),
            ClosedAt: fields.Time("closedAt", now));
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
