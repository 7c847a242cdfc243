using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Storage;

namespace Dragonfly.Functions.Registry;

/// <summary>What a partner is called, as an item of its own: it is deleted when the partner has left, and lookups do without it.</summary>
/// <param name="Timeline">The partner's timeline.</param>
/// <param name="Digest">Tells this profile, with its sites, from the partner's other ones; nobody can try names against it, for the profile holds a random salt.</param>
/// <param name="Profile">The profile.</param>
internal sealed record ProfileItem(string Timeline, string Digest, [property: JsonConverter(typeof(CoreValue<Profile>))] Profile Profile)
{
    /// <summary>The id of every profile.</summary>
    public const string Name = "profile";

    /// <inheritdoc cref="Name"/>
    public string Id => Name;

    /// <summary>That it is a profile.</summary>
    public string Type => "profile";

    /// <summary>The item of a profile.</summary>
    public static ProfileItem Of(string timeline, Profile profile) =>
        new(timeline, Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(profile, CoreJson.Default.Profile)).AsSpan(0, 16)), profile);
}
