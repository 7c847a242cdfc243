using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Accesses;

/// <summary>
/// What a write of an incident does to the access logs, made ready on the caller's thread so that the writer has only to store it. An unlock is a dozen lines that differ
/// in three columns: one statement for all of them costs a third of one for each.
/// </summary>
/// <param name="Began">New lines that are alike but for their id, partner and feed.</param>
/// <param name="Opened">Lines whose feed is viewable from then on: when, by id, in JSON; null when none.</param>
/// <param name="Ended">Lines that are over.</param>
internal sealed record AccessRows(ImmutableArray<AlikeLines> Began, string? Opened, ImmutableArray<AccessEnded> Ended)
{
    /// <summary>The rows of entries.</summary>
    /// <param name="incident">The incident after them.</param>
    /// <param name="entries">The entries.</param>
    public static AccessRows Of(Incident incident, ImmutableArray<Entry> entries)
    {
        AccessChange[] changes = [.. AccessChanges.Of(incident, entries)];
        return new(
            [.. changes.OfType<AccessBegan>().Select(began => began.Record).GroupBy(line => (line.Kind, line.At, line.From, line.Until, line.CallType, line.Actor, line.Role, line.How, line.Why)).Select(AlikeLines.Of)],
            TimesOf([.. changes.OfType<AccessOpened>().Select(opened => opened.Record)]),
            [.. changes.OfType<AccessEnded>()]);
    }

    /// <summary>Stores them. Of one line the beginning comes first and the end last, whatever else is in the write.</summary>
    /// <param name="session">Where.</param>
    /// <param name="incident">The incident's key.</param>
    public void Write(SqliteSession session, long incident)
    {
        foreach (var lines in Began) lines.Write(session, incident);
        if (Opened is not null)
        {
            session.Execute(
                """UPDATE access SET since = json_extract($2, '$."' || id || '"') WHERE incident = $1 AND id IN (SELECT key FROM json_each($2))""", incident, Opened);
        }

        foreach (var ended in Ended)
            session.Execute("UPDATE access SET until = $3, how = $4, why = $5 WHERE incident = $1 AND id = $2", incident, ended.Access.Value, ended.At.UtcTicks, ended.How, ended.Why);
    }

    private static string? TimesOf(AccessRecord[] opened) =>
        opened is [] ? null : JsonSerializer.Serialize(opened.ToDictionary(line => line.Id.Value, line => line.From!.Value.UtcTicks), StoreJson.Default.DictionaryStringInt64);
}
