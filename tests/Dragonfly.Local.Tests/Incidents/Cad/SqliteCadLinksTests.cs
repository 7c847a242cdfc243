using Dragonfly.Conformance;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Local.Incidents.Cad;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Tests.Incidents.Cad;

public sealed class SqliteCadLinksTests : CadLinksConformance
{
    private readonly TemporaryFolder folder = new();
    private SqliteDatabase database = null!;

    protected override Task<ICadLinks> OpenAsync()
    {
        database = SqliteDatabase.Open(folder.Path);
        return Task.FromResult<ICadLinks>(new SqliteCadLinks(database));
    }

    protected override async Task CloseAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }
}
