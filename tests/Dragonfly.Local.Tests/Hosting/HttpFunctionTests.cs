using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace Dragonfly.Local.Tests.Hosting;

public sealed class HttpFunctionTests
{
    [Fact]
    public async Task Routes_are_under_the_prefix_of_host_json_with_string_values()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        (await host.Http.GetStringAsync("api/things/7/parts/a%20b")).ShouldBe("\"7 a b\"");
        (await host.Http.GetAsync("things/7/parts/x")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.Http.GetStringAsync("api/ByName")).ShouldBe("\"ByName\"");
    }

    [Fact]
    public async Task One_route_may_serve_verbs_by_different_functions_and_a_verb_of_none_is_404()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        (await host.Http.GetStringAsync("api/verbs/1")).ShouldBe("\"get 1\"");
        (await (await host.Http.PostAsync("api/verbs/1", null)).Content.ReadAsStringAsync()).ShouldBe("\"post 1\"");
        var wrong = await host.Http.DeleteAsync("api/verbs/1");
        wrong.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        wrong.Content.Headers.Allow.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("api/throws")]
    [InlineData("api/throws-when-written")]
    public async Task What_nobody_catches_is_500_with_an_empty_body(string path)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var response = await host.Http.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Middleware_runs_in_order_sees_the_request_and_catches_what_functions_throw_but_not_what_results_throw()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions), worker => worker.UseMiddleware<Errors>().UseWhen<Names>(context => context.GetHttpContext() is not null));
        var caught = await host.Http.GetAsync("api/throws");
        caught.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        caught.Headers.GetValues("x-entry-point").Single().ShouldBe("Dragonfly.Local.Tests.Hosting.HttpFunctionTests+Functions.Throws");
        (await host.Http.GetAsync("api/throws-when-written")).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task Every_invocation_has_its_own_instance_and_scope()
    {
        await using var host = await TestHost.StartAsync(typeof(Scoped));
        var first = await host.Http.GetStringAsync("api/Scoped");
        var second = await host.Http.GetStringAsync("api/Scoped");
        first.Split(' ').Distinct().Count().ShouldBe(2);
        first.ShouldNotBe(second);
    }

    public static class Functions
    {
        [Function("Parts")]
        public static IResult Parts(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/{thingId}/parts/{part}")] HttpRequest request,
            string thingId, string part, FunctionContext context, CancellationToken cancellation, [DurableClient] DurableTaskClient client)
        {
            client.ShouldNotBeNull();
            context.GetHttpContext().ShouldBe(request.HttpContext);
            Path.GetFileName(context.FunctionDefinition.PathToAssembly).ShouldBe("Dragonfly.Local.Tests.dll");
            context.FunctionDefinition.Parameters.Select(parameter => parameter.Name).ShouldContain("thingId");
            Guid.Parse(context.InvocationId).ShouldNotBe(Guid.Empty);
            return Results.Ok($"{thingId} {part}");
        }

        [Function("ByName")]
        public static Task<IResult> ByName([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, FunctionContext context) =>
            Task.FromResult(Results.Ok(context.FunctionDefinition.Name));

        [Function("Get")]
        public static IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "verbs/{id}")] HttpRequest request, string id) => Results.Ok("get " + id);

        [Function("Post")]
        public static IResult Post([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "verbs/{other}")] HttpRequest request, string other) => Results.Ok("post " + other);

        [Function("Throws")]
        public static async Task<IResult> Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throws")] HttpRequest request)
        {
            await Task.Yield();
            throw new InvalidOperationException("secret");
        }

        [Function("ThrowsWhenWritten")]
        public static IResult ThrowsWhenWritten([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throws-when-written")] HttpRequest request) => new Broken();
    }

    public sealed class Broken : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => throw new InvalidOperationException("secret");
    }

    internal sealed class Scoped(PerInvocation mine)
    {
        private readonly Guid own = Guid.NewGuid();

        [Function("Scoped")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context)
        {
            context.InstanceServices.GetRequiredService<PerInvocation>().ShouldBe(mine);
            return Results.Text($"{mine.Id} {own}");
        }
    }

    private sealed class Errors : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            try
            {
                await next(context);
            }
            catch (InvalidOperationException)
            {
                context.GetHttpContext()!.Response.StatusCode = 502;
            }
        }
    }

    private sealed class Names : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            context.GetHttpContext()!.Response.Headers["x-entry-point"] = context.FunctionDefinition.EntryPoint;
            return next(context);
        }
    }
}
