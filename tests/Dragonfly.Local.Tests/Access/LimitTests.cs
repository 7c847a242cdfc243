using System.Reflection;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions;
using Dragonfly.Functions.Access;
using Dragonfly.Local.Tests.City;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.Access;

/// <summary>How often one may call what is costly, or open to anybody.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Who_calls_too_often_is_told_when_to_come_again_and_nobody_else_minds()
    {
        await using var town = await StartAsync();
        for (var times = 0; times < 3; times++) (await DryRunAsync(town.Admin)).Should(422);
        var limited = (await DryRunAsync(town.Admin)).ShouldBeProblem(429, "tooManyRequests");
        limited.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
        (await town.Admin.GetAsync("policy")).Should(200);
        (await DryRunAsync(new(town, Core.Access.Role.ProgramAdmin, "another", "cpd"))).Should(422);

        town.Clock.Advance(TimeSpan.FromSeconds(10));
        (await DryRunAsync(town.Admin)).Should(422);
        (await DryRunAsync(town.Admin)).ShouldBeProblem(429, "tooManyRequests");
        var entries = await Eventually.SeeAsync(() => town.PrincipalAsync("admin"), seen => seen.Count(entry => entry.Event is Refused) == 2);
        entries.Select(entry => entry.Event).OfType<Refused>().ShouldAllBe(refused => refused == new Refused("DryRunPolicy", "tooManyRequests", null));
    }

    [Fact]
    public async Task Who_has_no_token_is_counted_by_address()
    {
        await using var town = await StartAsync(trustedProxies: 1);
        for (var times = 0; times < 60; times++) (await HealthAsync("203.0.113.9")).Should(200);
        (await HealthAsync("203.0.113.9")).ShouldBeProblem(429, "tooManyRequests").Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await HealthAsync("198.51.100.7, 203.0.113.9")).ShouldBeProblem(429, "tooManyRequests");
        (await HealthAsync("198.51.100.7")).Should(200);
        (await town.Ops.GetAsync("health")).Should(200);
        var entries = await Eventually.SeeAsync(() => town.PrincipalAsync("anonymous", agency: null), seen => seen.Count == 2);
        entries.ShouldAllBe(entry => entry.Event is Refused && entry.Origin.Actor == "anonymous");

        async Task<Reply> HealthAsync(string from)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "api/health");
            request.Headers.Add("X-Forwarded-For", from);
            return await Reply.OfAsync(town.Http, request);
        }
    }

    [Fact]
    public async Task Unless_a_proxy_is_trusted_nobody_says_where_he_comes_from()
    {
        await using var town = await StartAsync();
        for (var times = 0; times < 60; times++) (await AskAsync(times)).Should(200);
        (await AskAsync(60)).ShouldBeProblem(429, "tooManyRequests");

        async Task<Reply> AskAsync(int i)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "api/health");
            request.Headers.Add("X-Forwarded-For", $"203.0.113.{i}");
            return await Reply.OfAsync(town.Http, request);
        }
    }

    [Fact]
    public async Task What_unlocks_locks_or_shows_is_never_limited()
    {
        await using var town = await StartAsync();
        var id = await town.Cad.ReportAsync("26-1");
        var grant = (await town.Investigator.SeesAllAsync(id, GrantState.Unlocked)).Grants[0].GrantId;
        for (var times = 0; times < 100; times++)
        {
            (await town.Investigator.AskTicketAsync(id, grant)).Should(201);
            (await town.Investigator.GetAsync("incidents")).Should(200);
        }

        for (var times = 0; times < 100; times++) (await town.Cad.SendAsync(town.Cad.Message("26-1"))).Should(202);
    }

    [Fact]
    public void Whatever_anybody_may_call_has_a_limit() =>
        typeof(DragonflyApplication).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<AllowAnyoneAttribute>() is not null && method.GetCustomAttribute<LimitAttribute>() is null)
            .Select(method => method.Name).ShouldBeEmpty();

    private static Task<Town> StartAsync(int trustedProxies = 0) =>
        Town.StartAsync(Town.TwoCameras, services => services.AddSingleton(new AccessOptions { TrustedProxies = trustedProxies }));

    private static Task<Reply> DryRunAsync(Desk desk) => desk.PostAsync("policy/dry-run", new { });
}
