using System.Text.Json;
using System.Text.Json.Serialization;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Functions.Unlocks.Gateway;

/// <summary>How the video gateway's contract is written as JSON, without reflection. Read strictly but for properties that we do not know: a gateway may be newer than we are.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(LeaseRequest))]
[JsonSerializable(typeof(TicketRequest))]
[JsonSerializable(typeof(ExportRequest))]
[JsonSerializable(typeof(LeasePage))]
[JsonSerializable(typeof(VideoTicket))]
[JsonSerializable(typeof(FeedDescription))]
[JsonSerializable(typeof(VideoExport))]
public sealed partial class GatewayJson : JsonSerializerContext;
