using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Incidents.Cad;

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

    /// <summary>How many days a clip is kept at the most, by the rule that keeps longest, unless it is held for a case.</summary>
    public int LongestRetentionDays() => Rules.Values.Select(rule => rule.RetentionDays).Append(Threats?.RetentionDays).Max(days => days ?? UnlockRule.UsualRetentionDays);

    /// <summary>The rule for a call type, or null when it does not unlock.</summary>
    public UnlockRule? RuleFor(string? callType) => callType is not null && !Forbidden.Contains(callType) && Rules.TryGetValue(callType, out var rule) ? rule : null;

    /// <summary>The bounds of a threat for this reason, or null when there may be none.</summary>
    public ThreatRule? ThreatRuleFor(string? reason) =>
        reason is not null && !Forbidden.Contains(reason) && Threats is { } threats && threats.Reasons.Contains(reason, StringComparer.OrdinalIgnoreCase) ? threats : null;

    private static UnlockPolicy ReadDefault()
    {
        using var stream = typeof(UnlockPolicy).Assembly.GetManifestResourceStream("default-policy.json")!;
        using var json = JsonDocument.Parse(stream, new() { AllowDuplicateProperties = false });
        var faults = ImmutableArray.CreateBuilder<FieldError>();
        var fields = new FieldReader(json.RootElement, "$", faults);
        var policy = PolicyFormat.Read(fields, fields.Text("version", 64, required: true) ?? "", beside: "version");
        return faults.Count == 0 ? policy : throw new FormatException($"default-policy.json: {faults[0].Path}: {faults[0].Detail}");
    }
}
