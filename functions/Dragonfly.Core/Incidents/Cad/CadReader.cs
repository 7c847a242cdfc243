using System.Collections.Frozen;
using System.Collections.Immutable;
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
        var faults = ImmutableArray.CreateBuilder<FieldError>();
        if (json.ValueKind is not JsonValueKind.Object)
            return new(format ?? CadFormat.Own, digest, null, null, null, [new(path, "wrongType", "an incident must be an object")]);
        var spoken = format ?? CadFormat.Own;
        var fields = new FieldReader(json, path, faults);
        var (message, numberField, understood) = spoken switch
        {
            _ => (OwnFormat.Read(fields, context), "number", OwnFormat.Understood),
        };
        return new(
            spoken,
            digest,
            fields.Leniently(lenient => lenient.Text(numberField, 64)),
            faults.Count == 0 ? message : null,
            CadExtra.In(json, understood),
            faults.DrainToImmutable());
    }
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
