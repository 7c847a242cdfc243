using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Tests.Unlocks;

public sealed class PolicyStateTests
{
    private static readonly Origin Admin = new("6f1d", "Program.Admin", "WritePolicy");
    private static readonly UnlockPolicy Another = UnlockPolicy.Default with { Version = "proposed", Threats = null };

    [Fact]
    public void Until_somebody_writes_one_the_programs_own_stands() => PolicyState.Unwritten.Policy.ShouldBeSameAs(UnlockPolicy.Default);

    [Fact]
    public void A_policy_replaces_the_one_that_its_author_read()
    {
        var state = After(PolicyState.Unwritten, UnlockPolicy.Default.Version);
        state.Policy.ShouldBe(Another with { Version = "2026-08-01.1" });
        After(state, "2026-08-01.1").Policy.Version.ShouldBe("2026-08-01.2");
    }

    [Fact]
    public void One_who_read_another_is_refused_and_changes_nothing()
    {
        var state = After(After(PolicyState.Unwritten, UnlockPolicy.Default.Version), UnlockPolicy.Default.Version);
        state.Policy.Version.ShouldBe("2026-08-01.1");
        state.Sequence.ShouldBe(2);
    }

    [Fact]
    public void A_refusal_takes_a_number_too_so_no_version_is_ever_given_twice() =>
        After(Evolve(PolicyState.Unwritten, new PolicyRefused("forbiddenCode", "$.rules.CU2")), UnlockPolicy.Default.Version).Policy.Version.ShouldBe("2026-08-01.2");

    private static PolicyState After(PolicyState state, string replaces) => Evolve(state, state.Revise(Another, "why", [replaces], TestCad.Noon));

    private static PolicyState Evolve(PolicyState state, PolicyEvent happened) =>
        Chain.Append(state.Sequence, state.Hash, [happened], Admin, TestCad.Noon).Aggregate(state, (before, entry) => before.Evolve(entry));
}
