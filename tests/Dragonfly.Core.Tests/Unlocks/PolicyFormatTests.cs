using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dragonfly.Conformance;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Core.Places;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Tests.Unlocks;

public sealed class PolicyFormatTests
{
    private const string Rule = """{ "radiusMeters": 300, "minutes": 30, "maxMinutes": 120, "maxFeeds": 12 }""";
    private const string Threats = """{ "reasons": ["BOMB"], "maxSquareMeters": 1000000, "maxMinutes": 120, "approvalMinutes": 10, "maxFeeds": 40 }""";

    [Fact]
    public void A_policy_is_read_whole()
    {
        var (policy, faults) = Read("""
            { "rules": { "ROBBERY": { "radiusMeters": 5000, "minutes": 240, "maxMinutes": 1440, "maxFeeds": 100, "recordClip": true, "requiresApproval": true, "retentionDays": 3650 } },
              "threats": { "reasons": ["BOMB", "terror"], "maxSquareMeters": 1000000, "maxMinutes": 240, "approvalMinutes": 10, "maxFeeds": 100, "recordClip": true, "retentionDays": 90 } }
            """);
        faults.ShouldBeEmpty();
        policy.Version.ShouldBe("v1");
        policy.RuleFor("ROBBERY").ShouldBe(new(5000, 240, 1440, 100, true, true, 3_650));
        policy.Threats.ShouldNotBeNull().Reasons.ShouldBe(["BOMB", "TERROR"]);
        policy.Threats.For(new Circle(TestCad.Downtown, 1), 1).RetentionDays.ShouldBe(90, "clips of a threat are kept as long as its rule says");
        (policy.Threats with { Reasons = [] }).ShouldBe(new([], 1_000_000, 240, 10, 100, true, 90));
    }

    [Fact]
    public void The_least_of_everything_is_a_policy()
    {
        var (policy, faults) = Read("""
            { "rules": { "ROBBERY": { "radiusMeters": 1, "minutes": 1, "maxMinutes": 1, "maxFeeds": 1 } },
              "threats": { "reasons": [], "maxSquareMeters": 1, "maxMinutes": 1, "approvalMinutes": 1, "maxFeeds": 1 } }
            """);
        faults.ShouldBeEmpty();
        policy.RuleFor("ROBBERY").ShouldBe(new(1, 1, 1, 1, false, false, null));
    }

    [Fact]
    public void What_is_written_is_read_again_as_it_was()
    {
        var json = JsonSerializer.SerializeToNode(UnlockPolicy.Default, CoreJson.Default.UnlockPolicy)!.AsObject();
        json.Remove("version");
        var (policy, faults) = Read(json.ToJsonString());
        faults.ShouldBeEmpty();
        JsonSerializer.Serialize(policy with { Version = UnlockPolicy.Default.Version }, CoreJson.Default.UnlockPolicy)
            .ShouldBe(JsonSerializer.Serialize(UnlockPolicy.Default, CoreJson.Default.UnlockPolicy));
    }

    [Theory]
    [InlineData("robbery")]
    [InlineData(" Robbery ")]
    public void Types_are_read_in_any_case(string type) => Read($$"""{ "rules": { "{{type}}": {{Rule}} } }""").Policy.RuleFor("ROBBERY").ShouldBe(new(300, 30, 120, 12));

    [Theory]
    [InlineData("ALIEN")]
    [InlineData("civdis")]
    [InlineData(" Curfew ")]
    [InlineData("\\tCU2")]
    [InlineData("cu3\\u00a0")]
    [InlineData("c\\u00553")]
    public void No_policy_may_name_what_the_program_promised_not_to(string type)
    {
        Fault($$"""{ "rules": { "ROBBERY": {{Rule}}, "{{type}}": {{Rule}} } }""").Code.ShouldBe("forbiddenCode");
        var threats = Threats.Replace("\"BOMB\"", $"\"BOMB\", \"{type}\"", StringComparison.Ordinal);
        Fault($$"""{ "rules": { "ROBBERY": {{Rule}} }, "threats": {{threats}} }""").ShouldSatisfyAllConditions(
            it => it.Code.ShouldBe("forbiddenCode"), it => it.Path.ShouldBe("$.threats.reasons[1]"));
    }

    [Theory]
    [InlineData("radiusMeters", "-1")]
    [InlineData("radiusMeters", "0")]
    [InlineData("radiusMeters", "5001")]
    [InlineData("radiusMeters", "99999999999")]
    [InlineData("radiusMeters", "1.5")]
    [InlineData("minutes", "0")]
    [InlineData("minutes", "241")]
    [InlineData("maxMinutes", "29")]
    [InlineData("maxMinutes", "1441")]
    [InlineData("maxFeeds", "0")]
    [InlineData("maxFeeds", "101")]
    [InlineData("retentionDays", "0")]
    [InlineData("retentionDays", "3651")]
    [InlineData("retentionDays", "1.5")]
    public void A_rule_has_bounds(string name, string value)
    {
        var rule = JsonNode.Parse(Rule)!;
        rule[name] = JsonNode.Parse(value);
        if (name == "minutes") rule["maxMinutes"] = 1440;
        Fault($$"""{ "rules": { "ROBBERY": {{rule.ToJsonString()}} } }""").ShouldSatisfyAllConditions(it => it.Path.ShouldBe($"$.rules.ROBBERY.{name}"), it => it.Code.ShouldBe("outOfRange"));
    }

    [Theory]
    [InlineData("maxSquareMeters", 0)]
    [InlineData("maxSquareMeters", 1_000_001)]
    [InlineData("maxMinutes", 0)]
    [InlineData("maxMinutes", 241)]
    [InlineData("approvalMinutes", 0)]
    [InlineData("approvalMinutes", 11)]
    [InlineData("maxFeeds", 0)]
    [InlineData("maxFeeds", 101)]
    [InlineData("retentionDays", 0)]
    [InlineData("retentionDays", 3_651)]
    public void Threats_have_bounds(string name, int value)
    {
        var threats = JsonNode.Parse(Threats)!;
        threats[name] = value;
        Fault($$"""{ "rules": { "ROBBERY": {{Rule}} }, "threats": {{threats.ToJsonString()}} }""").ShouldSatisfyAllConditions(
            it => it.Path.ShouldBe($"$.threats.{name}"), it => it.Code.ShouldBe("outOfRange"));
    }

    [Theory]
    [InlineData("""{}""", "$.rules", "required")]
    [InlineData("""{ "rules": [] }""", "$.rules", "wrongType")]
    [InlineData("""{ "rules": {} }""", "$.rules", "outOfRange")]
    [InlineData("""{ "rules": { "ROBBERY": null } }""", "$.rules.ROBBERY", "required")]
    [InlineData("""{ "rules": { "ROBBERY": 300 } }""", "$.rules.ROBBERY", "wrongType")]
    [InlineData("""{ "rules": { " ": RULE } }""", "$.rules. ", "unknownCode")]
    [InlineData("""{ "rules": { "ROBERY": RULE } }""", "$.rules.ROBERY", "unknownCode")]
    [InlineData("""{ "rules": { "ROBBERY": RULE, "robbery": RULE } }""", "$.rules.robbery", "repeatedCode")]
    [InlineData("""{ "rules": { "ROBBERY": RULE }, "rulez": {} }""", "$.rulez", "unknownProperty")]
    [InlineData("""{ "rules": { "ROBBERY": RULE }, "Threats": {} }""", "$.Threats", "unknownProperty")]
    [InlineData("""{ "rules": { "ROBBERY": RULE }, "version": "2" }""", "$.version", "unknownProperty")]
    [InlineData("""{ "rules": { "ROBBERY": RULE }, "threats": [] }""", "$.threats", "wrongType")]
    [InlineData("""{ "rules": { "ROBBERY": { "radiusMeters": 300, "minutes": 30, "maxMinutes": 120, "maxFeeds": 12, "recordClips": true } } }""", "$.rules.ROBBERY.recordClips", "unknownProperty")]
    [InlineData("""{ "rules": { "ROBBERY": { "radiusMeters": 300, "minutes": 30, "maxMinutes": 120, "maxFeeds": 12, "recordClip": "no" } } }""", "$.rules.ROBBERY.recordClip", "wrongType")]
    [InlineData("""{ "rules": { "ROBBERY": { "radiusMeters": "300", "minutes": 30, "maxMinutes": 120, "maxFeeds": 12 } } }""", "$.rules.ROBBERY.radiusMeters", "wrongType")]
    [InlineData("""{ "rules": { "ROBBERY": RULE }, "threats": THREATS"reason": [] } }""", "$.threats.reason", "unknownProperty")]
    public void What_is_no_policy_is_told_by_place_and_kind(string json, string path, string code) =>
        Fault(json.Replace("RULE", Rule, StringComparison.Ordinal).Replace("THREATS", $"{Threats[..^1]}, ", StringComparison.Ordinal))
            .ShouldSatisfyAllConditions(it => it.Path.ShouldBe(path), it => it.Code.ShouldBe(code));

    [Theory]
    [InlineData("\"BOMB\"", "$.threats.reasons", "wrongType")]
    [InlineData("[7]", "$.threats.reasons[0]", "wrongType")]
    [InlineData("""["BOMB", "BOMBE"]""", "$.threats.reasons[1]", "unknownCode")]
    [InlineData("""["BOMB", "bomb"]""", "$.threats.reasons[1]", "repeatedCode")]
    [InlineData("null", "$.threats.reasons", "required")]
    public void Reasons_of_threats_are_codes_of_the_registry(string reasons, string path, string code)
    {
        var threats = JsonNode.Parse(Threats)!;
        threats["reasons"] = JsonNode.Parse(reasons);
        Fault($$"""{ "rules": { "ROBBERY": {{Rule}} }, "threats": {{threats.ToJsonString()}} }""").ShouldSatisfyAllConditions(it => it.Path.ShouldBe(path), it => it.Code.ShouldBe(code));
    }

    [Fact]
    public void Too_many_rules_are_refused_as_a_whole()
    {
        var rules = string.Join(",", Enumerable.Range(0, PolicyFormat.MostRules + 1).Select(i => $"\"TYPE{i}\": {Rule}"));
        Fault($$"""{ "rules": { {{rules}} } }""").ShouldSatisfyAllConditions(it => it.Path.ShouldBe("$.rules"), it => it.Code.ShouldBe("outOfRange"));
    }

    [Fact]
    public void A_name_without_end_is_a_fault_of_what_holds_it()
    {
        var name = new string('x', 100_000);
        Fault($$"""{ "rules": { "{{name}}": {{Rule}} } }""").Path.ShouldBe("$.rules");
        Fault($$"""{ "rules": { "ROBBERY": {{Rule}} }, "{{name}}": 1 }""").Path.ShouldBe("$");
    }

    [Fact]
    public void Every_fault_is_told_at_once() => Read("""
        { "rules": { "CU2": { "radiusMeters": -300, "minutes": 30, "maxMinutes": 20, "maxFeeds": 12 }, "NOSUCH": {}, "ROBBERY": { "minute": 5 } }, "threats": { "reasons": ["cu3"] } }
        """).Faults.Select(fault => (fault.Path, fault.Code)).ShouldBe(
        [
            ("$.rules.CU2", "forbiddenCode"),
            ("$.rules.CU2.maxMinutes", "outOfRange"),
            ("$.rules.CU2.radiusMeters", "outOfRange"),
            ("$.rules.NOSUCH", "unknownCode"),
            .. Missing("$.rules.NOSUCH", "minutes", "maxMinutes", "radiusMeters", "maxFeeds"),
            ("$.rules.ROBBERY.minute", "unknownProperty"),
            .. Missing("$.rules.ROBBERY", "minutes", "maxMinutes", "radiusMeters", "maxFeeds"),
            ("$.threats.reasons[0]", "forbiddenCode"),
            .. Missing("$.threats", "maxSquareMeters", "maxMinutes", "approvalMinutes", "maxFeeds"),
        ]);

    private static IEnumerable<(string Path, string Code)> Missing(string path, params string[] names) => names.Select(name => ($"{path}.{name}", "required"));

    private static FieldError Fault(string json) => Read(json).Faults.ShouldHaveSingleItem();

    private static (UnlockPolicy Policy, ImmutableArray<FieldError> Faults) Read(string json)
    {
        var faults = ImmutableArray.CreateBuilder<FieldError>();
        var policy = PolicyFormat.Read(new(JsonElement.Parse(json), "$", faults), "v1");
        return (policy, faults.ToImmutable());
    }
}
