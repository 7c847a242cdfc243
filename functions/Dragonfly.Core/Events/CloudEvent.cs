using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dragonfly.Core.Events;

/// <summary>Something that others may want to know of, after CloudEvents 1.0. Source and id together name it once and for all: who gets it twice can tell.</summary>
/// <param name="Id">Its id, within the source.</param>
/// <param name="Source">A URI reference to what it comes from.</param>
/// <param name="Type">What it is: <c>com.dragonfly.…</c>.</param>
/// <param name="Subject">What of the source it is about.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Data">What there is to say.</param>
public sealed record CloudEvent(string Id, string Source, string Type, string Subject, DateTimeOffset Time, JsonElement Data)
{
    /// <summary>The version of the specification.</summary>
    [JsonPropertyName("specversion")]
    public string SpecVersion => "1.0";

    /// <summary>What the data is written in.</summary>
    [JsonPropertyName("datacontenttype")]
    public string DataContentType => "application/json";
}
