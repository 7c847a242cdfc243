using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Local.Hosting;

/// <summary>One invocation. Input is what triggered it: a request, a timer, an orchestration or an activity's payload.</summary>
internal sealed class LocalFunctionContext(
    LocalFunction function, object? input, string invocationId, IServiceProvider services, CancellationToken cancellation) : FunctionContext
{
    public object? Input => input;

    public object? Result { get; private set; }

    public override string InvocationId => invocationId;

    public override string FunctionId => function.Id;

    public override FunctionDefinition FunctionDefinition => function;

    public override CancellationToken CancellationToken => cancellation;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features => field ??= new InvocationFeatures();

    public override TraceContext TraceContext { get; } = new LocalTraceContext(Activity.Current);

    public override BindingContext BindingContext => field ??= new LocalBindingContext((input as HttpRequest)?.RouteValues);

    public override RetryContext RetryContext { get; } = new NoRetries();

    public async Task ExecuteAsync() => Result = await function.ExecuteAsync(this);

    private sealed class LocalTraceContext(Activity? activity) : TraceContext
    {
        public override string TraceParent { get; } = activity?.Id ?? "";

        public override string TraceState { get; } = activity?.TraceStateString ?? "";
    }

    private sealed class LocalBindingContext(RouteValueDictionary? route) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData { get; } =
            route is null ? ImmutableDictionary<string, object?>.Empty : new Dictionary<string, object?>(route, StringComparer.OrdinalIgnoreCase);
    }

    private sealed class NoRetries : RetryContext
    {
        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }
}
