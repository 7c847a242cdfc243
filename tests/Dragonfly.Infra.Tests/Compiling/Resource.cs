using System.Text.Json;

namespace Dragonfly.Infra.Tests.Compiling;

/// <summary>One resource, as it would be deployed.</summary>
internal sealed record Resource(string Id, string Type, string Name, string ApiVersion, JsonElement Json)
{
    public static Resource Of(JsonElement json) => new(Text(json, "id"), Text(json, "type"), Text(json, "name"), Text(json, "apiVersion"), json);

    /// <summary>Whether it is of a type; Azure's types have no case.</summary>
    public bool Is(string type) => Type.Equals(type, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is at a path: <c>properties.sku.name</c>. Null where there is nothing.</summary>
    public JsonElement? At(string path)
    {
        var here = Json;
        foreach (var name in path.Split('.'))
        {
            if (here.ValueKind is not JsonValueKind.Object) return null;
            var found = here.EnumerateObject().FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (found.Value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return null;
            here = found.Value;
        }

        return here;
    }

    /// <summary>The same as text; null where there is nothing.</summary>
    public string? TextAt(string path) => At(path)?.ToString();

    public override string ToString() => $"{Type} {Name}";

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
