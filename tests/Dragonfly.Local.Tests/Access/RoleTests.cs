using System.Reflection;
using System.Text.RegularExpressions;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Functions;
using Dragonfly.Functions.Access;
using Dragonfly.Local.Hosting;
using Dragonfly.Local.Tests.City;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Local.Tests.Access;

/// <summary>Every HTTP function there is, called in every role there is.</summary>
public sealed partial class RoleTests(TownFixture fixture) : IClassFixture<TownFixture>
{
    private static readonly (string Name, HttpTriggerAttribute Trigger, MethodInfo Method)[] All = [.. HttpFunctions(typeof(DragonflyApplication).Assembly)];

    private readonly Town town = fixture.Town;

    public static TheoryData<string> Functions => [.. All.Select(function => function.Name)];

    [Fact]
    public void Every_http_function_says_who_may_call_it()
    {
        All.ShouldNotBeEmpty();
        foreach (var (name, _, method) in All)
        {
            var rule = AccessRule.Of(method);
            (rule.Anyone ^ rule.Roles.Count > 0).ShouldBeTrue($"{name} must have either [Allow] with a role or [AllowAnyone]");
            rule.Roles.ShouldBeSubsetOf(Role.All, $"{name} allows a role that does not exist");
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Its_roles_get_in_and_nobody_else_does(string function)
    {
        var (_, trigger, method) = All.Single(found => found.Name == function);
        var rule = AccessRule.Of(method);
        var stranger = await CallAsync(trigger, null);
        if (rule.Anyone) stranger.ShouldNotBeOneOf(401, 403, 500);
        else stranger.ShouldBe(401, $"{function} without a token");
        foreach (var role in Role.All)
        {
            var status = await CallAsync(trigger, role);
            if (rule.Anyone || rule.Roles.Contains(role)) status.ShouldNotBeOneOf(401, 403, 500);
            else status.ShouldBe(403, $"{function} called by {role}");
        }
    }

    [Fact]
    public async Task A_function_that_says_nothing_is_refused_to_all()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(town.Clock).AddSingleton<ITokenAuthority>(town.App.Issuer).AddSingleton(town.Service<ITimelines>());
        builder.AddFunctionsHost([typeof(Careless)], worker => worker.UseDragonfly());
        await using var app = builder.Build();
        app.MapFunctions();
        await app.StartAsync();

        var http = new HttpTriggerAttribute(AuthorizationLevel.Anonymous, "get") { Route = "careless" };
        (await CallAsync(http, null, app.Urls.Single())).ShouldBe(401);
        foreach (var role in Role.All) (await CallAsync(http, role, app.Urls.Single())).ShouldBe(403, role);
    }

    private static IEnumerable<(string Name, HttpTriggerAttribute Trigger, MethodInfo Method)> HttpFunctions(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null)
        where function is not null && trigger is not null
        select (function.Name, trigger, method);

    private async Task<int> CallAsync(HttpTriggerAttribute trigger, string? role, string? address = null)
    {
        var path = Placeholder().Replace(trigger.Route!.Replace("{tenant}", "cpd"), "00000000000000000000000000000000-1-x");
        var at = new Uri(address is null ? town.App.Address : new Uri(address), $"api/{path}");
        using var request = new HttpRequestMessage(new(trigger.Methods![0].ToUpperInvariant()), at);
        if (role is not null) request.Headers.Authorization = new("Bearer", town.App.Issuer.Mint(new(role)));
        using var elsewhere = address is null ? null : new HttpClient();
        return (await Reply.OfAsync(elsewhere ?? town.Http, request)).Status;
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();

    private sealed class Careless
    {
        [Function(nameof(Careless))]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "careless")] HttpRequest request) => TypedResults.Ok(request.Path.Value);
    }
}
