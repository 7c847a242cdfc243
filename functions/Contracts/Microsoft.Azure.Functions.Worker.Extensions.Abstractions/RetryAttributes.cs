namespace Microsoft.Azure.Functions.Worker;

/// <summary>Base of the attributes that say how often the host runs a function again that failed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    public RetryAttribute()
    {
    }

    /// <summary>How often; -1 is without end.</summary>
    public int MaxRetryCount { get; set; }
}

/// <summary>After delays that grow from the least to the greatest.</summary>
public sealed class ExponentialBackoffRetryAttribute : RetryAttribute
{
    public ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval) =>
        (MaxRetryCount, MinimumInterval, MaximumInterval) = (maxRetryCount, minimumInterval, maximumInterval);

    public string MinimumInterval { get; }

    public string MaximumInterval { get; }
}
