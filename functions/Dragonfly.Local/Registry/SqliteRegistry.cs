using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Registry;

/// <summary>
/// Feeds in SQLite, all of them held in memory as well: this process is the only one to write them, so memory is what the disk holds. A save is on disk
/// before anybody sees it, and seen before it is acknowledged.
/// </summary>
public sealed class SqliteRegistry : IRegistry, IDisposable
{
    private const string Store = "registry";

    private readonly SqliteDatabase database;
    private readonly SemaphoreSlim saving = new(1);
    private volatile FeedIndex feeds;

    private SqliteRegistry(SqliteDatabase database, FeedIndex feeds) => (this.database, this.feeds) = (database, feeds);

    /// <summary>Reads every feed.</summary>
    /// <exception cref="Core.Incidents.StoreUnavailableException">The store did not answer.</exception>
    public static async Task<SqliteRegistry> OpenAsync(SqliteDatabase database)
    {
        var feeds = await database.ReadAsync(Store, FeedRows.ReadAll);
        return new(database, FeedIndex.Empty.With(feeds));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Feed>> NearAsync(GeoPoint place, double radiusMeters, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<Feed>>(feeds.Near(place, radiusMeters));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Feed>> FindAsync(IReadOnlyCollection<FeedId> ids, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<Feed>>(feeds.Find(ids));

    /// <inheritdoc/>
    /// <remarks>Once the write is queued, <paramref name="cancellation"/> is not honored any more.</remarks>
    public async Task SaveAsync(IReadOnlyCollection<Feed> changed, CancellationToken cancellation)
    {
        Feed[] whole = [.. changed];
        await saving.WaitAsync(cancellation);
        try
        {
            await database.WriteAsync(Store, session => FeedRows.Write(session, whole));
            feeds = feeds.With(whole);
        }
        finally
        {
            saving.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask<RegistryCount> CountAsync(CancellationToken cancellation) => ValueTask.FromResult(feeds.Count);

    /// <inheritdoc/>
    public void Dispose() => saving.Dispose();
}
