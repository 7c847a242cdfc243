using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Local.Audit;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Tests.Audit;

public sealed class SqliteTimelinesTests : TimelinesConformance
{
    private readonly TemporaryFolder folder = new();
    private SqliteDatabase database = null!;

    protected override Task<ITimelines> OpenAsync()
    {
        database = SqliteDatabase.Open(folder.Path);
        return Task.FromResult<ITimelines>(new SqliteTimelines(database));
    }

    protected override async Task CloseAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }
}
