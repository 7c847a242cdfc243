using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Unlocks;

/// <summary>Which calls unlock feeds, and how: data, versioned, of which each decision names the version.</summary>
/// <param name="Version">Names this policy in every decision made under it.</param>
/// <param name="Rules">By call type (APCO registry code, upper case). A type that is not here never unlocks.</param>
/// <param name="Threats">What supervisors may declare; null when nothing.</param>
public sealed record UnlockPolicy(string Version, ImmutableSortedDictionary<string, UnlockRule> Rules, ThreatRule? Threats = null)
{
    /// <summary>
    /// Call types that no policy may name: immigration, civil disturbance and protest, curfew. The program's promise, not a setting.
    /// </summary>
    public static ImmutableHashSet<string> Forbidden { get; } =
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, "ALIEN", "CIVDIS", "CURFEW", "CU2", "CU3");

    /// <summary>The program's own policy, which stands until an administrator writes another.</summary>
    public static UnlockPolicy Default { get; } = ReadDefault();

    /// <summary>The rule for a call type, or null when it does not unlock.</summary>
    public UnlockRule? RuleFor(string? callType) => callType is not null && !Forbidden.Contains(callType) && Rules.TryGetValue(callType, out var rule) ? rule : null;

    /// <summary>The bounds of a threat for this reason, or null when there may be none.</summary>
    public ThreatRule? ThreatRuleFor(string? reason) =>
        reason is not null && !Forbidden.Contains(reason) && Threats is { } threats && threats.Reasons.Contains(reason, StringComparer.OrdinalIgnoreCase) ? threats : null;

    /// <summary>Reads a policy.</summary>
    /// <exception cref="PolicyException">It is not one, or it breaks a rule about policies; the message names the place.</exception>
    public static UnlockPolicy Parse(ReadOnlySpan<byte> json)
    {
        UnlockPolicy? policy;
        try
        {
            policy = JsonSerializer.Deserialize(json, CoreJson.Default.UnlockPolicy);
        }
        catch (JsonException e)
        {
            throw new PolicyException(e.Path ?? "$", "is not a policy");
        }

        if (policy is not { Version.Length: > 0, Rules.Count: > 0 }) throw new PolicyException("$", "must have a version and rules");
        var rules = ImmutableSortedDictionary.CreateBuilder<string, UnlockRule>(StringComparer.Ordinal);
        foreach (var (name, rule) in policy.Rules)
        {
            var code = name.Trim().ToUpperInvariant();
            if (Forbidden.Contains(code)) throw new PolicyException($"$.rules.{name}", "may never unlock a feed");
            if (code.Length is 0 or > 32) throw new PolicyException($"$.rules.{name}", "is not a call type");
            Check(rule, $"$.rules.{name}");
            if (!rules.TryAdd(code, rule)) throw new PolicyException($"$.rules.{name}", "is named twice");
        }

        return policy with { Rules = rules.ToImmutable() };
    }

    private static void Check(UnlockRule? rule, string path)
    {
        if (rule is null) throw new PolicyException(path, "must be a rule");
        Within(rule.RadiusMeters, 1, 5000, "radiusMeters");
        Within(rule.Minutes, 1, 240, "minutes");
        Within(rule.MaxMinutes, rule.Minutes, 1440, "maxMinutes");
        Within(rule.MaxFeeds, 1, 100, "maxFeeds");

        void Within(int value, int least, int most, string name)
        {
            if (value < least || value > most) throw new PolicyException($"{path}.{name}", $"must be {least} to {most}");
        }
    }

    private static UnlockPolicy ReadDefault()
    {
        using var stream = typeof(UnlockPolicy).Assembly.GetManifestResourceStream("default-policy.json")!;
        var json = new byte[stream.Length];
        stream.ReadExactly(json);
        return Parse(json);
    }
}

/// <summary>A policy that cannot stand.</summary>
/// <param name="path">JSON path of what is wrong.</param>
/// <param name="problem">What is wrong with it.</param>
public sealed class PolicyException(string path, string problem) : Exception($"{path} {problem}")
{
    /// <summary>JSON path of what is wrong.</summary>
    public string Path { get; } = path;
}
