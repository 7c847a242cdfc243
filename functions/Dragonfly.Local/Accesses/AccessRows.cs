using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Accesses;

/// <summary>What a write of an incident does to the access logs, made ready on the caller's thread so that the writer has only to store it.</summary>
internal readonly record struct AccessRows(ImmutableArray<AccessChange> Changes)
{
    /// <summary>The rows of entries.</summary>
    /// <param name="incident">The incident after them.</param>
    /// <param name="entries">The entries.</param>
    public static AccessRows Of(Incident incident, ImmutableArray<Entry> entries) => new([.. AccessChanges.Of(incident, entries)]);

    /// <summary>The name under which a kind is stored.</summary>
    public static string NameOf(AccessKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    /// <summary>Stores them.</summary>
    /// <param name="session">Where.</param>
    /// <param name="incident">The incident's key.</param>
    public void Write(SqliteSession session, long incident)
    {
        foreach (var change in Changes)
        {
            switch (change)
            {
                case AccessBegan { Record: var line }:
                    Insert(session, incident, line);
                    break;
                case AccessOpened { Record: var line }:
                    session.Execute("UPDATE access SET since = $3 WHERE incident = $1 AND id = $2", incident, line.Id.Value, line.From?.UtcTicks);
                    break;
                case AccessEnded e:
                    session.Execute("UPDATE access SET until = $3, how = $4, why = $5 WHERE incident = $1 AND id = $2", incident, e.Access.Value, e.At.UtcTicks, e.How, e.Why);
                    break;
            }
        }
    }

    private static void Insert(SqliteSession session, long incident, AccessRecord line) => session.Execute(
        """
        INSERT INTO access (incident, id, kind, partner, feed, number, call_type, actor, role, at, since, how, why)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """,
        incident,
        line.Id.Value,
        NameOf(line.Kind),
        line.Partner.Value,
        line.Feed.Value,
        line.Number,
        line.CallType,
        line.Actor,
        line.Role,
        line.At.UtcTicks,
        line.From?.UtcTicks,
        line.How,
        line.Why);
}
