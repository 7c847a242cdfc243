using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Local.Audit;
using Dragonfly.Local.Clips;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Tests.Clips;

public sealed class SqliteClipRecordsTests : ClipRecordsConformance
{
    private readonly TemporaryFolder folder = new();
    private SqliteDatabase database = null!;

    protected override Task<(IClipRecords Records, ITimelines Timelines)> OpenAsync()
    {
        database = SqliteDatabase.Open(folder.Path);
        return Task.FromResult<(IClipRecords, ITimelines)>((new SqliteClipRecords(database), new SqliteTimelines(database)));
    }

    protected override async Task CloseAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }
}
