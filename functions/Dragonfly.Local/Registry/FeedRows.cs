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
internal static class FeedRows
{
    private const string Columns = "id, partner, name, latitude, longitude, time_zone, azimuth, width, range, consent_version, consent_active, sharing";

    /// <summary>Writes feeds, each in place of the one that has its id.</summary>
    public static void Write(SqliteSession session, IEnumerable<Feed> feeds)
    {
        foreach (var feed in feeds)
        {
            session.Execute(
                $"INSERT OR REPLACE INTO feed ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                feed.Id.Value,
                feed.Partner.Value,
                feed.Name,
                feed.Place.Latitude,
                feed.Place.Longitude,
                feed.TimeZone,
                feed.View?.AzimuthDegrees,
                feed.View?.WidthDegrees,
                feed.View?.RangeMeters,
                feed.Consent.Version,
                feed.Consent.Active,
                JsonSerializer.Serialize(feed.Consent.Sharing, CoreJson.Default.SharingRule));
        }
    }

    /// <summary>Reads every feed.</summary>
    public static List<Feed> ReadAll(SqliteSession session)
    {
        var feeds = new List<Feed>();
        var known = new Dictionary<string, string>();
        var rules = new Dictionary<string, SharingRule>();
        using var rows = session.Query($"SELECT {Columns} FROM feed");
        while (rows.Read())
        {
            feeds.Add(new(
                new(rows.GetString(0)),
                new(Known(rows.GetString(1))),
                rows.GetString(2),
                new(rows.GetDouble(3), rows.GetDouble(4)),
                Known(rows.GetString(5)),
                rows.IsDBNull(6) ? null : new(rows.GetDouble(6), rows.GetDouble(7), rows.GetDouble(8)),
                new(rows.GetInt64(9), rows.GetBoolean(10), Rule(rows.GetString(11)))));
        }

        return feeds;

        string Known(string text) => known.TryGetValue(text, out var same) ? same : known[text] = text;

        SharingRule Rule(string json) => rules.TryGetValue(json, out var same) ? same : rules[json] = JsonSerializer.Deserialize(json, CoreJson.Default.SharingRule)!;
    }
}
