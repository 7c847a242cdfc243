using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>One rejected message of one agency. 32 hexadecimal digits.</summary>
[JsonConverter(typeof(IdJsonConverter<RejectedId>))]
public readonly record struct RejectedId(string Value) : IId<RejectedId>
{
    /// <inheritdoc/>
    public static RejectedId From(string value) => new(value);

    /// <summary>The same bytes from the same agency always give the same id, so that a CAD system that goes on repeating a message does not multiply it.</summary>
    public static RejectedId Of(AgencyId agency, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{agency.Value}\n"));
        hash.AppendData(body);
        return new(Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16)));
    }

    /// <summary>Whether a string from outside has the form of an id.</summary>
    public static bool TryParse(string? text, out RejectedId id)
    {
        id = new(text ?? "");
        return text is { Length: 32 } && text.All(char.IsAsciiHexDigitLower);
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
