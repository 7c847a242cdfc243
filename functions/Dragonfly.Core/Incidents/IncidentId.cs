using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Incidents;

/// <summary>One incident of one agency; also the id of its orchestration. 32 hexadecimal digits.</summary>
[JsonConverter(typeof(IdJsonConverter<IncidentId>))]
public readonly record struct IncidentId(string Value) : IId<IncidentId>
{
    /// <inheritdoc/>
    public static IncidentId From(string value) => new(value);

    /// <summary>The same agency and number always give the same id, so that two first messages at once make one incident.</summary>
    public static IncidentId Of(AgencyId agency, string number) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{agency.Value}\n{number}")).AsSpan(0, 16)));

    /// <summary>The incident's timeline.</summary>
    [JsonIgnore]
    public TimelineId Timeline => new($"incidents/{Value}");

    /// <summary>Whether a string from outside has the form of an id.</summary>
    public static bool TryParse(string? text, out IncidentId id)
    {
        id = new(text ?? "");
        return text is { Length: 32 } && text.All(char.IsAsciiHexDigitLower);
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
