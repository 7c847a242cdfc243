using System.Collections.Concurrent;
using System.Threading.Channels;
using Dragonfly.Core.Incidents;
using Microsoft.Data.Sqlite;

namespace Dragonfly.Local.Storage;

/// <summary>
/// The SQLite database of a data folder, which this process alone uses until it disposes of it. A write that was acknowledged is on disk
/// (<c>synchronous=FULL</c>) and seen by every later read.
/// </summary>
public sealed class SqliteDatabase : IAsyncDisposable
{
    private const int MostIdleReaders = 8;

    // 64 MB of log before it is carried over into the database: the flushes that takes are shared by thousands of writes.
    private const string WriterSetup = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 16384;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA cache_size = -65536;
        """;

    private const string ReaderSetup = "PRAGMA query_only = 1";

    private readonly string path;
    private readonly DataFolderLock claim;
    private readonly GroupWriter writer;
    private readonly ConcurrentQueue<SqliteSession> readers = [];
    private readonly Channel<bool> written = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private volatile bool disposed;

    private SqliteDatabase(string folder)
    {
        path = Path.Combine(folder, "dragonfly.db");
        claim = DataFolderLock.Take(folder);
        writer = new(() => SqliteSession.Open(path, SqliteOpenMode.ReadWriteCreate, WriterSetup), () => written.Writer.TryWrite(true));
    }

    /// <summary>Opens a data folder, which is made if need be.</summary>
    /// <exception cref="DataFolderException">Another process uses it, it cannot be written to, or a newer version wrote it.</exception>
    public static SqliteDatabase Open(string folder)
    {
        var database = new SqliteDatabase(folder);
        try
        {
            database.Prepare();
            return database;
        }
        catch (Exception e)
        {
            database.claim.Dispose();
            if (e is SqliteException) throw new DataFolderException($"The database {database.path} cannot be opened: {e.Message}", e);
            throw;
        }
    }

    /// <summary>Holds something when there was a write since it was last taken from. For one reader.</summary>
    internal ChannelReader<bool> Written => written.Reader;

    /// <summary>Commits what waits to be written, closes the database and gives the folder free.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed) return;
        disposed = true;
        await writer.DisposeAsync();
        while (readers.TryDequeue(out var reader)) reader.Dispose();
        claim.Dispose();
    }

    /// <summary>
    /// Queues changes, which run in a transaction with others'. The task completes when they are on disk. What <paramref name="work"/> throws fails
    /// this write alone; work must not count on running only once.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The disk or the database failed; nothing was written.</exception>
    internal Task<T> WriteAsync<T>(string store, Func<SqliteSession, T> work)
    {
        var write = new PendingWrite<T>(store, work);
        try
        {
            writer.Add(write);
        }
        catch (InvalidOperationException e)
        {
            return Task.FromException<T>(new StoreUnavailableException(store, e));
        }

        return write.Task;
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    internal Task WriteAsync(string store, Action<SqliteSession> work) => WriteAsync(store, session =>
    {
        work(session);
        return true;
    });

    /// <summary>Runs queries on the caller's thread, on a connection of their own.</summary>
    /// <exception cref="StoreUnavailableException">The disk or the database failed.</exception>
    internal ValueTask<T> ReadAsync<T>(string store, Func<SqliteSession, T> query)
    {
        SqliteSession? session = null;
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (!readers.TryDequeue(out session)) session = SqliteSession.Open(path, SqliteOpenMode.ReadOnly, ReaderSetup);
            var result = query(session);
            if (readers.Count < MostIdleReaders && !disposed) readers.Enqueue(session);
            else session.Dispose();
            return ValueTask.FromResult(result);
        }
        catch (Exception e)
        {
            session?.Dispose();
            return ValueTask.FromException<T>(e is SqliteException or ObjectDisposedException ? new StoreUnavailableException(store, e) : e);
        }
    }

    private void Prepare()
    {
        using (var session = SqliteSession.Open(path, SqliteOpenMode.ReadWriteCreate, WriterSetup)) Schema.Bring(session, path);
        writer.Start();
    }
}
