using System.Text.Json;
using System.Text.Json.Serialization;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Access;
using Dragonfly.Local.Clips;
using Dragonfly.Local.Events;
using Dragonfly.Local.Unlocks.Video;

namespace Dragonfly.Local;

/// <summary>What this host writes as JSON beside the functions' answers.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(ValidationAnswer))]
[JsonSerializable(typeof(IncidentView))]
[JsonSerializable(typeof(ClipFileAbout))]
[JsonSerializable(typeof(LeaseRecord))]
internal sealed partial class LocalJson : JsonSerializerContext;
