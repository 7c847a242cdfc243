using System.Text.Json;
using System.Text.Unicode;
using Dragonfly.Core.Incidents.Cad;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Dragonfly.Functions.Http;

/// <summary>Reads a request's body as JSON, within limits.</summary>
public static class JsonBody
{
    private const int Depth = 16;

    /// <summary>Reads it all. Property names may not repeat; nesting is at most 16 deep.</summary>
    /// <param name="request">The request.</param>
    /// <param name="mostBytes">The largest body that is taken.</param>
    /// <exception cref="ProblemException">415, 413 or 400.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpRequest request, int mostBytes)
    {
        CheckMediaType(request);
        return Parse(await RequestBody.ReadAsync(request, mostBytes));
    }

    /// <summary>Refuses a body that is not called JSON, or is compressed.</summary>
    /// <exception cref="ProblemException">415.</exception>
    public static void CheckMediaType(HttpRequest request)
    {
        RequestBody.CheckEncoding(request);
        if (!IsJson(request.ContentType)) throw new ProblemException(Problem.UnsupportedMediaType("application/json", "notJson"));
    }

    /// <summary>Reads bytes as JSON. Property names may not repeat; nesting is at most 16 deep.</summary>
    /// <param name="json">The bytes, which the document goes on using.</param>
    /// <exception cref="ProblemException">400.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty) throw new ProblemException(Problem.BadRequest("emptyBody", "the body is empty"));
        if (FaultIn(json.Span) is { } fault) throw new ProblemException(fault);
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Depth, AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            throw new ProblemException(Repetition(json));
        }
    }

    /// <summary>The first property of an object that is named twice in it, or null.</summary>
    /// <param name="json">Where to look.</param>
    /// <param name="path">Its JSON path.</param>
    public static FieldError? RepetitionIn(JsonElement json, string path) => RepeatedIn(json) is { } repeated ? Repetition(path + repeated) : null;

    private static Problem Repetition(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var repetition = RepetitionIn(document.RootElement, "$") ?? Repetition("$");
        return Problem.BadRequest(repetition.Code, $"{repetition.Path} {repetition.Detail}") with { Errors = [repetition] };
    }

    private static FieldError Repetition(string path) => new(path, "duplicateProperty", "is named twice in one object");

    // The path is put together on the way back, once: with every property on the way there, a long name would be written as often as there are properties in it.
    private static string? RepeatedIn(JsonElement json)
    {
        if (json.ValueKind is JsonValueKind.Array)
            return json.EnumerateArray().Index().Select(item => RepeatedIn(item.Item) is { } inside ? $"[{item.Index}]{inside}" : null).FirstOrDefault(found => found is not null);
        if (json.ValueKind is not JsonValueKind.Object) return null;
        var names = new HashSet<string>();
        return json.EnumerateObject()
            .Select(property => !names.Add(property.Name) ? $".{property.Name}" : RepeatedIn(property.Value) is { } inside ? $".{property.Name}{inside}" : null)
            .FirstOrDefault(found => found is not null);
    }

    // The parser would let text through that is not Unicode, and fail when it compares names. A value that spells half of a surrogate pair is its field's fault.
    private static Problem? FaultIn(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json)) return Problem.BadRequest("notUnicode", "the body is not UTF-8");
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth >= Depth) return Problem.BadRequest("tooDeep", $"the JSON is nested more than {Depth} deep");
                if (reader is { TokenType: JsonTokenType.PropertyName, ValueIsEscaped: true }) _ = reader.GetString();
            }

            return null;
        }
        catch (JsonException e)
        {
            return Problem.BadRequest("malformedJson", $"the body is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine}");
        }
        catch (InvalidOperationException)
        {
            return Problem.BadRequest("notUnicode", "the name of a property is not Unicode text");
        }
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));
}
