using Dragonfly.Core.Incidents;
using Microsoft.Data.Sqlite;

namespace Dragonfly.Local.Storage;

/// <summary>A write that waits for its turn, and whose caller waits for it.</summary>
internal abstract class PendingWrite
{
    /// <summary>Makes the changes, inside a transaction that others share.</summary>
    public abstract void Run(SqliteSession session);

    /// <summary>The transaction is on disk.</summary>
    public abstract void Complete();

    /// <summary>Nothing of it was written.</summary>
    public abstract void Fail(Exception exception);
}

/// <inheritdoc/>
internal sealed class PendingWrite<T>(string store, Func<SqliteSession, T> work) : PendingWrite
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    /// <summary>Completes when the write is on disk.</summary>
    public Task<T> Task => completion.Task;

    public override void Run(SqliteSession session) => result = work(session);

    public override void Complete() => completion.SetResult(result!);

    public override void Fail(Exception exception) =>
        completion.SetException(exception is SqliteException ? new StoreUnavailableException(store, exception) : exception);
}
