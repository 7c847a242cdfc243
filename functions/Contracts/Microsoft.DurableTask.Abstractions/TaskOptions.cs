namespace Microsoft.DurableTask;

/// <summary>Options of a call from an orchestrator. We use none: no Durable retry policies.</summary>
public record TaskOptions
{
    private protected TaskOptions()
    {
    }
}

/// <summary>Options of a new orchestration.</summary>
public record StartOrchestrationOptions
{
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
    }

    public string? InstanceId { get; init; }

    public DateTimeOffset? StartAt { get; init; }
}
