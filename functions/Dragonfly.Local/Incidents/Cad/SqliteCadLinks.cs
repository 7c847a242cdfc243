using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Incidents.Cad;

/// <summary>When CAD systems were heard, in SQLite.</summary>
public sealed class SqliteCadLinks(SqliteDatabase database) : ICadLinks
{
    private const string Store = "CAD link";

    /// <inheritdoc/>
    /// <remarks>Once the write is queued, <paramref name="cancellation"/> is not honored any more.</remarks>
    public Task HeardAsync(AgencyId agency, DateTimeOffset at, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.WriteAsync(Store, session =>
        {
            session.Execute(
                "INSERT INTO cad_link (agency, heard_at) VALUES ($1, $2) ON CONFLICT (agency) DO UPDATE SET heard_at = max(heard_at, $2)", agency.Value, at.UtcTicks);
        });
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<CadLink>> ListAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session =>
        {
            var links = ImmutableArray.CreateBuilder<CadLink>();
            using var rows = session.Query("SELECT agency, heard_at FROM cad_link ORDER BY agency");
            while (rows.Read()) links.Add(new(new(rows.GetString(0)), new(rows.GetInt64(1), TimeSpan.Zero)));
            return links.DrainToImmutable();
        });
    }
}
