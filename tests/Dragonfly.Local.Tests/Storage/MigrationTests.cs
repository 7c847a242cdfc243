using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Accesses;
using Dragonfly.Local.Audit;
using Dragonfly.Local.Incidents;
using Dragonfly.Local.Registry;
using Dragonfly.Local.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Local.Tests.Storage;

/// <summary>A database that an earlier version wrote is taken over with all that is in it.</summary>
public sealed class MigrationTests
{
    private const string Version1 = """
        CREATE TABLE incident (
            key        INTEGER PRIMARY KEY,
            id         TEXT    NOT NULL UNIQUE,
            agency     TEXT    NOT NULL,
            version    INTEGER NOT NULL,
            open       INTEGER NOT NULL,
            changed_at INTEGER NOT NULL,
            due_at     INTEGER,
            head       TEXT    NOT NULL,
            cad        TEXT
        ) STRICT;
        CREATE INDEX incident_by_change ON incident (open, agency, changed_at, id);
        CREATE INDEX incident_by_due ON incident (due_at) WHERE due_at IS NOT NULL;
        CREATE TABLE entry (incident INTEGER NOT NULL, sequence INTEGER NOT NULL, json TEXT NOT NULL, UNIQUE (incident, sequence)) STRICT;
        CREATE TABLE live_grant (incident INTEGER NOT NULL, feed TEXT NOT NULL, PRIMARY KEY (incident, feed)) STRICT, WITHOUT ROWID;
        CREATE INDEX live_grant_by_feed ON live_grant (feed);
        CREATE TABLE feed (
            id TEXT PRIMARY KEY, partner TEXT NOT NULL, name TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL, time_zone TEXT NOT NULL, azimuth REAL,
            width REAL, range REAL, consent_version INTEGER NOT NULL, consent_active INTEGER NOT NULL, sharing TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        PRAGMA user_version = 1;
        """;

    private const string Version2 = """
        CREATE TABLE timeline_entry (
            timeline TEXT NOT NULL, sequence INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (timeline, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE rejected (
            id TEXT PRIMARY KEY, agency TEXT NOT NULL, received_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, json TEXT NOT NULL, body BLOB
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX rejected_by_receipt ON rejected (received_at, id);
        CREATE INDEX rejected_by_agency ON rejected (agency, received_at, id);
        CREATE INDEX rejected_by_expiry ON rejected (expires_at);
        CREATE TABLE cad_link (agency TEXT PRIMARY KEY, heard_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        ALTER TABLE incident ADD COLUMN received_at INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE incident ADD COLUMN call_type TEXT;
        ALTER TABLE incident ADD COLUMN latitude REAL;
        ALTER TABLE incident ADD COLUMN longitude REAL;
        CREATE INDEX incident_by_receipt ON incident (agency, received_at, id, open, latitude, longitude);
        CREATE INDEX incident_by_call_type ON incident (agency, call_type, received_at, id, open, latitude, longitude);
        PRAGMA user_version = 2;
        """;

    private const int Incidents = 1_234; // More than are taken over at a time.

    [Fact]
    public async Task Incidents_of_version_1_are_found_by_a_search_and_go_on()
    {
        using var folder = new TemporaryFolder();
        var incidents = Enumerable.Range(0, Incidents).Select(Reported).ToArray();
        WriteVersion1(folder.Path, incidents);

        for (var opening = 1; opening <= 2; opening++)
        {
            await using var database = SqliteDatabase.Open(folder.Path);
            var store = new SqliteIncidentStore(database);
            foreach (var search in (IncidentSearch[])
                [
                    All, All with { CallType = "NOISE" }, All with { Near = new(TestCad.Downtown, 1_000) }, All with { Open = false }, All with { From = TestCad.Noon.AddSeconds(1_000) },
                ])
            {
                var expected = incidents.Select(incident => incident.Incident).Where(search.Fits).Select(incident => incident.Id).ToArray();
                expected.Length.ShouldBeGreaterThan(100);
                (await store.SearchAsync(search, default)).Select(stored => stored.Incident.Id).ShouldBe(expected, ignoreOrder: true);
            }

            (await new SqliteTimelines(database).ReadAsync(PolicyState.Timeline, 0, 1, default)).ShouldBeEmpty();
            var close = incidents[opening].Do(TestCad.Noon.AddHours(1), TestCad.Message($"{opening}", TestCad.Noon.AddHours(1), CadStatus.Closed));
            (await store.TryWriteAsync(close, default)).ShouldBeTrue();
            (await store.ReadTimelineAsync(incidents[opening].Id, 0, 100, default)).Select(Json).ShouldBe(incidents[opening].Timeline.Select(Json));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_two_logs_become_one(int version)
    {
        using var folder = new TemporaryFolder();
        var incidents = Enumerable.Range(0, 3).Select(Reported).Append(EveryEvent.Happened().Incident).ToArray();
        var settings = version == 1 ? [] : ((TimelineId, ImmutableArray<Entry>)[])
        [
            (PolicyState.Timeline, Happened(new PolicyRevised(UnlockPolicy.Default, EveryEvent.AwkwardText), new PolicyRefused("policyChanged", "If-Match"))),
            (new("codes/cpd"), Happened(new CodesImported(CodeTable.Empty.Codes.Add("211A", "ROBBERY")))),
            (new("refusals/cpd"), Happened(new Refused("DeclareThreat", "areaTooLarge", null))),
        ];
        WriteVersion1(folder.Path, incidents, version, settings);

        for (var opening = 1; opening <= 2; opening++)
        {
            await using var database = SqliteDatabase.Open(folder.Path);
            var (store, timelines) = (new SqliteIncidentStore(database), new SqliteTimelines(database));
            foreach (var incident in incidents)
            {
                (await store.ReadTimelineAsync(incident.Id, 0, 100, default)).Select(Json).ShouldBe(incident.Timeline.Select(Json));
                (await timelines.ReadAsync(incident.Id.Timeline, 0, 100, default)).Length.ShouldBe(incident.Timeline.Count);
                var next = incident.Do(incident.Incident.ChangedAt.AddMinutes(opening), new LockFeeds(null, "why"));
                (await store.TryWriteAsync(next, default)).ShouldBeTrue();
            }

            var log = new SqliteAccessLog(database);
            foreach (var lines in incidents.SelectMany(incident => AccessLines.From(incident.Incident, incident.Timeline).All).ToLookup(line => line.Partner))
                (await log.ReadAsync(new(lines.Key, 1_000), default)).ShouldBe(lines, ignoreOrder: true);

            foreach (var (timeline, entries) in settings)
            {
                var found = await timelines.ReadAsync(timeline, 0, 100, default);
                found.Take(entries.Length).Select(Json).ShouldBe(entries.Select(Json));
                (await timelines.TryAppendAsync(timeline, Chain.Append(found.Length, found[^1].Hash!, [new PolicyRefused("again", "$")], Somebody, TestCad.Noon), default)).ShouldBeTrue();
            }

            var (rows, wrong, foreign) = await database.ReadAsync("test", session => (
                session.Scalar("SELECT count(*) FROM entry"),
                session.Scalar("""SELECT count(*) FROM entry WHERE at <> ticks(json ->> '$.at') OR actor <> json ->> '$.origin.actor' OR kind <> json ->> '$.event."$type"'"""),
                session.Scalar("SELECT count(*) FROM timeline WHERE agency IS NOT iif(id = 'policy', NULL, 'cpd')")));
            rows.ShouldBe((long)incidents.Sum(incident => incident.Timeline.Count) + settings.Sum(setting => setting.Item2.Length + opening));
            (wrong, foreign).ShouldBe((0L, 0L));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Feeds_get_partners_whose_timelines_add_up_to_the_consent_that_stood(int version)
    {
        using var folder = new TemporaryFolder();
        var robberies = SharingRule.Always with { CallTypes = ["ROBBERY"], Hours = [new([DayOfWeek.Monday], new(8, 0), new(18, 0))] };
        Feed[] feeds =
        [
            TestFeeds.At(TestCad.Downtown, "a-1"), TestFeeds.At(TestCad.Downtown, "b-1") with { Consent = new(7, true, robberies), Name = EveryEvent.AwkwardText, View = null },
            TestFeeds.At(TestCad.Downtown, "c-1") with { Consent = new(2, false, SharingRule.Always), TimeZone = "America/Chicago" },
            TestFeeds.At(TestCad.Downtown, "d-2") with { Consent = new(1, false, robberies) },
        ];
        var incident = TestIncident.New("1", "hcso");
        incident.Do(TestCad.Noon, TestCad.Message("1", TestCad.Noon));
        WriteVersion1(folder.Path, [incident], version, feeds: feeds);

        for (var opening = 1; opening <= 2; opening++)
        {
            await using var database = SqliteDatabase.Open(folder.Path);
            using var registry = await SqliteRegistry.OpenAsync(database);
            await Forebears.AdoptAsync(database, registry, new FakeTimeProvider(TestCad.Noon), [new("cpd")]);
            (await registry.CountAsync(default)).ShouldBe(new(2, 4));
            foreach (var feed in feeds)
            {
                var found = (await registry.FindAsync([feed.Id], default)).ShouldHaveSingleItem();
                (found.Name, found.Place, found.View, found.TimeZone).ShouldBe((feed.Name, feed.Place, feed.View, feed.TimeZone));
                foreach (var at in (DateTimeOffset[])[TestCad.Noon, TestCad.Noon.AddDays(2).AddHours(2)])
                    foreach (var type in (string[])["ROBBERY", "BOMB"])
                        foreach (var agency in (AgencyId[])[new("cpd"), new("hcso")]) found.Permits(agency, type, at).Refusal.ShouldBe(feed.Permits(agency, type, at).Refusal, feed.Id.Value);
                found.Permits(new("another"), "ROBBERY", TestCad.Noon).Refusal.ShouldNotBeNull();
                var entries = await new SqliteTimelines(database).ReadAsync(Partner.TimelineOf(feed.Partner), 0, 100, default);
                Chain.FaultIn(entries).ShouldBeNull();
                entries.ShouldContain(entry => entry.Sequence == found.Consent.Version && entry.Origin == Origin.System("migration"));
            }
        }
    }

    private static Origin Somebody { get; } = new("6f1d1c6e", "Program.Admin", "test");

    private static ImmutableArray<Entry> Happened(params TimelineEvent[] events) => Chain.Append(0, "", events, Somebody, TestCad.Noon.AddTicks(1_234_567));

    private static string Json(Entry entry) => JsonSerializer.Serialize(entry, CoreJson.Default.Entry);

    private static IncidentSearch All { get; } = new(new("cpd"), Incidents);

    private static TestIncident Reported(int i)
    {
        var (number, at) = ($"{i}", TestCad.Noon.AddSeconds(i));
        var incident = TestIncident.New(number);
        var message = TestCad.Message(number, at, i % 10 == 0 ? CadStatus.Closed : CadStatus.Active, i % 3 == 0 ? "NOISE" : i % 3 == 1 ? "ROBBERY" : null, TestCad.Downtown.Toward(90, i));
        incident.Do(at, i % 7 == 0 ? message with { Message = message.Message with { Location = null } } : message);
        return incident;
    }

    private static void WriteVersion1(string folder, IReadOnlyCollection<TestIncident> incidents, int version = 1, IEnumerable<(TimelineId Timeline, ImmutableArray<Entry> Entries)>? settings = null, IEnumerable<Feed>? feeds = null)
    {
        using var database = new SqliteConnection($"Data Source={Path.Combine(folder, "dragonfly.db")};Pooling=False");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = Version1;
        command.ExecuteNonQuery();
        using var transaction = database.BeginTransaction();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO incident (id, agency, version, open, changed_at, due_at, head) VALUES ($id, $agency, $version, $open, $changed, NULL, $head)";
        foreach (var name in (string[])["id", "agency", "version", "open", "changed", "head"]) command.Parameters.Add(new() { ParameterName = $"${name}" });
        foreach (var incident in incidents.Select(incident => incident.Incident))
        {
            object[] values = [incident.Id.Value, incident.Agency.Value, incident.Version, incident.IsOpen, incident.ChangedAt.UtcTicks, JsonSerializer.Serialize(incident, CoreJson.Default.Incident)];
            foreach (var (index, value) in values.Index()) command.Parameters[index].Value = value;
            command.ExecuteNonQuery();
        }

        foreach (var entry in incidents.SelectMany(incident => incident.Timeline.Select(entry => (incident.Id.Value, entry))))
            Insert("INSERT INTO entry SELECT key, $2, $3 FROM incident WHERE id = $1", entry.Value, entry.entry.Sequence, Json(entry.entry));
        foreach (var feed in feeds ?? [])
            Insert("INSERT INTO feed VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)", feed.Id.Value, feed.Partner.Value, feed.Name, feed.Place.Latitude, feed.Place.Longitude, feed.TimeZone,
                (object?)feed.View?.AzimuthDegrees ?? DBNull.Value, (object?)feed.View?.WidthDegrees ?? DBNull.Value, (object?)feed.View?.RangeMeters ?? DBNull.Value, feed.Consent.Version, feed.Consent.Active, JsonSerializer.Serialize(feed.Consent.Sharing, CoreJson.Default.SharingRule));
        if (version == 2) Insert(Version2);
        foreach (var (timeline, entries) in settings ?? [])
            foreach (var entry in entries) Insert("INSERT INTO timeline_entry VALUES ($1, $2, $3)", timeline.Value, entry.Sequence, Json(entry));
        transaction.Commit();

        void Insert(string sql, params object[] values)
        {
            using var insert = database.CreateCommand();
            (insert.CommandText, insert.Transaction) = (sql, transaction);
            foreach (var (index, value) in values.Index()) insert.Parameters.AddWithValue($"${index + 1}", value);
            insert.ExecuteNonQuery();
        }
    }
}
