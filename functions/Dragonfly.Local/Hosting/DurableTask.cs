namespace Dragonfly.Local.Hosting;

/// <summary>A task that completes inside a turn, and whose continuations therefore run inline.</summary>
internal sealed class DurableTask<T> : IEventWaiter
{
    private readonly TurnContext turn;
    private readonly TaskCompletionSource<T> source = new();

    public DurableTask(TurnContext turn)
    {
        this.turn = turn;
        turn.Outstanding++;
    }

    public Task<T> Task => source.Task;

    public Type EventType => typeof(T);

    public void Hand(string? payload) => Complete(Payload.Read<T>(payload)!);

    public bool Complete(T value) => Leave() && source.TrySetResult(value);

    public bool Fail(Exception error) => Leave() && source.TrySetException(error);

    public bool Cancel(CancellationToken cancellation) => Leave() && source.TrySetCanceled(cancellation);

    // Before the continuations run: they may well make the next durable task.
    private bool Leave()
    {
        if (source.Task.IsCompleted)
            return false;
        turn.Outstanding--;
        return true;
    }
}
