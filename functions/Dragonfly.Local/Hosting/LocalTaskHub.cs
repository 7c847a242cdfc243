using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Local.Hosting;

/// <summary>
/// Orchestrations of this process. Nothing survives it: there is no replay, and an app whose store is the truth starts its loops again.
/// The types of the exceptions thrown are not those of the real client; that it throws, and when, is.
/// </summary>
internal sealed class LocalTaskHub(FunctionsHost host, IServiceProvider services, TimeProvider clock, ILoggerFactory logs) : DurableTaskClient("local")
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, OrchestrationInstance> running = [];
    private readonly EndedInstances ended = new(limit: 10_000);

    public FunctionsHost Host => host;

    public IServiceProvider Services => services;

    public TimeProvider Clock => clock;

    public ILoggerFactory Logs => logs;

    public ILogger Log { get; } = logs.CreateLogger<LocalTaskHub>();

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        var orchestrator = host.Find<OrchestrationTriggerAttribute>(orchestratorName.Name)
            ?? throw new InvalidOperationException($"There is no orchestrator '{orchestratorName.Name}'.");
        if (options?.StartAt is not null)
            throw new NotSupportedException("The local host starts orchestrations at once.");
        var id = options?.InstanceId ?? Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        var instance = new OrchestrationInstance(this, orchestrator, id, Payload.Write(input));
        lock (gate)
        {
            if (!running.TryAdd(id, instance))
                throw new InvalidOperationException($"Orchestration '{id}' is running already.");
            ended.Remove(id);
            instance.Start();
        }

        return Task.FromResult(id);
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        Running(instanceId).Raise(eventName, Payload.Write(eventPayload));
        return Task.CompletedTask;
    }

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        Running(instanceId).Terminate(Payload.Write(options?.Output));
        return Task.CompletedTask;
    }

    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        if (Find(instanceId).Running is { } instance)
            await instance.Started.WaitAsync(cancellation);
        return await GetInstancesAsync(instanceId, getInputsAndOutputs, cancellation) ?? throw Unknown(instanceId);
    }

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        var found = Find(instanceId);
        var metadata = found.Running is { } instance ? await instance.Ended.WaitAsync(cancellation) : found.Ended;
        return Trim(metadata, getInputsAndOutputs) ?? throw Unknown(instanceId);
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        var found = Find(instanceId);
        return Task.FromResult(Trim(found.Running?.Metadata ?? found.Ended, getInputsAndOutputs));
    }

    public override Task<PurgeResult> PurgeInstanceAsync(string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        lock (gate)
            return Task.FromResult(new PurgeResult(ended.Remove(instanceId) ? 1 : 0));
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException("The local host does not suspend orchestrations.");

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException("The local host does not suspend orchestrations.");

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        throw new NotSupportedException("The local host does not list orchestrations.");

    public override ValueTask DisposeAsync()
    {
        lock (gate)
        {
            foreach (var instance in running.Values)
                instance.Terminate(null);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>What an orchestrator sends to an instance that does not run is lost, as on the host.</summary>
    public void Send(string instanceId, string eventName, string? payload) => Find(instanceId).Running?.Raise(eventName, payload);

    public void Retire(OrchestrationInstance instance)
    {
        lock (gate)
        {
            running.Remove(instance.Metadata.InstanceId);
            ended.Add(instance.Metadata);
        }
    }

    private static InvalidOperationException Unknown(string id) => new($"Orchestration '{id}' is unknown or has ended.");

    private static OrchestrationMetadata? Trim(OrchestrationMetadata? full, bool inputsAndOutputs) =>
        full is null || inputsAndOutputs ? full : new(full.Name, full.InstanceId)
        {
            RuntimeStatus = full.RuntimeStatus,
            CreatedAt = full.CreatedAt,
            LastUpdatedAt = full.LastUpdatedAt,
            FailureDetails = full.FailureDetails,
        };

    private OrchestrationInstance Running(string id) => Find(id).Running ?? throw Unknown(id);

    private (OrchestrationInstance? Running, OrchestrationMetadata? Ended) Find(string id)
    {
        lock (gate)
            return (running.GetValueOrDefault(id), ended.Find(id));
    }
}
