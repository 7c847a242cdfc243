using System.Text.Json;
using Dragonfly.Infra.Tests.Compiling;

namespace Dragonfly.Infra.Tests.Policies;

/// <summary>
/// Evaluates an Azure Policy rule as the platform does, as far as ours go: text has no case, and what a resource does not say equals nothing, so that
/// <c>notEquals</c> and <c>notIn</c> hold for it. A condition that is not understood here is an error and not a pass.
/// </summary>
internal sealed class PolicyRule(JsonElement rule)
{
    /// <summary>The effect that it has.</summary>
    public string Effect => rule.GetProperty("then").GetProperty("effect").GetString()!;

    /// <summary>Whether it has its effect on a resource.</summary>
    public bool Matches(Resource resource) => Holds(rule.GetProperty("if"), resource);

    private static bool Holds(JsonElement condition, Resource resource)
    {
        if (condition.TryGetProperty("allOf", out var all)) return Alone(condition) && all.EnumerateArray().All(each => Holds(each, resource));
        if (condition.TryGetProperty("anyOf", out var any)) return Alone(condition) && any.EnumerateArray().Any(each => Holds(each, resource));
        if (condition.TryGetProperty("not", out var not)) return Alone(condition) && !Holds(not, resource);
        var value = Field(condition.GetProperty("field").GetString()!, resource);
        var test = condition.EnumerateObject().Single(property => property.Name is not "field");
        return test.Name switch
        {
            "equals" => Same(value, test.Value),
            "notEquals" => !Same(value, test.Value),
            "in" => test.Value.EnumerateArray().Any(each => Same(value, each)),
            "notIn" => !test.Value.EnumerateArray().Any(each => Same(value, each)),
            "like" => Like(value, test.Value.GetString()!),
            "notLike" => !Like(value, test.Value.GetString()!),
            "exists" => (value is not null) == bool.Parse(test.Value.ToString()),
            var other => throw new NotSupportedException($"the condition {other}"),
        };
    }

    private static bool Alone(JsonElement condition) => condition.EnumerateObject().Count() is 1 ? true : throw new NotSupportedException("a combination with something beside it");

    private static bool Same(string? value, JsonElement expected) => value is not null && value.Equals(expected.ToString(), StringComparison.OrdinalIgnoreCase);

    private static bool Like(string? value, string pattern) => value is not null && pattern.Split('*') is var parts && parts.Length switch
    {
        1 => value.Equals(pattern, StringComparison.OrdinalIgnoreCase),
        2 => value.Length >= pattern.Length - 1 && value.StartsWith(parts[0], StringComparison.OrdinalIgnoreCase) && value.EndsWith(parts[1], StringComparison.OrdinalIgnoreCase),
        _ => throw new NotSupportedException("more than one * in a pattern"),
    };

    // An alias is the resource's type and a path: in its properties, or for what is no property (its SKU) beside them.
    private static string? Field(string field, Resource resource)
    {
        if (field is "type") return resource.Type;
        if (field is "kind" or "name" or "location") return resource.TextAt(field);
        if (!field.StartsWith($"{resource.Type}/", StringComparison.OrdinalIgnoreCase)) return null;
        var path = field[(resource.Type.Length + 1)..];
        if (path.Contains('/', StringComparison.Ordinal)) return null; // A child's.
        return resource.TextAt($"properties.{path}") ?? resource.TextAt(path);
    }
}
