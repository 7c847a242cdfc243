using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Audit;
using Dragonfly.Local.Incidents;
using Dragonfly.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Dragonfly.Local.Tests.Storage;

/// <summary>A database that version 1 wrote is taken over with all that is in it.</summary>
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
        }
    }

    private static IncidentSearch All { get; } = new(new("cpd"), Incidents);

    private static TestIncident Reported(int i)
    {
        var (number, at) = ($"{i}", TestCad.Noon.AddSeconds(i));
        var incident = TestIncident.New(number);
        var message = TestCad.Message(number, at, i % 10 == 0 ? CadStatus.Closed : CadStatus.Active, i % 3 == 0 ? "NOISE" : i % 3 == 1 ? "ROBBERY" : null, TestCad.Downtown.Toward(90, i));
        incident.Do(at, i % 7 == 0 ? message with { Message = message.Message with { Location = null } } : message);
        return incident;
    }

    private static void WriteVersion1(string folder, IEnumerable<TestIncident> incidents)
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

        transaction.Commit();
    }
}
