using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Dragonfly.Local.Tests.City;

/// <summary>
/// As much of JSON Schema 2020-12 as the API's document uses; a keyword that is not known here is a fault of the document. Stricter in one thing: an object may hold
/// no property that its schema does not name, unless that says <c>additionalProperties</c>.
/// </summary>
internal sealed class JsonSchema(JsonElement document)
{
    /// <summary>What a reference stands for; itself when it is none.</summary>
    public JsonElement Resolve(JsonElement schema) => schema.ValueKind is JsonValueKind.Object && schema.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.TrimStart('#', '/').Split('/').Aggregate(document, (at, name) => at.GetProperty(name))
        : schema;

    /// <summary>Everything in which a value is not as its schema says, by JSON path.</summary>
    public IEnumerable<string> FaultsOf(JsonElement schema, JsonElement value, string path = "$")
    {
        schema = Resolve(schema);
        return schema.ValueKind switch
        {
            JsonValueKind.True => [],
            JsonValueKind.False => [$"{path} may not be there"],
            _ => schema.EnumerateObject().SelectMany(keyword => FaultsOf(keyword, schema, value, path)).Concat(Unnamed(schema, value, path)),
        };
    }

    private IEnumerable<string> FaultsOf(JsonProperty keyword, JsonElement schema, JsonElement value, string path) => keyword.Name switch
    {
        "description" or "default" or "discriminator" => [],
        "type" => Unless(IsOf(keyword.Value.GetString()!, value), $"{path} is no {keyword.Value}: {value}"),
        "const" => Unless(JsonElement.DeepEquals(keyword.Value, value), $"{path} is not {keyword.Value}: {value}"),
        "enum" => Unless(keyword.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)), $"{path} is not one of {keyword.Value}: {value}"),
        "format" => Unless(value.ValueKind is not JsonValueKind.String || IsIn(keyword.Value.GetString()!, value.GetString()!), $"{path} is no {keyword.Value}: {value}"),
        "pattern" => Unless(value.ValueKind is not JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!), $"{path} does not match {keyword.Value}: {value}"),
        "maxLength" => Unless(value.ValueKind is not JsonValueKind.String || value.GetString()!.Length <= keyword.Value.GetInt32(), $"{path} is too long"),
        "minimum" => Unless(value.ValueKind is not JsonValueKind.Number || value.GetDouble() >= keyword.Value.GetDouble(), $"{path} is too small: {value}"),
        "exclusiveMinimum" => Unless(value.ValueKind is not JsonValueKind.Number || value.GetDouble() > keyword.Value.GetDouble(), $"{path} is too small: {value}"),
        "maximum" => Unless(value.ValueKind is not JsonValueKind.Number || value.GetDouble() <= keyword.Value.GetDouble(), $"{path} is too large: {value}"),
        "minItems" => Unless(value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() >= keyword.Value.GetInt32(), $"{path} has too few items"),
        "maxItems" => Unless(value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() <= keyword.Value.GetInt32(), $"{path} has too many items"),
        "items" => value.ValueKind is JsonValueKind.Array ? value.EnumerateArray().Index().SelectMany(item => FaultsOf(keyword.Value, item.Item, $"{path}[{item.Index}]")) : [],
        "required" => value.ValueKind is JsonValueKind.Object
            ? keyword.Value.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path}.{name} is missing")
            : [],
        "properties" => value.ValueKind is JsonValueKind.Object
            ? keyword.Value.EnumerateObject().SelectMany(property => value.TryGetProperty(property.Name, out var inner) ? FaultsOf(property.Value, inner, $"{path}.{property.Name}") : [])
            : [],
        "additionalProperties" => [],
        "anyOf" => Unless(keyword.Value.EnumerateArray().Any(one => !FaultsOf(one, value, path).Any()), $"{path} is none of what it may be: {value}"),
        "oneOf" => OneOf(keyword.Value, schema, value, path),
        _ => [$"the document uses {keyword.Name}, which is not known here"],
    };

    private IEnumerable<string> OneOf(JsonElement alternatives, JsonElement schema, JsonElement value, string path)
    {
        if (schema.TryGetProperty("discriminator", out var discriminator))
        {
            var name = value.TryGetProperty(discriminator.GetProperty("propertyName").GetString()!, out var kind) ? kind.GetString()! : "";
            return discriminator.GetProperty("mapping").TryGetProperty(name, out var one)
                ? FaultsOf(alternatives.EnumerateArray().Single(alternative => alternative.GetProperty("$ref").ValueEquals(one.GetString())), value, path)
                : [$"{path} is none of those known: {name}"];
        }

        var fit = alternatives.EnumerateArray().Count(one => !FaultsOf(one, value, path).Any());
        return Unless(fit == 1, $"{path} is {fit} of what it may be one of: {value}");
    }

    private IEnumerable<string> Unnamed(JsonElement schema, JsonElement value, string path)
    {
        if (value.ValueKind is not JsonValueKind.Object || !schema.TryGetProperty("type", out _)) return [];
        var named = schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(property => property.Name).ToHashSet() : [];
        var others = value.EnumerateObject().Where(property => !named.Contains(property.Name));
        return schema.TryGetProperty("additionalProperties", out var additional)
            ? others.SelectMany(property => FaultsOf(additional, property.Value, $"{path}.{property.Name}"))
            : others.Select(property => $"{path}.{property.Name} is not documented");
    }

    private static IEnumerable<string> Unless(bool fits, string fault) => fits ? [] : [fault];

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind is JsonValueKind.Object,
        "array" => value.ValueKind is JsonValueKind.Array,
        "string" => value.ValueKind is JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind is JsonValueKind.Number,
        "integer" => value.ValueKind is JsonValueKind.Number && double.IsInteger(value.GetDouble()),
        _ => false,
    };

    private static bool IsIn(string format, string text) => format switch
    {
        "date-time" => text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        _ => false,
    };
}
