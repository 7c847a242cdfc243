namespace Dragonfly.Emulators.Cosmos.Faults;

/// <summary>An ordered fault. Disposing it cancels what is left of it and lets go of what it holds.</summary>
public sealed class FaultOrder : IDisposable
{
    private readonly Action _cancel;
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _struck;

    internal FaultOrder(Action cancel) => _cancel = cancel;

    /// <summary>How many requests it has struck.</summary>
    public int Struck => Volatile.Read(ref _struck);

    /// <summary>Completes when it strikes its first request: for <see cref="FaultOrders.Hold"/>, when that request is held.</summary>
    public Task First => _first.Task;

    internal Task Released => _released.Task;

    /// <summary>Lets go of the requests it holds, and of those still to come.</summary>
    public void Release() => _released.TrySetResult();

    /// <inheritdoc />
    public void Dispose()
    {
        _cancel();
        Release();
    }

    internal void Count()
    {
        Interlocked.Increment(ref _struck);
        _first.TrySetResult();
    }
}
