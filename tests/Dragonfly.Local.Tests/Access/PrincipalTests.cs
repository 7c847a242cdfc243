using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Audit;
using Dragonfly.Local.Access;
using Dragonfly.Local.Tests.City;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Local.Tests.Access;

/// <summary>What is on record of who signs in, who is refused and who reads the log.</summary>
public sealed class PrincipalTests : IAsyncLifetime
{
    private Town town = null!;

    public async Task InitializeAsync() => town = await Town.StartAsync(Town.TwoCameras);

    public async Task DisposeAsync() => await town.DisposeAsync();

    [Fact]
    public async Task The_first_use_of_a_token_is_on_record_and_no_other_is()
    {
        for (var times = 0; times < 3; times++) (await town.Investigator.GetAsync("incidents")).Should(200);
        (await town.Investigator.GetAsync("search/incidents")).Should(200);
        var entry = (await SeenAsync("investigator", 1)).ShouldHaveSingleItem();
        (entry.Origin, entry.At).ShouldBe((new Origin("investigator", Role.RticInvestigator, "ListIncidents"), Town.Afternoon));
        var signedIn = entry.Event.ShouldBeOfType<SignedIn>();
        (signedIn.IssuedAt, signedIn.ExpiresAt, signedIn.Network).ShouldBe((Town.Afternoon, Town.Afternoon.AddHours(12), "127.0.0.0/24"));

        town.Clock.Advance(TimeSpan.FromMinutes(5));
        (await town.Investigator.GetAsync("incidents")).Should(200);
        var both = await SeenAsync("investigator", 2);
        both.Select(seen => ((SignedIn)seen.Event).Token).ShouldBeUnique("another token is another sign-in");
        both[1].At.ShouldBe(Town.Afternoon.AddMinutes(5));
        Chain.FaultIn(both).ShouldBeNull();
    }

    [Fact]
    public async Task A_day_has_its_own_timeline()
    {
        await town.Cad.ReportAsync("26-1");
        await SeenAsync("cad", 1);
        town.Clock.SetUtcNow(new(2026, 8, 15, 0, 0, 0, TimeSpan.Zero));
        await town.Cad.ReportAsync("26-2");
        (await SeenAsync("cad", 1)).ShouldHaveSingleItem().At.Day.ShouldBe(15);
    }

    [Fact]
    public async Task A_token_that_does_not_count_any_more_is_refused_on_its_principals_record()
    {
        using var issuer = new DevelopmentIssuer(town.Folder, new FakeTimeProvider(Town.Afternoon.AddDays(-1)));
        (await AskAsync("incidents", issuer.Mint(new(Role.RticSupervisor, "bob")))).ShouldBeProblem(401, "tokenExpired");
        var entry = (await SeenAsync("bob", 1)).ShouldHaveSingleItem();
        entry.Event.ShouldBe(new TokenRefused("tokenExpired", "127.0.0.0/24"));
        entry.Origin.ShouldBe(new("bob", Role.RticSupervisor, "ListIncidents"));
    }

    [Fact]
    public async Task A_token_that_proves_nothing_is_refused_on_the_record_of_nobody_known()
    {
        using var folder = new TemporaryFolder();
        using var stranger = new DevelopmentIssuer(folder.Path, town.Clock);
        (await AskAsync("incidents", stranger.Mint(new(Role.RticSupervisor, "bob")))).ShouldBeProblem(401, "tokenInvalid");
        (await AskAsync("incidents", null)).ShouldBeProblem(401, "tokenMissing");
        var entries = await SeenAsync(PrincipalLog.Unknown, 2, agency: null);
        entries.Select(entry => ((TokenRefused)entry.Event).Code).ShouldBe(["tokenInvalid", "tokenMissing"]);
        entries.ShouldAllBe(entry => entry.Origin == new Origin("unknown", "None", "ListIncidents"));
        (await town.PrincipalAsync("bob")).ShouldBeEmpty("anybody can write bob into a token");
    }

    [Fact]
    public async Task A_flood_of_bad_tokens_does_not_fill_the_log()
    {
        for (var times = 0; times < 100; times++) (await AskAsync("incidents", $"bad-{times}")).ShouldBeProblem(401, "tokenInvalid");
        (await AskAsync("incidents", null)).ShouldBeProblem(401, "tokenMissing");
        await SeenAsync(PrincipalLog.Unknown, 21, agency: null);

        town.Clock.Advance(TimeSpan.FromMinutes(1));
        var entries = await SeenAsync(PrincipalLog.Unknown, 22, agency: null);
        entries[^1].Event.ShouldBe(new RecordsOmitted("tokenRefused", "tokenInvalid", 80, Town.Afternoon, Town.Afternoon));

        (await AskAsync("incidents", "bad")).ShouldBeProblem(401, "tokenInvalid");
        (await SeenAsync(PrincipalLog.Unknown, 23, agency: null))[^1].Event.ShouldBeOfType<TokenRefused>("another minute");
    }

    [Fact]
    public async Task Who_does_what_is_not_theirs_to_do_is_on_record()
    {
        (await town.Investigator.PostAsync("threats", new { })).ShouldBeProblem(403, "roleMissing");
        (await town.Investigator.GetAsync("incidents?agency=hcso")).ShouldBeProblem(403, "foreignAgency");
        (await SeenAsync("investigator", 3)).Select(entry => entry.Event).OfType<Refused>().ShouldBe([new("DeclareThreat", "roleMissing", null), new("ListIncidents", "foreignAgency", null)]);
    }

    [Fact]
    public async Task What_an_incidents_own_timeline_says_is_not_said_again()
    {
        var id = await town.Cad.ReportAsync("26-1");
        var grant = (await town.Investigator.SeesAllAsync(id, GrantState.Unlocked)).Grants[0].GrantId;
        (await town.Supervisor.LockAsync(id)).Should(200);
        (await town.Investigator.AskTicketAsync(id, grant)).ShouldBeProblem(403, "lockedBySupervisor");
        (await town.TimelineAsync(id)).Count(entry => entry.Event is Refused).ShouldBe(1);
        (await town.Investigator.GetAsync("policy")).ShouldBeProblem(403, "roleMissing");
        (await SeenAsync("investigator", 2)).Select(entry => entry.Event).OfType<Refused>().ShouldHaveSingleItem().Code.ShouldBe("roleMissing");
    }

    [Fact]
    public async Task Who_reads_the_log_is_on_record_before_it_is_shown()
    {
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.TimelineAsync(id);
        (await town.PrincipalAsync("investigator")).Select(entry => entry.Event).ShouldContain(new LogRead("ReadTimeline", id.Value));
        (await town.Auditor.GetAsync("policy/history")).Should(200);
        (await town.PrincipalAsync("auditor")).Select(entry => entry.Event).ShouldContain(new LogRead("ReadPolicyHistory"));
    }

    private Task<IReadOnlyList<Entry>> SeenAsync(string name, int count, string? agency = "cpd") =>
        Eventually.SeeAsync(() => town.PrincipalAsync(name, agency), entries => entries.Count >= count);

    private async Task<Reply> AskAsync(string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/{path}");
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        return await Reply.OfAsync(town.Http, request);
    }
}
