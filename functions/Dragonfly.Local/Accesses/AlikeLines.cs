using System.Text.Json;
using Dragonfly.Core.Accesses;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Accesses;

/// <summary>New lines of one incident that differ in their id, partner and feed alone.</summary>
/// <param name="Line">One of them.</param>
/// <param name="Rows">Their ids, partners and feeds, in JSON.</param>
internal sealed record AlikeLines(AccessRecord Line, string Rows)
{
    /// <summary>Puts lines together that are known to be alike.</summary>
    public static AlikeLines Of(IEnumerable<AccessRecord> lines)
    {
        AccessRecord[] all = [.. lines];
        string[][] rows = [.. all.Select(line => (string[])[line.Id.Value, line.Partner.Value, line.Feed.Value])];
        return new(all[0], JsonSerializer.Serialize(rows, StoreJson.Default.StringArrayArray));
    }

    /// <summary>Stores them.</summary>
    public void Write(SqliteSession session, long incident) => session.Execute(
        """
        INSERT INTO access (incident, id, kind, partner, feed, number, call_type, actor, role, at, since, until, how, why)
        SELECT $1, value ->> 0, $3, value ->> 1, value ->> 2, $4, $5, $6, $7, $8, $9, $10, $11, $12 FROM json_each($2)
        """,
        incident,
        Rows,
        JsonNamingPolicy.CamelCase.ConvertName(Line.Kind.ToString()),
        Line.Number,
        Line.CallType,
        Line.Actor,
        Line.Role,
        Line.At.UtcTicks,
        Line.From?.UtcTicks,
        Line.Until?.UtcTicks,
        Line.How,
        Line.Why);
}
