using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Tests.Unlocks;

public sealed class UnlockPolicyTests
{
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
    [InlineData("CIVDIS")]
    [InlineData("civdis")]
    public void A_forbidden_type_never_unlocks_even_if_a_policy_came_to_name_it(string type) =>
        (UnlockPolicy.Default with { Rules = UnlockPolicy.Default.Rules.Add(type, UnlockPolicy.Default.Rules["ROBBERY"]) }).RuleFor(type).ShouldBeNull();

    [Theory]
    [InlineData(null, null, 30)]
    [InlineData(7, null, 30)]
    [InlineData(90, null, 90)]
    [InlineData(90, 365, 365)]
    public void The_longest_retention_is_that_of_the_rule_that_keeps_longest(int? robbery, int? threats, int days)
    {
        var policy = UnlockPolicy.Default;
        policy = policy with { Rules = policy.Rules.SetItem("ROBBERY", policy.Rules["ROBBERY"] with { RetentionDays = robbery }), Threats = policy.Threats! with { RetentionDays = threats } };
        policy.LongestRetentionDays().ShouldBe(days);
    }
}
