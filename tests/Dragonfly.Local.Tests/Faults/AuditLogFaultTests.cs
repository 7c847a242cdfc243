using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Faults;

/// <summary>The principals' log fails. Calls go on, nobody reads the log unseen, and operators hear of it.</summary>
public sealed class AuditLogFaultTests
{
    [Fact]
    public async Task A_log_that_cannot_be_written_is_a_fault_of_health_and_holds_up_nobody()
    {
        await using var town = await Town.StartAsync([], FailingTimelines.Put);
        var timelines = town.Service<FailingTimelines>();
        (await HealthAsync(town)).ShouldBe(("up", "up"));

        timelines.IsDown = true;
        (await town.Investigator.GetAsync("incidents")).Should(200);
        await Eventually.SeeAsync(() => HealthAsync(town), health => health == ("degraded", "failing"));

        timelines.IsDown = false;
        var entries = await town.UntilAsync(() => town.PrincipalAsync("investigator"), seen => seen.Count > 0, TimeSpan.FromSeconds(1));
        entries.ShouldHaveSingleItem().At.ShouldBe(Town.Afternoon, "when it happened, not when it could be written");
        (await Eventually.SeeAsync(() => HealthAsync(town), health => health.AuditLog == "up")).Status.ShouldBe("up");
    }

    [Fact]
    public async Task A_log_that_hangs_holds_up_nobody_either()
    {
        await using var town = await Town.StartAsync([], FailingTimelines.Put);
        var gate = new TaskCompletionSource();
        town.Service<FailingTimelines>().Gate = gate.Task;
        await town.Cad.ReportAsync("26-1");
        (await town.Investigator.GetAsync("incidents")).Should(200);
        (await town.Investigator.GetAsync("policy")).ShouldBeProblem(403, "roleMissing");
        (await town.PrincipalAsync("investigator")).ShouldBeEmpty();

        gate.SetResult();
        var entries = await Eventually.SeeAsync(() => town.PrincipalAsync("investigator"), seen => seen.Count == 2);
        entries.Select(entry => entry.Event.GetType()).ShouldBe([typeof(SignedIn), typeof(Refused)]);
    }

    [Fact]
    public async Task What_could_not_be_written_before_its_time_was_sealed_is_not_taken_for_a_forgery()
    {
        await using var town = await Town.StartAsync([], FailingTimelines.Put);
        var gate = new TaskCompletionSource();
        town.Service<FailingTimelines>().Gate = gate.Task;
        (await town.Investigator.GetAsync("incidents")).Should(200);
        town.Clock.Advance(TimeSpan.FromMinutes(14));
        gate.SetResult();
        await town.SealAsync();
        await Eventually.SeeAsync(() => town.PrincipalAsync("investigator"), seen => seen.Count == 1);
        for (var quarter = 0; quarter < 2; quarter++)
        {
            town.Clock.Advance(TimeSpan.FromMinutes(15));
            await town.SealAsync();
        }

        (await town.Auditor.VerifyAsync()).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_log_is_not_read_while_nobody_can_say_who_read_it()
    {
        await using var town = await Town.StartAsync([], FailingTimelines.Put);
        var id = await town.Cad.ReportAsync("26-1");
        town.Service<FailingTimelines>().IsDown = true;
        (await town.Investigator.GetAsync($"incidents/{id}/timeline")).ShouldBeProblem(503, "storeUnavailable");
        (await town.Investigator.GetAsync($"incidents/{id}")).Should(200);
    }

    [Fact]
    public async Task What_is_noted_is_written_before_the_process_ends()
    {
        using var folder = new TemporaryFolder();
        await using (var before = await Town.StartAsync([], null, folder.Path)) (await before.Investigator.GetAsync("incidents")).Should(200);
        await using var after = await Town.StartAsync([], null, folder.Path);
        (await after.PrincipalAsync("investigator")).ShouldHaveSingleItem().Event.ShouldBeOfType<SignedIn>();
    }

    private static async Task<(string? Status, string? AuditLog)> HealthAsync(Town town)
    {
        var health = (await town.Ops.GetAsync("health")).Should(200).Json;
        return (health.GetProperty("status").GetString(), health.GetProperty("auditLog").GetString());
    }
}
