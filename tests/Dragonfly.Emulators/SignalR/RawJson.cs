using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dragonfly.Emulators.SignalR;

/// <summary>JSON that is passed on byte for byte.</summary>
[JsonConverter(typeof(Converter))]
internal sealed record RawJson(string Text)
{
    private sealed class Converter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) => writer.WriteRawValue(value.Text);
    }
}
