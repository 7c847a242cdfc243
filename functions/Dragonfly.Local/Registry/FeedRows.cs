using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Dragonfly.Local.Registry;

/// <summary>
/// Feeds as rows: plain columns rather than JSON, because every feed is read before the first request is answered. Most owners share alike, so each
/// distinct rule is parsed once and then shared, as are the strings that repeat.
/// </summary>
internal sealed class FeedRows
{
    /// <summary>What <see cref="In"/> reads, in its order.</summary>
    public const string Columns =
        "id, partner, site, name, reference, latitude, longitude, azimuth, width, range, placement, video_reference, analytics, sharing, withdrawn, version, consent_version";

    private static readonly string Changes = string.Join(", ", Columns.Split(", ").Skip(2).Select(column => $"{column} = excluded.{column}"));

    private readonly Dictionary<string, string> known = [];
    private readonly Dictionary<string, SharingRule> rules = [];
    private readonly Dictionary<string, ImmutableArray<string>> analytics = [];

    /// <summary>Writes feeds, each in place of the one that has its id.</summary>
    /// <exception cref="InvalidOperationException">Another partner has a feed with one of the ids.</exception>
    public static void Write(SqliteSession session, IEnumerable<RegisteredFeed> feeds)
    {
        foreach (var feed in feeds)
        {
            var written = session.Execute(
                $"""
                INSERT INTO feed ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                ON CONFLICT (id) DO UPDATE SET {Changes} WHERE partner = excluded.partner
                """,
                feed.Id.Value,
                feed.Partner.Value,
                feed.Site.Value,
                feed.Label?.Name,
                feed.Label?.ExternalReference,
                feed.Facts.Place.Latitude,
                feed.Facts.Place.Longitude,
                feed.Facts.View?.AzimuthDegrees,
                feed.Facts.View?.WidthDegrees,
                feed.Facts.View?.RangeMeters,
                (int)feed.Facts.Placement,
                feed.Facts.VideoReference,
                feed.Facts.Analytics.IsEmpty ? null : JsonSerializer.Serialize(feed.Facts.Analytics, StoreJson.Default.ImmutableArrayString),
                JsonSerializer.Serialize(feed.Sharing, CoreJson.Default.SharingRule),
                feed.Withdrawn,
                feed.Version,
                feed.ConsentVersion);
            if (written != 1) throw new InvalidOperationException($"feed {feed.Id} is another partner's");
        }
    }

    /// <summary>The feeds of a query for <see cref="Columns"/>.</summary>
    public static ImmutableArray<RegisteredFeed> All(SqliteDataReader reader)
    {
        using var rows = reader;
        var (feeds, shared) = (ImmutableArray.CreateBuilder<RegisteredFeed>(), new FeedRows());
        while (rows.Read()) feeds.Add(shared.In(rows));
        return feeds.DrainToImmutable();
    }

    /// <summary>The feed of a row.</summary>
    public RegisteredFeed In(SqliteDataReader row) => new(
        new(row.GetString(0)),
        new(Known(row.GetString(1))),
        new(Known(row.GetString(2))),
        new(
            new(row.GetDouble(5), row.GetDouble(6)),
            row.IsDBNull(7) ? null : new(row.GetDouble(7), row.GetDouble(8), row.GetDouble(9)),
            (Placement)row.GetInt32(10),
            row.IsDBNull(11) ? null : row.GetString(11),
            row.IsDBNull(12) ? [] : Analytics(row.GetString(12))),
        row.IsDBNull(3) ? null : new(row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4)),
        Rule(row.GetString(13)),
        row.GetBoolean(14),
        row.GetInt64(15),
        row.GetInt64(16));

    private string Known(string text) => known.TryGetValue(text, out var same) ? same : known[text] = text;

    private SharingRule Rule(string json) => rules.TryGetValue(json, out var same) ? same : rules[json] = JsonSerializer.Deserialize(json, CoreJson.Default.SharingRule)!;

    private ImmutableArray<string> Analytics(string json) =>
        analytics.TryGetValue(json, out var same) ? same : analytics[json] = JsonSerializer.Deserialize(json, StoreJson.Default.ImmutableArrayString);
}
