using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Bulletins;

/// <summary>What a bulletin says of its picture. No entry of any log holds it: it is kept with the clip, and goes with it.</summary>
/// <param name="Subject">What the picture is of.</param>
/// <param name="Caption">In the sender's words; up to 500 characters.</param>
/// <param name="Plate">A vehicle's plate, up to 16 characters.</param>
/// <param name="Direction">Which way it went, up to 100 characters.</param>
public sealed record BulletinText(BulletinSubject Subject, string? Caption, string? Plate, string? Direction)
{
    /// <summary>SHA-256 of it as canonical JSON (RFC 8785), lower-case hexadecimal: what the log keeps of it.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Canonicalize(JsonSerializer.SerializeToUtf8Bytes(this, CoreJson.Default.BulletinText))));
}

/// <summary>What a bulletin's picture is of.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<BulletinSubject>))]
public enum BulletinSubject
{
    /// <summary>A person.</summary>
    Suspect,

    /// <summary>A vehicle.</summary>
    Vehicle,

    /// <summary>Something else.</summary>
    Other,
}
