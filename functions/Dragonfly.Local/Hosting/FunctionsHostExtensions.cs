using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dragonfly.Local.Hosting;

/// <summary>Hosts Azure Functions in this process: the same methods, attributes and middleware as on the Functions host.</summary>
public static class FunctionsHostExtensions
{
    /// <summary>Adds every [Function] of an assembly. Throws when one asks for what the local host cannot do as the real one does.</summary>
    public static WebApplicationBuilder AddFunctionsHost(
        this WebApplicationBuilder builder, Assembly functions, Action<IFunctionsWorkerApplicationBuilder> configure) =>
        builder.AddFunctionsHost(functions.GetTypes(), configure);

    /// <summary>Adds every [Function] of some classes.</summary>
    public static WebApplicationBuilder AddFunctionsHost(
        this WebApplicationBuilder builder, IEnumerable<Type> classes, Action<IFunctionsWorkerApplicationBuilder> configure)
    {
        var functions = LocalFunction.Discover(classes);
        var worker = new WorkerBuilder(builder.Services);
        configure(worker);
        var pipeline = worker.Build();

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services => new FunctionsHost(functions, pipeline, services));
        builder.Services.AddSingleton<LocalTaskHub>();
        builder.Services.AddHostedService(services => services.GetRequiredService<FunctionsHost>().Timers);
        builder.Services.AddSingleton<MatcherPolicy, VerbPolicy>();
        return builder;
    }

    /// <summary>Maps HTTP functions under the route prefix of host.json.</summary>
    public static void MapFunctions(this WebApplication app)
    {
        var host = app.Services.GetRequiredService<FunctionsHost>();
        var prefix = RoutePrefix(Path.Combine(AppContext.BaseDirectory, "host.json"));
        foreach (var function in host.Of<HttpTriggerAttribute>())
        {
            var pattern = RoutePatternFactory.Parse($"{prefix}/{function.Route}".TrimStart('/'));
            app.Map(pattern, http => HttpInvocation.RunAsync(host, function, http))
                .WithDisplayName(function.Name)
                .WithMetadata(function);
        }
    }

    private static string RoutePrefix(string hostJson)
    {
        if (!File.Exists(hostJson))
            return "api";
        using var settings = JsonDocument.Parse(
            File.ReadAllText(hostJson), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return settings.RootElement.TryGetProperty("extensions", out var extensions)
            && extensions.TryGetProperty("http", out var http)
            && http.TryGetProperty("routePrefix", out var prefix)
            ? prefix.GetString() ?? "api"
            : "api";
    }
}
