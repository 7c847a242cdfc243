using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Audit.Verification;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Json;

/// <summary>How the domain is written as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowOutOfOrderMetadataProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false,
    NumberHandling = JsonNumberHandling.Strict,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Entry))]
[JsonSerializable(typeof(Incident))]
[JsonSerializable(typeof(Clip))]
[JsonSerializable(typeof(EvidenceManifest))]
[JsonSerializable(typeof(ClipView))]
[JsonSerializable(typeof(BulletinText))]
[JsonSerializable(typeof(ImmutableDictionary<BulletinId, BulletinText>))]
[JsonSerializable(typeof(CadReport))]
[JsonSerializable(typeof(CadMessage))]
[JsonSerializable(typeof(Feed))]
[JsonSerializable(typeof(UnlockPolicy))]
[JsonSerializable(typeof(ImmutableArray<Entry>))]
[JsonSerializable(typeof(IncidentView))]
[JsonSerializable(typeof(RejectedMessage))]
[JsonSerializable(typeof(Partner))]
[JsonSerializable(typeof(Profile))]
[JsonSerializable(typeof(RegisteredFeed))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(ExportHeader))]
[JsonSerializable(typeof(ExportTimeline))]
[JsonSerializable(typeof(ExportEnd))]
[JsonSerializable(typeof(LogReport))]
public sealed partial class CoreJson : JsonSerializerContext;
