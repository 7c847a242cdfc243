using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dragonfly.Local.Storage;

/// <summary>
/// The one writer. It takes every write that waits, runs them in one transaction and commits once, so that many writers share the price of one flush to
/// disk; a lone write is committed at once, by its own thread.
/// </summary>
/// <param name="open">Opens the connection to write with; called again when an error has spoilt the last one.</param>
/// <param name="committed">Told of each commit, on the thread that made it: it must return at once.</param>
internal sealed class GroupWriter(Func<SqliteSession> open, Action committed) : IAsyncDisposable
{
    private const int LargestGroup = 1024;

    private readonly BlockingCollection<PendingWrite> queue = [];
    private readonly Lock gate = new();
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SqliteSession? session;

    /// <summary>Opens the connection and starts.</summary>
    public void Start()
    {
        session = open();
        new Thread(Work) { Name = "SQLite writer", IsBackground = true }.Start();
    }

    /// <summary>Commits a write on this thread when no other is under way, which spares it two changes of thread; else queues it.</summary>
    /// <exception cref="InvalidOperationException">The writer was disposed of.</exception>
    public void Add(PendingWrite write)
    {
        if (queue.Count > 0 || !gate.TryEnter())
        {
            queue.Add(write);
            return;
        }

        try
        {
            if (queue.IsAddingCompleted) throw new InvalidOperationException("the writer was disposed of");
            Commit([write]);
        }
        finally
        {
            gate.Exit();
        }
    }

    /// <summary>Commits what is queued, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.CompleteAdding();
        await stopped.Task;
        queue.Dispose();
    }

    private void Work()
    {
        var group = new List<PendingWrite>();
        foreach (var first in queue.GetConsumingEnumerable())
        {
            group.Add(first);
            lock (gate)
            {
                // Under the gate: what comes while another write is under way belongs to this group too.
                while (group.Count < LargestGroup && queue.TryTake(out var next)) group.Add(next);
                Commit(group);
            }

            group.Clear();
        }

        lock (gate) session?.Dispose();
        stopped.SetResult();
    }

    private void Commit(List<PendingWrite> group)
    {
        try
        {
            session ??= open();
            session.Execute("BEGIN IMMEDIATE");
            foreach (var write in group) write.Run(session);
            session.Execute("COMMIT");
        }
        catch (Exception e)
        {
            Recover();
            if (group.Count > 1 && IsFaultOfOne(e)) group.ForEach(write => Commit([write]));
            else group.ForEach(write => write.Fail(e));
            return;
        }

        group.ForEach(write => write.Complete());
        committed();
    }

    private void Recover()
    {
        try
        {
            session?.Rollback();
        }
        catch (SqliteException)
        {
            session!.Dispose();
            session = null;
        }
    }

    // What a write itself did wrong, as against what the disk did to all of them.
    private static bool IsFaultOfOne(Exception e) =>
        e is not SqliteException { SqliteErrorCode: not (raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG) };
}
