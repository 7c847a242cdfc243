using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Json;
using Dragonfly.Functions.Accesses;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Incidents;

namespace Dragonfly.Functions.Storage;

/// <summary>
/// What items hold beyond the domain's own types. A new kind of item is named here, and its array as well, which is what a query's page is; whatever it holds of the domain
/// goes through <see cref="CoreValue{T}"/>, so that it is written in one way only.
/// </summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.Strict, UseStringEnumConverter = true)]
[JsonSerializable(typeof(EntryPack[]))]
[JsonSerializable(typeof(TimelineItem[]))]
[JsonSerializable(typeof(IncidentItem[]))]
[JsonSerializable(typeof(StoredHead[]))]
[JsonSerializable(typeof(AccessPack[]))]
[JsonSerializable(typeof(PackedLines[]))]
[JsonSerializable(typeof(AccessRecord[]))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(int[]))]
[JsonSerializable(typeof(long[]))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(double))]
internal sealed partial class StoreJson : JsonSerializerContext
{
    /// <summary>The domain's types first: there is one way of writing each.</summary>
    public static JsonSerializerOptions Everything { get; } = Combined();

    private static JsonSerializerOptions Combined()
    {
        var options = new JsonSerializerOptions(Default.Options)
        {
            TypeInfoResolver = JsonTypeInfoResolver.Combine(CoreJson.Default, Default),

            // Text is stored as it is: escapes would make it longer, and it is never part of a page.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.MakeReadOnly();
        return options;
    }
}
