using System.Text;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Tests.Unlocks;

public sealed class UnlockPolicyTests
{
    private const string Rule = """{ "radiusMeters": 300, "minutes": 30, "maxMinutes": 120, "maxFeeds": 12 }""";

    [Fact]
    public void The_default_unlocks_what_the_program_names_and_nothing_else() => UnlockPolicy.Default.Rules.Keys.ShouldBe(
        ("ACTSHOOT SHOOT STABBING ROBBERY CARJACK HOSTAGE HOMICIDE ASSAULT FASX NCRASLTWF WEAPON BURGLARY PURSUIT ABDUCTF ABDUCTNF BOMB TERROR HLP1 "
            + "ALMH ALRPANA ALRPANS ALRROBA ALRROBS").Split(' '),
        ignoreOrder: true);

    [Theory]
    [InlineData("ALIEN CIVDIS CURFEW CU2 CU3")]
    [InlineData("PHANDLE VAG TRUANT TSTOP PARKING NOISE NONEMERG ADMIN INFO NCRTESTF")]
    [InlineData("ALRBURG")]
    public void The_default_never_unlocks(string types) => types.Split(' ').ShouldAllBe(type => UnlockPolicy.Default.RuleFor(type) == null);

    [Fact]
    public void An_absent_type_never_unlocks() => UnlockPolicy.Default.RuleFor(null).ShouldBeNull();

    [Theory]
    [InlineData("ALIEN")]
    [InlineData("civdis")]
    [InlineData(" Curfew ")]
    [InlineData("\\tCU2")]
    [InlineData("cu3\\u00a0")]
    public void No_policy_may_name_what_the_program_promised_not_to(string type) => Refused($$"""{ "version": "1", "rules": { "{{type}}": {{Rule}} } }""").Message.ShouldContain("may never unlock");

    [Theory]
    [InlineData("radiusMeters", -1)]
    [InlineData("radiusMeters", 0)]
    [InlineData("radiusMeters", 5001)]
    [InlineData("minutes", 0)]
    [InlineData("minutes", 241)]
    [InlineData("maxMinutes", 29)]
    [InlineData("maxMinutes", 1441)]
    [InlineData("maxFeeds", 0)]
    [InlineData("maxFeeds", 101)]
    public void Limits_are_limited(string name, int value)
    {
        var rule = System.Text.Json.Nodes.JsonNode.Parse(Rule)!;
        rule[name] = value;
        Refused($$"""{ "version": "1", "rules": { "ROBBERY": {{rule}} } }""").Path.ShouldBe($"$.rules.ROBBERY.{name}");
    }

    [Theory]
    [InlineData("null", "$")]
    [InlineData("[]", "$")]
    [InlineData("{", "$")]
    [InlineData("""{ "version": "", "rules": { "ROBBERY": RULE } }""", "$")]
    [InlineData("""{ "version": "1" }""", "$")]
    [InlineData("""{ "version": "1", "rules": {} }""", "$")]
    [InlineData("""{ "version": "1", "rules": { "ROBBERY": null } }""", "$.rules.ROBBERY")]
    [InlineData("""{ "version": "1", "rules": { "ROBBERY": {} } }""", "$.rules.ROBBERY.radiusMeters")]
    [InlineData("""{ "version": "1", "rules": { " ": RULE } }""", "$.rules. ")]
    [InlineData("""{ "version": "1", "rules": { "ROBBERY": RULE, "robbery": RULE } }""", "$.rules.robbery")]
    public void What_is_no_policy_is_refused_with_the_place(string json, string path) => Refused(json.Replace("RULE", Rule, StringComparison.Ordinal)).Path.ShouldBe(path);

    [Fact]
    public void Types_are_read_in_any_case() => Parse($$"""{ "version": "1", "rules": { " robbery ": {{Rule}} } }""").RuleFor("ROBBERY").ShouldBe(new(300, 30, 120, 12));

    private static PolicyException Refused(string json) => Should.Throw<PolicyException>(() => Parse(json));

    private static UnlockPolicy Parse(string json) => UnlockPolicy.Parse(Encoding.UTF8.GetBytes(json));
}
