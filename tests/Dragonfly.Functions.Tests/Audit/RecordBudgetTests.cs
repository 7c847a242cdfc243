using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Functions.Audit;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Functions.Tests.Audit;

public sealed class RecordBudgetTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 3, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider clock = new(Noon);
    private readonly List<PrincipalRecord> told = [];
    private readonly RecordBudget budget;

    public RecordBudgetTests() => budget = new(clock, told.Add);

    public void Dispose() => budget.Dispose();

    [Fact]
    public void The_first_few_of_a_kind_in_a_minute_are_written_and_the_others_counted()
    {
        Enumerable.Range(0, 50).Count(_ => Admits("ann")).ShouldBe(RecordBudget.PerMinute);
        told.ShouldBeEmpty();

        clock.Advance(TimeSpan.FromMinutes(1));

        told.ShouldHaveSingleItem().ShouldBe(new(
            new("cpd"), new("ann", "None", "PrincipalLog"), new RecordsOmitted("tokenRefused", "tokenInvalid", 50 - RecordBudget.PerMinute, Noon, Noon), Noon));
    }

    [Fact]
    public void Another_minute_has_a_budget_of_its_own()
    {
        for (var times = 0; times < 50; times++) Admits("ann");
        clock.Advance(TimeSpan.FromSeconds(59));
        Admits("ann").ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(1));

        Admits("ann").ShouldBeTrue();
        told.ShouldHaveSingleItem().Happened.ShouldBe(new RecordsOmitted("tokenRefused", "tokenInvalid", 51 - RecordBudget.PerMinute, Noon, Noon.AddSeconds(59)));
    }

    [Fact]
    public void One_kind_does_not_use_up_anothers_budget_but_one_door_uses_up_anothers()
    {
        for (var times = 0; times < 50; times++) Admits("ann");

        Admits("bob").ShouldBeTrue();
        Admits("ann", "tokenExpired").ShouldBeTrue();
        Admits("ann", source: "AnotherDoor").ShouldBeFalse();
    }

    [Fact]
    public void What_was_counted_is_told_at_the_end()
    {
        for (var times = 0; times < 21; times++) Admits("ann");

        budget.Dispose();

        told.ShouldHaveSingleItem();
        clock.Advance(TimeSpan.FromMinutes(2));
        told.Count.ShouldBe(1);
    }

    private bool Admits(string actor, string code = "tokenInvalid", string source = "ListIncidents") =>
        budget.Admits(new(new AgencyId("cpd"), new(actor, "None", source), new TokenRefused(code, null), clock.GetUtcNow()));
}
