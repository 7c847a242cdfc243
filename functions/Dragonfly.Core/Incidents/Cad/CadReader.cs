using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Dragonfly.Core.Access;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>Reads what CAD sends, in whichever format it speaks.</summary>
public static class CadReader
{
    /// <summary>Reads one message.</summary>
    /// <param name="json">What was sent.</param>
    /// <param name="path">Its JSON path, which faults name.</param>
    /// <param name="format">The format, when the door or the media type says it; null to go by the shape.</param>
    /// <param name="context">What else there is to know.</param>
    public static CadReading Read(JsonElement json, string path, CadFormat? format, CadContext context)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(JsonMarshal.GetRawUtf8Value(json)));
        var faults = ImmutableArray.CreateBuilder<FieldError>(0);
        if (json.ValueKind is not JsonValueKind.Object)
            return new(format ?? CadFormat.Own, digest, null, null, null, [new(path, "wrongType", "an incident must be an object")]);
        var spoken = format ?? ShapeOf(json);
        var fields = new FieldReader(json, path, faults);
        var (message, number, understood) = spoken switch
        {
            CadFormat.Own => (OwnFormat.Read(fields, context), fields.Leniently(OwnFormat.NumberIn), OwnFormat.Understood),
            CadFormat.CadPush => (CadPushFormat.Read(fields, context), fields.Leniently(CadPushFormat.NumberIn), CadPushFormat.Understood),
            CadFormat.Eido => (EidoFormat.Read(fields, context), fields.Leniently(EidoFormat.NumberIn), EidoFormat.Understood),
            _ => throw new UnreachableException(spoken.ToString()),
        };
        return new(
            spoken,
            digest,
            number,
            faults.Count == 0 ? message : null,
            CadExtra.In(json, understood),
            faults.DrainToImmutable());
    }

    /// <summary>The format that a media type names; null when it names none, and the shape must tell.</summary>
    /// <param name="mediaType">The <c>Content-Type</c> of a request; parameters are left aside.</param>
    /// <remarks>
    /// EIDO's is the one of NENA-STA-010.3, 4.7.4; the other two are ours. Genetec's own example of CAD Push says <c>application/json-patch+json</c>, which names nothing.
    /// </remarks>
    public static CadFormat? FormatOf(string? mediaType) => mediaType?.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "application/emergency.eido+json" => CadFormat.Eido,
        "application/vnd.genetec.cadpush+json" => CadFormat.CadPush,
        "application/vnd.dragonfly.incident+json" => CadFormat.Own,
        _ => null,
    };

    private static CadFormat ShapeOf(JsonElement json) =>
        json.TryGetProperty("eidoVersion", out _) || json.TryGetProperty("incidentComponent", out _) ? CadFormat.Eido
        : json.TryGetProperty("eventId", out _) && !json.TryGetProperty("number", out _) ? CadFormat.CadPush
        : CadFormat.Own;
}

/// <summary>What must be known to read a message beside the message.</summary>
/// <param name="Agency">The agency of the token; a message that names another is refused.</param>
/// <param name="IdempotencyKey">The request's <c>Idempotency-Key</c>, which names a message that has no id of its own.</param>
/// <param name="Codes">The agency's call type codes.</param>
/// <param name="Now">Our clock.</param>
public sealed record CadContext(AgencyId Agency, string? IdempotencyKey, CodeTable Codes, DateTimeOffset Now);

/// <summary>How a message was understood.</summary>
/// <param name="Format">The format it was read as.</param>
/// <param name="Digest">SHA-256 of the whole message, lower-case hexadecimal.</param>
/// <param name="Number">The agency's number for the incident, if that much could be read.</param>
/// <param name="Message">What it says; null when it is at fault.</param>
/// <param name="Extra">What else it holds; null when nothing.</param>
/// <param name="Errors">Every fault found; empty when there is a message.</param>
public sealed record CadReading(CadFormat Format, string Digest, string? Number, CadMessage? Message, CadExtra? Extra, ImmutableArray<FieldError> Errors);
