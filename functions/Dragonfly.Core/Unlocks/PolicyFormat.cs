using System.Collections.Immutable;
using Dragonfly.Core.Incidents.Cad;

namespace Dragonfly.Core.Unlocks;

/// <summary>
/// Policies as JSON: <c>rules</c> by call type and <c>threats</c>. The one reader for every door, and a strict one: it notes every fault, a property it does
/// not know included, and never puts a default in the place of what it did not understand.
/// </summary>
public static class PolicyFormat
{
    /// <summary>The registry has about 245 codes.</summary>
    public const int MostRules = 300;

    private const int MostReasons = 100;
    private const int MostRetentionDays = 3_650;

    /// <summary>Reads a policy; of no use when the reader notes a fault.</summary>
    /// <param name="fields">The object that holds it.</param>
    /// <param name="version">The version it gets.</param>
    /// <param name="beside">What else the object may hold.</param>
    public static UnlockPolicy Read(FieldReader fields, string version, params ReadOnlySpan<string> beside)
    {
        fields.KnowsOnly(["rules", "threats", .. beside]);
        return new(version, ReadRules(fields), fields.Object("threats") is { } threats ? ReadThreats(threats) : null);
    }

    private static ImmutableSortedDictionary<string, UnlockRule> ReadRules(FieldReader fields)
    {
        var rules = ImmutableSortedDictionary.CreateBuilder<string, UnlockRule>(StringComparer.Ordinal);
        if (fields.Object("rules", required: true) is not { } given) return rules.ToImmutable();
        var names = given.Names();
        if (names.Count is 0 or > MostRules)
        {
            given.AddHere("outOfRange", $"rules must name 1 to {MostRules} call types");
            return rules.ToImmutable();
        }

        foreach (var name in names)
        {
            if (name.Length > FieldReader.MostNameLength)
            {
                given.AddHere("unknownCode", "rules names a call type that is not in the registry");
                continue;
            }

            var code = ReadCode(given, name, name);
            if (given.Object(name, required: true) is not { } fieldsOfRule) continue;
            var rule = ReadRule(fieldsOfRule);
            if (code is not null && !rules.TryAdd(code, rule)) given.Add(name, "repeatedCode", "is named twice");
        }

        return rules.ToImmutable();
    }

    private static UnlockRule ReadRule(FieldReader rule)
    {
        rule.KnowsOnly("radiusMeters", "minutes", "maxMinutes", "maxFeeds", "recordClip", "requiresApproval", "retentionDays");
        var minutes = rule.Whole("minutes", 1, 240, required: true);
        var maxMinutes = rule.Whole("maxMinutes", 1, 1440, required: true);
        if (maxMinutes < minutes) rule.Add("maxMinutes", "outOfRange", "must not be less than minutes");
        return new(
            rule.Whole("radiusMeters", 1, 5000, required: true) ?? 0,
            minutes ?? 0,
            maxMinutes ?? 0,
            rule.Whole("maxFeeds", 1, 100, required: true) ?? 0,
            rule.Flag("recordClip") ?? false,
            rule.Flag("requiresApproval") ?? false,
            rule.Whole("retentionDays", 1, MostRetentionDays));
    }

    private static ThreatRule ReadThreats(FieldReader threats)
    {
        threats.KnowsOnly("reasons", "maxSquareMeters", "maxMinutes", "approvalMinutes", "maxFeeds", "recordClip", "retentionDays");
        var reasons = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var (name, text) in threats.Texts("reasons", MostReasons, 64, required: true))
            if (ReadCode(threats, name, text) is { } code && !reasons.Add(code)) threats.Add(name, "repeatedCode", "is named twice");
        return new(
            reasons.ToImmutable(),
            threats.Whole("maxSquareMeters", 1, 1_000_000, required: true) ?? 0,
            threats.Whole("maxMinutes", 1, 240, required: true) ?? 0,
            threats.Whole("approvalMinutes", 1, 10, required: true) ?? 0,
            threats.Whole("maxFeeds", 1, 100, required: true) ?? 0,
            threats.Flag("recordClip") ?? false,
            threats.Whole("retentionDays", 1, MostRetentionDays));
    }

    /// <summary>A call type that may unlock a feed, by its code in the registry; null when it is at fault, which is noted under <paramref name="name"/>.</summary>
    internal static string? ReadCode(FieldReader fields, string name, string given)
    {
        var code = given.Trim().ToUpperInvariant();
        if (UnlockPolicy.Forbidden.Contains(code)) fields.Add(name, "forbiddenCode", "may never unlock a feed: the program promises it");
        else if (!CallTypes.IsKnown(code)) fields.Add(name, "unknownCode", "is not in the registry of call types");
        else return code;
        return null;
    }
}
