using System.Collections.Immutable;
using System.Text.Json;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>The ties between the components of an EIDO: <c>{"$ref": x}</c> names the component whose <c>$id</c> is x.</summary>
internal static class EidoReferences
{
    /// <summary>The longest id that is read.</summary>
    public const int MostCharacters = 256;

    /// <summary>A component's id; empty when it has none.</summary>
    public static string IdOf(FieldReader component) => component.Silently.Text("$id", MostCharacters) ?? "";

    /// <summary>The ids of all components.</summary>
    public static HashSet<string> IdsIn(FieldReader eido)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in eido.Json.EnumerateObject())
        {
            if (member.Value.ValueKind is JsonValueKind.Object) Add(member.Value);
            if (member.Value.ValueKind is not JsonValueKind.Array) continue;
            foreach (var item in member.Value.EnumerateArray())
            {
                if (item.ValueKind is JsonValueKind.Object) Add(item);
            }
        }

        return ids;

        void Add(JsonElement component)
        {
            if (component.TryGetProperty("$id", out var id) && id.ValueKind is JsonValueKind.String && FieldReader.StringOf(id) is { } text) ids.Add(text.Trim());
        }
    }

    /// <summary>Notes it when a reference names none of some ids.</summary>
    /// <returns>The id that it names; null when it is at fault.</returns>
    public static string? Check(FieldReader reference, HashSet<string> ids, string among)
    {
        if (reference.Text("$ref", MostCharacters, required: true) is not { } id) return null;
        if (ids.Contains(id)) return id;
        reference.Add("$ref", "danglingReference", $"names no {among} of this message");
        return null;
    }

    /// <summary>
    /// Checks every reference that a component holds, alone or in an array, except those to locations, which must name a location. A member with a name that is longer
    /// than any of the standard's is passed over.
    /// </summary>
    public static void CheckAll(FieldReader component, HashSet<string> ids)
    {
        foreach (var member in component.Json.EnumerateObject())
        {
            if (member.NameEquals(EidoLocations.References) || member.Name is not { Length: <= FieldReader.MostNameLength } name) continue;
            if (IsReference(member.Value))
            {
                Check(component.Object(name, member.Value), ids, "component");
            }
            else if (member.Value.ValueKind is JsonValueKind.Array && member.Value.EnumerateArray().Any(IsReference))
            {
                foreach (var item in component.Objects(name, member.Value)) Check(item, ids, "component");
            }
        }
    }

    private static bool IsReference(JsonElement json) => json.ValueKind is JsonValueKind.Object && json.TryGetProperty("$ref", out _);
}
