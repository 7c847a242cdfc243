using System.Text.Json;
using System.Text.Unicode;
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
        if (!IsJson(request.ContentType)) throw new ProblemException(Problem.UnsupportedMediaType());
        if (request.ContentLength > mostBytes) throw TooLarge(mostBytes);
        using var buffer = new MemoryStream((int)(request.ContentLength ?? 4096));
        var block = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(block, request.HttpContext.RequestAborted)) > 0;)
        {
            if (buffer.Length + read > mostBytes) throw TooLarge(mostBytes);
            buffer.Write(block, 0, read);
        }

        if (buffer.Length == 0) throw new ProblemException(Problem.BadRequest("emptyBody", "the body is empty"));
        return Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
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

    private static Problem Repetition(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var (path, detail) = (RepeatedIn(document.RootElement, "$") ?? "$", "is named twice in one object");
        return Problem.BadRequest("duplicateProperty", $"{path} {detail}") with { Errors = [new(path, "duplicateProperty", detail)] };
    }

    private static string? RepeatedIn(JsonElement json, string path)
    {
        if (json.ValueKind is JsonValueKind.Array)
            return json.EnumerateArray().Index().Select(item => RepeatedIn(item.Item, $"{path}[{item.Index}]")).FirstOrDefault(found => found is not null);
        if (json.ValueKind is not JsonValueKind.Object) return null;
        var names = new HashSet<string>();
        return json.EnumerateObject()
            .Select(property => names.Add(property.Name) ? RepeatedIn(property.Value, $"{path}.{property.Name}") : $"{path}.{property.Name}")
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

    private static ProblemException TooLarge(int mostBytes) => new(Problem.TooLarge("bodyTooLarge", $"the body may have at most {mostBytes} bytes"));
}
