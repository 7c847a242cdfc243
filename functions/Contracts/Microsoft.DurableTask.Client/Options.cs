namespace Microsoft.DurableTask.Client;

/// <summary>How to end an instance.</summary>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);

/// <summary>How to forget an instance.</summary>
public record PurgeInstanceOptions(bool Recursive = false);

/// <summary>How many instances were forgotten.</summary>
public class PurgeResult(int count)
{
    public int PurgedInstanceCount { get; } = count;
}

/// <summary>Which instances to list. We list none.</summary>
public record OrchestrationQuery
{
    private protected OrchestrationQuery()
    {
    }
}
