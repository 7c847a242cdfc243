using System.Text.Json;
using System.Text.Json.Serialization;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Functions.Storage;

namespace Dragonfly.Functions.Incidents;

/// <summary>What is read of an <see cref="IncidentItem"/> to give back what was stored.</summary>
internal sealed record StoredHead([property: JsonConverter(typeof(CoreValue<Incident>))] Incident Head, string? Cad)
{
    /// <summary>What was stored.</summary>
    public StoredIncident ToStored() => Of(Head, Cad);

    /// <summary>What was stored in a head.</summary>
    public static StoredIncident Of(Incident head, string? cad) => new(head, cad is null ? null : JsonSerializer.Deserialize(cad, CoreJson.Default.CadReport));
}
