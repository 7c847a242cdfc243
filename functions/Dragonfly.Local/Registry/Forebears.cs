using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Registry;

/// <summary>The feeds as versions 1 and 2 of the database kept them, when nothing was known of their partners.</summary>
internal static class Forebears
{
    /// <summary>Takes up these feeds, each as it was shared, with the agencies of the incidents that are on record.</summary>
    public static async Task AdoptAsync(SqliteDatabase database, SqliteRegistry registry, TimeProvider clock, ImmutableArray<AgencyId> agencies)
    {
        var (feeds, heard) = await database.ReadAsync("registry", Read);
        var adoption = Seeding.AdoptionAt("migration", clock.GetUtcNow(), [.. heard.Union(agencies)]);
        await registry.WriteAllAsync(feeds.GroupBy(feed => feed.Partner).Select(partner => adoption.WriteFor(partner.Key, partner.Key.Value, null, [.. partner])), Forget);
    }

    // The feeds, and the agencies of the incidents on record, each of which could unlock them.
    private static (ImmutableArray<Feed> Feeds, ImmutableArray<AgencyId> Agencies) Read(SqliteSession session)
    {
        if (session.Scalar("SELECT 1 FROM sqlite_schema WHERE name = 'feed_before_partners'") is null) return ([], []);
        var (feeds, agencies) = (ImmutableArray.CreateBuilder<Feed>(), ImmutableArray.CreateBuilder<AgencyId>());
        using (var rows = session.Query("SELECT id, partner, name, latitude, longitude, time_zone, azimuth, width, range, consent_version, consent_active, sharing FROM feed_before_partners"))
            while (rows.Read())
            {
                feeds.Add(new(
                    new(rows.GetString(0)),
                    new(rows.GetString(1)),
                    rows.GetString(2),
                    new(rows.GetDouble(3), rows.GetDouble(4)),
                    rows.GetString(5),
                    rows.IsDBNull(6) ? null : new(rows.GetDouble(6), rows.GetDouble(7), rows.GetDouble(8)),
                    new(rows.GetInt64(9), rows.GetBoolean(10), JsonSerializer.Deserialize(rows.GetString(11), CoreJson.Default.SharingRule)!)));
            }

        using (var rows = session.Query("SELECT DISTINCT agency FROM incident"))
            while (rows.Read()) agencies.Add(new(rows.GetString(0)));
        return (feeds.DrainToImmutable(), agencies.DrainToImmutable());
    }

    private static void Forget(SqliteSession session) => session.Execute("DROP TABLE IF EXISTS feed_before_partners");
}
