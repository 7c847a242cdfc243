namespace Dragonfly.Local.Storage;

internal static partial class Schema
{
    // The units for which an incident has a bulletin that stands. Earlier versions had no bulletins.
    private const string Bulletins = """
        CREATE TABLE incident_unit (
            unit     TEXT    NOT NULL,
            incident INTEGER NOT NULL,
            PRIMARY KEY (unit, incident)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX incident_unit_by_incident ON incident_unit (incident);
        """;
}
