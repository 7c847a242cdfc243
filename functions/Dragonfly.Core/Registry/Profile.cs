using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Registry;

/// <summary>Who a partner is to people. Kept beside its timeline, and deleted on schedule when it has left; the log stays whole without it.</summary>
/// <param name="Name">The business.</param>
/// <param name="Contact">Whom to speak to.</param>
/// <param name="Email">Where to write to.</param>
/// <param name="Phone">Where to call.</param>
/// <param name="Address">Its postal address.</param>
/// <param name="Salt">Random, made anew with each change: without it nobody can try names against the digest that the timeline keeps.</param>
public sealed record Profile(string Name, string? Contact, string? Email, string? Phone, string? Address, string Salt = "")
{
    /// <summary>What people call its sites.</summary>
    public ImmutableSortedDictionary<SiteId, SiteLabel> Sites { get; init; } = ImmutableSortedDictionary<SiteId, SiteLabel>.Empty;

    /// <summary>SHA-256 over all of it but the sites, lower-case hexadecimal.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        this with { Sites = ImmutableSortedDictionary<SiteId, SiteLabel>.Empty }, CoreJson.Default.Profile)));
}
