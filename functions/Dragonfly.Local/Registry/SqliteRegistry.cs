using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Json;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Dragonfly.Local.Registry;

/// <summary>
/// Partners and their feeds in SQLite; the feeds as matching reads them are all held in memory as well: this process is the only one to write them, so memory is
/// what the disk holds. A write is on disk before anybody sees it, and seen before it is acknowledged.
/// </summary>
public sealed class SqliteRegistry : IRegistry, IPartnerStore, IDisposable
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
        var composers = await database.ReadAsync(Store, ReadComposers);
        var feeds = await database.ReadAsync(Store, session => ReadFeeds(session, composers));
        return new(database, FeedIndex.Empty.With(feeds));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Feed>> NearAsync(GeoPoint place, double radiusMeters, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<Feed>>(feeds.Near(place, radiusMeters));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Feed>> FindAsync(IReadOnlyCollection<FeedId> ids, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<Feed>>(feeds.Find(ids));

    /// <inheritdoc/>
    public ValueTask<RegistryCount> CountAsync(CancellationToken cancellation) => ValueTask.FromResult(feeds.Count);

    /// <inheritdoc/>
    public ValueTask<StoredPartner?> ReadAsync(PartnerId id, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session =>
        {
            using var row = session.Query("SELECT head, profile FROM partner WHERE id = $1", id.Value);
            return row.Read() ? PartnerRows.In(row) : null;
        });
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<RegisteredFeed>> ReadFeedsAsync(PartnerId id, SiteId? site, FeedId? after, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session => FeedRows.All(session.Query(
            $"SELECT {FeedRows.Columns} FROM feed WHERE partner = $1 AND site = ifnull($2, site) AND id > $3 ORDER BY id LIMIT $4", id.Value, site?.Value, after?.Value ?? "", limit)));
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<FeedId>> ReadFeedIdsAsync(PartnerId id, SiteId? site, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session =>
        {
            using var rows = session.Query("SELECT id FROM feed WHERE partner = $1 AND site = ifnull($2, site)", id.Value, site?.Value);
            var ids = ImmutableArray.CreateBuilder<FeedId>();
            while (rows.Read()) ids.Add(new(rows.GetString(0)));
            return ids.DrainToImmutable();
        });
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<RegisteredFeed>> FindFeedsAsync(PartnerId id, IReadOnlyCollection<FeedId> ids, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session => FeedRows.All(session.Query(
            $"SELECT {FeedRows.Columns} FROM feed WHERE id IN (SELECT value FROM json_each($2)) AND partner = $1",
            id.Value,
            JsonSerializer.Serialize([.. ids.Select(feed => feed.Value)], StoreJson.Default.ImmutableArrayString))));
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableDictionary<string, FeedId>> FindReferencesAsync(PartnerId id, IReadOnlyCollection<string> references, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session =>
        {
            using var rows = session.Query(
                "SELECT reference, id FROM feed WHERE partner = $1 AND reference IN (SELECT value FROM json_each($2)) AND withdrawn = 0",
                id.Value,
                JsonSerializer.Serialize([.. references], StoreJson.Default.ImmutableArrayString));
            var found = ImmutableDictionary.CreateBuilder<string, FeedId>(StringComparer.Ordinal);
            while (rows.Read()) found[rows.GetString(0)] = new(rows.GetString(1));
            return found.ToImmutable();
        });
    }

    /// <inheritdoc/>
    /// <remarks>Once the write is queued, <paramref name="cancellation"/> is not honored any more.</remarks>
    public async Task<bool> TryWriteAsync(PartnerWrite write, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return await WriteAsync([PartnerRows.Of(write)], cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<StoredPartner>> ListAsync(PartnerQuery query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var from = "partner" + (query.User is null ? "" : " JOIN partner_user ON partner_user.partner = id AND user = $4")
            + (query.Installer is null ? "" : " JOIN partner_installer ON partner_installer.partner = id AND installer = $6");

        // Of ids that are equal the one that leads: else what was found has to be sorted.
        var id = query.User is not null ? "partner_user.partner" : query.Installer is not null ? "partner_installer.partner" : "id";
        var wanted = $"{id} > $1 {(query.Status is null ? "" : "AND status = $3")} {(query.EndedBefore is null ? "" : "AND ended_at < $5")}";
        return database.ReadAsync(Store, session =>
        {
            using var rows = session.Query(
                $"SELECT head, profile FROM {from} WHERE {wanted} ORDER BY {id} LIMIT $2",
                query.After?.Value ?? "",
                query.Limit,
                PartnerRows.NameOf(query.Status),
                query.User,
                query.EndedBefore?.UtcTicks,
                query.Installer?.Value);
            var found = ImmutableArray.CreateBuilder<StoredPartner>();
            while (rows.Read()) found.Add(PartnerRows.In(rows));
            return found.DrainToImmutable();
        });
    }

    /// <summary>Makes many writes as one.</summary>
    /// <param name="writes">The writes.</param>
    /// <param name="before">What to do beside them.</param>
    /// <exception cref="InvalidOperationException">One of the partners was written meanwhile; nothing was done.</exception>
    internal async Task WriteAllAsync(IEnumerable<PartnerWrite> writes, Action<SqliteSession>? before = null)
    {
        if (!await WriteAsync([.. writes.Select(PartnerRows.Of)], CancellationToken.None, before)) throw new InvalidOperationException("a partner is on record already");
    }

    /// <inheritdoc/>
    public void Dispose() => saving.Dispose();

    // One at a time, so that memory takes up the writes in the order in which the disk did.
    private async Task<bool> WriteAsync(PartnerRows[] writes, CancellationToken cancellation, Action<SqliteSession>? before = null)
    {
        await saving.WaitAsync(cancellation);
        try
        {
            var changed = await database.WriteAsync<List<Feed>?>(Store, session =>
            {
                var composed = new List<Feed>();
                before?.Invoke(session);
                foreach (var rows in writes)
                {
                    if (!rows.TryWrite(session)) return writes.Length == 1 ? null : throw new InvalidOperationException("a partner was written meanwhile");
                    composed.AddRange(Composed(session, rows.Write));
                }

                return composed;
            });
            if (changed is null) return false;
            feeds = feeds.With(changed);
            return true;
        }
        finally
        {
            saving.Release();
        }
    }

    // The feeds that are other than before: those that changed, and those for which something changed that holds for several.
    private static IEnumerable<Feed> Composed(SqliteSession session, PartnerWrite write)
    {
        var composer = new FeedComposer(write.Partner);
        if (write.ExpectedSequence == 0) return write.Feeds.Select(composer.Compose);
        if (write.Partner.ConsentVersion > write.ExpectedSequence) return Stored(_ => true);

        // A site that is new has no feeds but those of the write; for the others all feeds are gone through once, however many sites there are.
        var added = write.Entries.Select(entry => entry.Event).OfType<SiteAdded>().Select(site => site.Site).ToHashSet();
        var sites = write.Partner.Sites.Where(site => site.Version > write.ExpectedSequence && !added.Contains(site.Id)).Select(site => site.Id).ToHashSet();
        return [.. sites.Count == 0 ? [] : Stored(feed => sites.Contains(feed.Site)), .. write.Feeds.Where(feed => !sites.Contains(feed.Site)).Select(composer.Compose)];

        IEnumerable<Feed> Stored(Func<RegisteredFeed, bool> wanted) =>
            FeedRows.All(session.Query($"SELECT {FeedRows.Columns} FROM feed WHERE partner = $1", write.Partner.Id.Value)).Where(wanted).Select(composer.Compose);
    }

    // Heads are JSON, which takes the longest to understand: on every core.
    private static Dictionary<PartnerId, FeedComposer> ReadComposers(SqliteSession session)
    {
        using var rows = session.Query("SELECT head FROM partner");
        return Heads(rows).AsParallel().Select(head => JsonSerializer.Deserialize(head, CoreJson.Default.Partner)!)
            .Select(partner => KeyValuePair.Create(partner.Id, new FeedComposer(partner))).ToDictionary();

        static IEnumerable<string> Heads(SqliteDataReader rows)
        {
            while (rows.Read()) yield return rows.GetString(0);
        }
    }

    // One at a time, so that what is not kept of a feed lives no longer than it takes to put it together.
    private static List<Feed> ReadFeeds(SqliteSession session, Dictionary<PartnerId, FeedComposer> composers)
    {
        var (feeds, shared) = (new List<Feed>(), new FeedRows());
        using var rows = session.Query($"SELECT {FeedRows.Columns} FROM feed");
        while (rows.Read())
        {
            var feed = shared.In(rows);
            feeds.Add(composers[feed.Partner].Compose(feed));
        }

        return feeds;
    }
}
