using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Audit;
using Dragonfly.Local.Incidents;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Tests.Audit;

public sealed class SqliteAuditArchiveTests : AuditArchiveConformance
{
    private readonly TemporaryFolder folder = new();
    private SqliteDatabase database = null!;

    protected override Task<(IAuditArchive Archive, ITimelines Timelines, IIncidentStore Incidents)> OpenAsync()
    {
        database = SqliteDatabase.Open(folder.Path);
        return Task.FromResult<(IAuditArchive, ITimelines, IIncidentStore)>((new SqliteAuditArchive(database), new SqliteTimelines(database), new SqliteIncidentStore(database)));
    }

    protected override async Task CloseAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }
}
