using System.Text.Json;
using Dragonfly.Emulators.Cosmos.Http;
using Dragonfly.Emulators.Cosmos.Query;

namespace Dragonfly.Emulators.Cosmos.Items;

/// <summary>What the service demands of an item.</summary>
internal static class ItemRules
{
    /// <summary>The largest item, and the largest batch request, in bytes of JSON.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    private const int MaxIdLength = 1023;

    public static Query.Object Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Length > MaxBytes) throw new RefusedException(413, "Request size is too large");
        try
        {
            using var json = JsonDocument.Parse(body);
            if (ValueJson.Read(json.RootElement) is Query.Object item) return item;
        }
        catch (JsonException)
        {
        }
        throw new RefusedException(400, "The request payload is invalid. Ensure to provide a valid request payload.");
    }

    public static string IdOf(Query.Object item)
    {
        if (Read.Text(item, "id") is not { Length: > 0 } id) throw new RefusedException(400, "The input content is invalid because the required properties - 'id; ' - are missing");
        if (id.Length > MaxIdLength || id.EndsWith(' ') || id.AsSpan().IndexOfAny("/\\?#") >= 0)
            throw new RefusedException(400, "The id is too long, ends with a space or has one of / \\ ? #.");
        return id;
    }

    public static bool IsSystem(string name) => name is "_rid" or "_self" or "_etag" or "_attachments" or "_ts" or "_lsn";
}
