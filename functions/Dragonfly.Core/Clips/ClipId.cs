using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Clips;

/// <summary>One clip. 32 hexadecimal digits.</summary>
[JsonConverter(typeof(IdJsonConverter<ClipId>))]
public readonly record struct ClipId(string Value) : IId<ClipId>
{
    /// <inheritdoc/>
    public static ClipId From(string value) => new(value);

    /// <summary>The <paramref name="ordinal"/>th recording that the policy keeps of a grant: always the same, so that what is asked for twice is kept once.</summary>
    public static ClipId Of(GrantId grant, int ordinal) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{grant.Value}\n{ordinal}"))).AsSpan(0, 16)));

    /// <summary>The clip's timeline, which is its chain of custody.</summary>
    [JsonIgnore]
    public TimelineId Timeline => new($"clips/{Value}");

    /// <summary>Whether a string from outside has the form of an id.</summary>
    public static bool TryParse(string? text, out ClipId id)
    {
        id = new(text ?? "");
        return text is { Length: 32 } && text.All(char.IsAsciiHexDigitLower);
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
