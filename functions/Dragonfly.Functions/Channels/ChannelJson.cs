using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Dragonfly.Functions.Http;

namespace Dragonfly.Functions.Channels;

/// <summary>How messages of the live channels are written as JSON, whoever carries them: as the API writes, without reflection.</summary>
public static partial class ChannelJson
{
    /// <summary>The one way. The encoder is the one of SignalR's own protocol: nothing here is ever put into HTML as it is.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = JsonTypeInfoResolver.Combine(ApiJson.Default, Arguments.Default),
        };
        options.MakeReadOnly();
        return options;
    }

    // The service's SDK hands over all arguments of a message at once.
    [JsonSerializable(typeof(object[]))]
    private sealed partial class Arguments : JsonSerializerContext;
}
