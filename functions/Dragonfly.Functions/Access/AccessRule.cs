using System.Collections.Frozen;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Access;

/// <summary>Who may call a function and how often, read once from the attributes of this assembly's methods.</summary>
/// <param name="Anyone">No token is needed.</param>
/// <param name="Roles">Otherwise any of these roles; empty means nobody.</param>
/// <param name="Limit">How often one caller may; null for as often as it likes.</param>
public sealed record AccessRule(bool Anyone, IReadOnlyList<string> Roles, LimitAttribute? Limit = null)
{
    private static readonly FrozenDictionary<string, AccessRule> Rules = typeof(AccessRule).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null)
        .ToFrozenDictionary(method => method.GetCustomAttribute<FunctionAttribute>()!.Name, Of);

    /// <summary>The rule of a function, by the function's name. One that is not known may be called by nobody.</summary>
    public static AccessRule For(string function) => Rules.GetValueOrDefault(function) ?? new(false, []);

    /// <summary>The rule that a method declares.</summary>
    public static AccessRule Of(MethodInfo method) =>
        new(method.GetCustomAttribute<AllowAnyoneAttribute>() is not null, method.GetCustomAttribute<AllowAttribute>()?.Roles ?? [], method.GetCustomAttribute<LimitAttribute>());
}
