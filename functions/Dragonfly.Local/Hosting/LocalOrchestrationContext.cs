using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Local.Hosting;

/// <summary>
/// One execution of an orchestrator. Turns run under a SynchronizationContext of their own, and durable tasks complete inside a turn,
/// so that their continuations run inline. Whatever else resumes an orchestrator has to post to that context or runs outside of a turn:
/// either fails the instance at once, where the real host would hang in silence.
/// </summary>
internal sealed class LocalOrchestrationContext : TaskOrchestrationContext
{
    private readonly OrchestrationInstance instance;
    private readonly string? input;
    private readonly ExternalEvents events;
    private readonly TurnContext turn;
    private readonly AsyncServiceScope scope;
    private readonly HashSet<DurableTimer> timers = [];
    private Verdict? verdict;
    private DateTime now;
    private int guids;
    private int taskIds;

    public LocalOrchestrationContext(OrchestrationInstance instance, string? input, ExternalEvents events)
    {
        this.instance = instance;
        this.input = input;
        this.events = events;
        turn = new TurnContext(() => Foreign());
        scope = instance.Hub.Services.CreateAsyncScope();
    }

    /// <summary>Set when this execution is over.</summary>
    public Verdict? Verdict => verdict;

    /// <summary>Set when the orchestrator asked to continue as new.</summary>
    public Renewal? Renewal { get; private set; }

    public override TaskName Name => instance.Metadata.Name;

    public override string InstanceId => instance.Metadata.InstanceId;

    public override ParentOrchestrationInstance? Parent => null;

    public override bool IsReplaying => false;

    public override DateTime CurrentUtcDateTime => InTurn(now);

    protected override ILoggerFactory LoggerFactory => instance.Hub.Logs;

    /// <summary>Lets one thing happen to the orchestrator. Afterwards it must have ended or await something durable.</summary>
    public void Turn(Action<LocalOrchestrationContext> message)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(turn);
        try
        {
            now = instance.Hub.Clock.GetUtcNow().UtcDateTime;
            message(this);
        }
        catch (Exception error)
        {
            Fail(error);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }

        if (verdict is null && turn.Outstanding == 0)
            Foreign();
    }

    public void Run(LocalFunction orchestrator) => _ = RunAsync(orchestrator);

    public void Raise(string eventName, string? payload) => events.Raise(eventName, payload);

    /// <summary>The first verdict stands.</summary>
    public void End(Verdict last) => Interlocked.CompareExchange(ref verdict, last, null);

    public void Close()
    {
        foreach (var timer in timers)
            timer.Dispose();
        _ = scope.DisposeAsync().AsTask();
    }

    public override T? GetInput<T>()
        where T : default => Payload.Read<T>(input);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        var durable = new DurableTask<TResult>(InTurn(turn));
        if (options is not null)
            throw new NotSupportedException("The local host knows no task options: Step decides about retries.");
        _ = RunActivityAsync(durable, name.Name, taskIds++, Payload.Write(input));
        return durable.Task;
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var durable = new DurableTask<bool>(InTurn(turn));
        var timer = new DurableTimer(
            instance.Hub.Clock, fireAt.ToUniversalTime(), Post, elapsed => Forget(elapsed, durable.Complete(true)));
        timers.Add(timer);
        cancellationToken.UnsafeRegister(_ => Forget(timer, InTurn(durable).Cancel(cancellationToken)), null);
        timer.Start();
        return durable.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        var durable = new DurableTask<T>(InTurn(turn));
        events.Await(eventName, durable);
        cancellationToken.UnsafeRegister(_ => InTurn(durable).Cancel(cancellationToken), null);
        return durable.Task;
    }

    public override void SendEvent(string instanceId, string eventName, object payload) =>
        instance.Hub.Send(InTurn(instanceId), eventName, Payload.Write(payload));

    public override void SetCustomStatus(object? customStatus) => instance.SetCustomStatus(InTurn(Payload.Write(customStatus)));

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        Renewal = InTurn(new Renewal(Payload.Write(newInput), preserveUnprocessedEvents, events));

    public override Guid NewGuid() =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{InstanceId}_{CurrentUtcDateTime:O}_{guids++}")).AsSpan(0, 16));

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        throw new NotSupportedException("The local host runs no sub-orchestrations.");

    /// <summary>Resumes inside a turn, or is posted, which is foreign.</summary>
    private async Task RunAsync(LocalFunction orchestrator)
    {
        try
        {
            var output = await instance.Hub.Host.InvokeAsync(orchestrator, this, scope.ServiceProvider, CancellationToken.None);
            End(new(OrchestrationRuntimeStatus.Completed, Payload.Write(output)));
        }
        catch (Exception error)
        {
            Fail(error);
        }
    }

    private async Task RunActivityAsync<T>(DurableTask<T> durable, string name, int taskId, string? payload)
    {
        Action completion;
        try
        {
            var activity = instance.Hub.Host.Find<ActivityTriggerAttribute>(name)
                ?? throw new InvalidOperationException($"There is no activity '{name}'.");
            var output = await Task.Run(async () => Payload.Write(await instance.Hub.Host.InvokeAsync(activity, payload, instance.Cause))).ConfigureAwait(false);
            completion = () => durable.Complete(Payload.Read<T>(output)!);
        }
        catch (Exception error)
        {
            completion = () => durable.Fail(new TaskFailedException(name, taskId, TaskFailureDetails.FromException(error)));
        }

        Post(completion);
    }

    /// <summary>Makes a turn of this execution. When it is over, nothing can happen to it.</summary>
    private void Post(Action action) => instance.Post(context =>
    {
        if (context == this)
            action();
    });

    private void Forget(DurableTimer timer, bool isDone)
    {
        if (isDone && timers.Remove(timer))
            timer.Dispose();
    }

    private void Fail(Exception error) => End(new(OrchestrationRuntimeStatus.Failed, Failure: TaskFailureDetails.FromException(error)));

    private InvalidOperationException Foreign()
    {
        var error = new InvalidOperationException(
            "The orchestrator awaited something that is not durable, or used ConfigureAwait(false). On the Functions host it would hang.");
        Fail(error);
        instance.Post(_ => { });
        return error;
    }

    private T InTurn<T>(T value) => SynchronizationContext.Current == turn ? value : throw Foreign();
}

/// <summary>What the next execution starts with.</summary>
internal sealed record Renewal(string? Input, bool PreserveEvents, ExternalEvents Last)
{
    public ExternalEvents Events => PreserveEvents ? Last.Unprocessed() : new ExternalEvents();
}
