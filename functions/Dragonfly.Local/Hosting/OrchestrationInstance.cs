using System.Diagnostics;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Local.Hosting;

/// <summary>
/// An instance is an actor: what happens to it is a message, and one message is one turn of its orchestrator. It holds a thread only
/// during a turn. ContinueAsNew gives it a new execution, which starts before the next message is taken.
/// </summary>
internal sealed class OrchestrationInstance(LocalTaskHub hub, LocalFunction orchestrator, string id, string? input) : IThreadPoolWorkItem
{
    private readonly Queue<Action<LocalOrchestrationContext>> mailbox = new();
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<OrchestrationMetadata> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LocalOrchestrationContext execution = null!;
    private bool awake;
    private volatile OrchestrationMetadata metadata = new(orchestrator.Name, id)
    {
        RuntimeStatus = OrchestrationRuntimeStatus.Pending,
        CreatedAt = hub.Clock.GetUtcNow(),
        LastUpdatedAt = hub.Clock.GetUtcNow(),
        SerializedInput = input,
    };

    public LocalTaskHub Hub => hub;

    /// <summary>The span that started it, to which those of its activities belong, as on the host.</summary>
    public ActivityContext Cause { get; } = Activity.Current?.Context ?? default;

    public OrchestrationMetadata Metadata => metadata;

    public Task Started => started.Task;

    public Task<OrchestrationMetadata> Ended => ended.Task;

    public void Start()
    {
        execution = new LocalOrchestrationContext(this, input, new ExternalEvents());
        Post(context =>
        {
            Update(OrchestrationRuntimeStatus.Running, input, null);
            started.TrySetResult();
            context.Run(orchestrator);
        });
    }

    public void Raise(string eventName, string? payload) => Post(context => context.Raise(eventName, payload));

    public void Terminate(string? output) => Post(context => context.End(new(OrchestrationRuntimeStatus.Terminated, output)));

    public void SetCustomStatus(string? status) => Update(OrchestrationRuntimeStatus.Running, metadata.SerializedInput, status);

    public void Post(Action<LocalOrchestrationContext> message)
    {
        lock (mailbox)
        {
            mailbox.Enqueue(message);
            if (awake)
                return;
            awake = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (true)
        {
            Action<LocalOrchestrationContext>? message;
            lock (mailbox)
            {
                if (!mailbox.TryDequeue(out message))
                {
                    awake = false;
                    return;
                }
            }

            if (!ended.Task.IsCompleted)
                Turn(message);
        }
    }

    private void Turn(Action<LocalOrchestrationContext> message)
    {
        try
        {
            execution.Turn(message);
            while (execution.Verdict is { } verdict)
            {
                execution.Close();
                if (verdict.Status != OrchestrationRuntimeStatus.Completed || execution.Renewal is not { } renewal)
                {
                    Finish(verdict);
                    return;
                }

                execution = new LocalOrchestrationContext(this, renewal.Input, renewal.Events);
                Update(OrchestrationRuntimeStatus.Running, renewal.Input, metadata.SerializedCustomStatus);
                execution.Turn(context => context.Run(orchestrator));
            }
        }
        catch (ObjectDisposedException)
        {
            // The host has stopped under a loop that was about to continue as new.
            Finish(new(OrchestrationRuntimeStatus.Terminated));
        }
    }

    private void Finish(Verdict verdict)
    {
        if (verdict.Failure is { } failure)
            hub.Log.LogError("Orchestration {InstanceId} failed: {Failure}", id, failure);
        Update(verdict.Status, metadata.SerializedInput, metadata.SerializedCustomStatus, verdict);
        hub.Retire(this);
        started.TrySetResult();
        ended.TrySetResult(metadata);
    }

    private void Update(OrchestrationRuntimeStatus status, string? newInput, string? customStatus, Verdict? verdict = null) =>
        metadata = new(orchestrator.Name, id)
        {
            RuntimeStatus = status,
            CreatedAt = metadata.CreatedAt,
            LastUpdatedAt = hub.Clock.GetUtcNow(),
            SerializedInput = newInput,
            SerializedCustomStatus = customStatus,
            SerializedOutput = verdict?.Output,
            FailureDetails = verdict?.Failure,
        };
}

/// <summary>How an execution ended.</summary>
internal sealed record Verdict(OrchestrationRuntimeStatus Status, string? Output = null, TaskFailureDetails? Failure = null);
