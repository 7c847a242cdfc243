using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Accesses;

/// <summary>
/// One line of an access log: 32 hexadecimal digits that come of what the line is about, so that the same access has the same id whenever the log is made, and
/// of which nobody can make out a ticket that still lives.
/// </summary>
[JsonConverter(typeof(IdJsonConverter<AccessId>))]
public readonly record struct AccessId(string Value) : IId<AccessId>
{
    /// <inheritdoc/>
    public static AccessId From(string value) => new(value);

    /// <summary>The unlock that a grant is.</summary>
    public static AccessId Of(GrantId grant) => Digest($"grant/{grant}");

    /// <summary>The view under a ticket.</summary>
    public static AccessId Of(TicketId ticket) => Digest($"ticket/{ticket}");

    /// <summary>The picture or recording that a clip is.</summary>
    public static AccessId Of(ClipId clip) => Digest($"clip/{clip}");

    /// <summary>The refusal that an entry of an incident is.</summary>
    public static AccessId OfRefusal(IncidentId incident, long sequence) => Digest(string.Create(CultureInfo.InvariantCulture, $"refusal/{incident}/{sequence}"));

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static AccessId Digest(string text) => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)));
}
