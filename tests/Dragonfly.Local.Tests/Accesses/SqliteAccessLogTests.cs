using Dragonfly.Conformance;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Accesses;
using Dragonfly.Local.Incidents;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Tests.Accesses;

public sealed class SqliteAccessLogTests : AccessLogConformance
{
    private readonly TemporaryFolder folder = new();
    private SqliteDatabase database = null!;

    protected override Task<(IIncidentStore Store, IAccessLog Log)> OpenAsync()
    {
        database = SqliteDatabase.Open(folder.Path);
        return Task.FromResult<(IIncidentStore, IAccessLog)>((new SqliteIncidentStore(database), new SqliteAccessLog(database)));
    }

    protected override async Task CloseAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }
}
