using Dragonfly.Conformance;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Local.Incidents.Cad;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Tests.Incidents.Cad;

public sealed class SqliteRejectedMessagesTests : RejectedMessagesConformance
{
    private readonly TemporaryFolder folder = new();
    private SqliteDatabase database = null!;

    protected override Task<IRejectedMessages> OpenAsync()
    {
        database = SqliteDatabase.Open(folder.Path);
        return Task.FromResult<IRejectedMessages>(new SqliteRejectedMessages(database));
    }

    protected override async Task CloseAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }
}
