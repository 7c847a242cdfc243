using System.Text.Json.Serialization;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Bulletins;

/// <summary>One bulletin to units: <c>{incident}-b{nonce}</c>, so that whoever holds it can find the incident.</summary>
[JsonConverter(typeof(IdJsonConverter<BulletinId>))]
public readonly record struct BulletinId(string Value) : IId<BulletinId>
{
    /// <inheritdoc/>
    public static BulletinId From(string value) => new(value);

    /// <summary>A bulletin of an incident.</summary>
    public static BulletinId Of(IncidentId incident, string nonce) => new($"{incident.Value}-b{nonce}");

    /// <summary>The incident it belongs to, if the id has the form of one of ours.</summary>
    public bool TryGetIncident(out IncidentId incident) => IncidentId.TryParse(Value.Split('-')[0], out incident) && Value.Length <= 96;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
