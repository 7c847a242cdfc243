using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Incidents;
using Dragonfly.Local.Storage;
using Dragonfly.Local.Tests.Storage;

namespace Dragonfly.Local.Tests.Incidents;

public sealed class SqliteIncidentStoreTests : IncidentStoreConformance
{
    private readonly TemporaryFolder folder = new();
    private SqliteDatabase database = null!;

    protected override Task<IIncidentStore> OpenAsync()
    {
        database = SqliteDatabase.Open(folder.Path);
        return Task.FromResult<IIncidentStore>(new SqliteIncidentStore(database));
    }

    protected override async Task CloseAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }
}
