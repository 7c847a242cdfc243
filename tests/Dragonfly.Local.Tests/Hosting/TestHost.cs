using Dragonfly.Local.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Local.Tests.Hosting;

/// <summary>A host of some function classes on a free port, with a clock that the test drives.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private TestHost(WebApplication app)
    {
        this.app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public static TimeSpan Patience => TimeSpan.FromSeconds(20);

    public HttpClient Http { get; }

    public FakeTimeProvider Clock => (FakeTimeProvider)app.Services.GetRequiredService<TimeProvider>();

    public Probe Probe => app.Services.GetRequiredService<Probe>();

    public FunctionsHost Functions => app.Services.GetRequiredService<FunctionsHost>();

    public DurableTaskClient Durable => Functions.DurableClient;

    public static WebApplicationBuilder Builder(Type functions, Action<IFunctionsWorkerApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 30, TimeSpan.Zero)));
        builder.Services.AddSingleton<Probe>();
        builder.Services.AddScoped<PerInvocation>();
        return builder.AddFunctionsHost([functions], configure ?? (_ => { }));
    }

    public static async Task<TestHost> StartAsync(Type functions, Action<IFunctionsWorkerApplicationBuilder>? configure = null)
    {
        var app = Builder(functions, configure).Build();
        app.MapFunctions();
        await app.StartAsync();
        return new TestHost(app);
    }

    /// <summary>Starts an orchestration and gives its id.</summary>
    public Task<string> ScheduleAsync(string orchestrator, object? input = null) => Durable.ScheduleNewOrchestrationInstanceAsync(orchestrator, input);

    public Task<OrchestrationMetadata> EndOfAsync(string id) => Durable.WaitForInstanceCompletionAsync(id, true).WaitAsync(Patience);

    public async Task<OrchestrationMetadata> RunAsync(string orchestrator, object? input = null) => await EndOfAsync(await ScheduleAsync(orchestrator, input));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }
}

/// <summary>What functions tell the test.</summary>
internal sealed class Probe
{
    private readonly List<string> notes = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> waits = [];

    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<string> Notes
    {
        get
        {
            lock (notes)
                return [.. notes];
        }
    }

    public void Note(string note)
    {
        lock (notes)
        {
            notes.Add(note);
            foreach (var wait in waits.Where(wait => wait.Count <= notes.Count))
                wait.Reached.TrySetResult();
        }
    }

    public Task ReachAsync(int count)
    {
        lock (notes)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waits.Add((count, reached));
            if (notes.Count >= count)
                reached.SetResult();
            return reached.Task.WaitAsync(TestHost.Patience);
        }
    }
}

internal sealed class PerInvocation
{
    public Guid Id { get; } = Guid.NewGuid();
}
