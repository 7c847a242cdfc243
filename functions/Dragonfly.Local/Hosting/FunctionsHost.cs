using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Local.Hosting;

/// <summary>Every function of the app, and the one way to run any of them: through the worker middleware.</summary>
public sealed class FunctionsHost
{
    /// <summary>The source of a span for each invocation, as the worker makes them on the Functions host.</summary>
    public const string SpanSource = "Dragonfly.Local";

    private static readonly ActivitySource Spans = new(SpanSource);

    private readonly IReadOnlyDictionary<string, LocalFunction> functions;
    private readonly FunctionExecutionDelegate pipeline;
    private readonly IServiceProvider services;
    private readonly TimeProvider clock;
    private readonly CancellationToken stopping;

    internal FunctionsHost(IReadOnlyDictionary<string, LocalFunction> functions, FunctionExecutionDelegate pipeline, IServiceProvider services)
    {
        this.functions = functions;
        this.pipeline = pipeline;
        this.services = services;
        clock = services.GetRequiredService<TimeProvider>();
        stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        Timers = new FunctionTimers(this, clock, services.GetRequiredService<ILogger<FunctionTimers>>());
    }

    public IEnumerable<FunctionDefinition> Functions => functions.Values;

    /// <summary>The task hub's client. It is not in DI, as on the real host: functions ask for it with [DurableClient].</summary>
    public DurableTaskClient DurableClient => services.GetRequiredService<LocalTaskHub>();

    internal FunctionTimers Timers { get; }

    /// <summary>Fires a timer function now, after a firing under way. Unlike a firing by schedule it throws what the function throws.</summary>
    public Task FireTimerAsync(string name) => Timers.FireAsync(name);

    internal IEnumerable<LocalFunction> Of<TTrigger>()
        where TTrigger : TriggerBindingAttribute => functions.Values.Where(function => function.Trigger is TTrigger);

    internal LocalFunction? Find<TTrigger>(string name)
        where TTrigger : TriggerBindingAttribute =>
        functions.TryGetValue(name, out var function) && function.Trigger is TTrigger ? function : null;

    /// <param name="function">The function.</param>
    /// <param name="input">What triggered it.</param>
    /// <param name="cause">The span that it is part of, when that is not the current one.</param>
    internal async Task<object?> InvokeAsync(LocalFunction function, object? input, ActivityContext cause = default)
    {
        using var span = Spans.StartActivity(function.Name, ActivityKind.Internal, cause);
        await using var scope = services.CreateAsyncScope();
        return await InvokeAsync(function, input, scope.ServiceProvider, stopping);
    }

    /// <summary>No ConfigureAwait(false) from here to the function: an orchestrator's turn must return to its own context.</summary>
    internal async Task<object?> InvokeAsync(
        LocalFunction function, object? input, IServiceProvider scope, CancellationToken cancellation, HttpContext? http = null)
    {
        using var span = http is null ? null : Spans.StartActivity(function.Name, ActivityKind.Server);
        var context = new LocalFunctionContext(function, input, Guid.CreateVersion7(clock.GetUtcNow()).ToString(), scope, cancellation);
        if (http is not null)
            context.Items["HttpRequestContext"] = http;
        await pipeline(context);
        return context.Result;
    }
}
