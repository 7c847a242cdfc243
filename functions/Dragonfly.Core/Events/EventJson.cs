using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dragonfly.Core.Events;

/// <summary>How events are written as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CloudEvent))]
[JsonSerializable(typeof(IncidentUnlockedData))]
[JsonSerializable(typeof(FeedGrantedData))]
[JsonSerializable(typeof(FeedLockedData))]
[JsonSerializable(typeof(ClipAvailableData))]
[JsonSerializable(typeof(ConsentChangedData))]
public sealed partial class EventJson : JsonSerializerContext;
