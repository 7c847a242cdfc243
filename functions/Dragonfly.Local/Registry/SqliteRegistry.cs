using System.Text.Json;
using Dragonfly.Core.Json;
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
        var json = await database.ReadAsync(Store, session =>
        {
            using var rows = session.Query("SELECT json FROM feed");
            var found = new List<string>();
            while (rows.Read()) found.Add(rows.GetString(0));
            return found;
        });
        return new(database, FeedIndex.Empty.With(json.AsParallel().Select(Parse).ToArray()));
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
        var rows = changed.Select(feed => (feed.Id.Value, JsonSerializer.Serialize(feed, CoreJson.Default.Feed))).ToArray();
        await saving.WaitAsync(cancellation);
        try
        {
            await database.WriteAsync(Store, session =>
            {
                foreach (var (id, json) in rows)
                    session.Execute("INSERT INTO feed (id, json) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET json = excluded.json", id, json);
                return rows.Length;
            });
            feeds = feeds.With(changed);
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

    private static Feed Parse(string json) => JsonSerializer.Deserialize(json, CoreJson.Default.Feed)!;
}
