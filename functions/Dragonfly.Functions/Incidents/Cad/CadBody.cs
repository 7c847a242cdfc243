using System.Text.Json;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Functions.Http;

namespace Dragonfly.Functions.Incidents.Cad;

/// <summary>What CAD sent: one message, or an array of them, each of which stands for itself.</summary>
internal sealed class CadBody : IDisposable
{
    private const int MostMessages = 1_000;

    private readonly JsonDocument json;

    private CadBody(ReadOnlyMemory<byte> bytes, JsonDocument json, bool mayRepeat)
    {
        (Bytes, this.json) = (bytes, json);
        IsAlone = json.RootElement.ValueKind is JsonValueKind.Object;
        Messages = IsAlone
            ? [new(json.RootElement, "$", null)]
            : [.. json.RootElement.EnumerateArray().Select((item, index) => Of(item, $"$[{index}]", mayRepeat))];
    }

    /// <summary>All of it, as it came.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>It is one message, not in an array.</summary>
    public bool IsAlone { get; }

    /// <summary>The messages, in the order sent.</summary>
    public IReadOnlyList<SentMessage> Messages { get; }

    /// <summary>Takes a body apart.</summary>
    /// <param name="bytes">The body, which this goes on using.</param>
    /// <exception cref="ProblemException">400 or 413.</exception>
    public static CadBody Parse(ReadOnlyMemory<byte> bytes)
    {
        var (json, mayRepeat) = ParseJson(bytes);
        try
        {
            return json.RootElement.ValueKind switch
            {
                JsonValueKind.Array when json.RootElement.GetArrayLength() > MostMessages =>
                    throw new ProblemException(Problem.TooLarge("tooManyIncidents", $"an array may have at most {MostMessages} incidents")),
                JsonValueKind.Array or JsonValueKind.Object => new(bytes, json, mayRepeat),
                _ => throw new ProblemException(Problem.BadRequest("wrongType", "the body must be an incident or an array of incidents")),
            };
        }
        catch (ProblemException)
        {
            json.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => json.Dispose();

    // A name that repeats makes its own message ambiguous, and none of the others in the array.
    private static (JsonDocument Json, bool MayRepeat) ParseJson(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return (JsonBody.Parse(bytes), false);
        }
        catch (ProblemException e) when (e.Problem.Code == "duplicateProperty")
        {
            var json = JsonDocument.Parse(bytes);
            if (json.RootElement.ValueKind is JsonValueKind.Array) return (json, true);
            json.Dispose();
            throw;
        }
    }

    private static SentMessage Of(JsonElement json, string path, bool mayRepeat) => new(json, path, mayRepeat ? JsonBody.RepetitionIn(json, path) : null);
}

/// <summary>One message as it was sent.</summary>
/// <param name="Json">The message.</param>
/// <param name="Path">Its JSON path in the body.</param>
/// <param name="Fault">Why it cannot even be read; null when it can.</param>
internal sealed record SentMessage(JsonElement Json, string Path, FieldError? Fault)
{
    /// <summary>What it says.</summary>
    public CadReading Read(CadFormat? format, CadContext context) =>
        Fault is null ? CadReader.Read(Json, Path, format, context) : new(format ?? CadFormat.Own, "", null, null, null, [Fault]);
}
