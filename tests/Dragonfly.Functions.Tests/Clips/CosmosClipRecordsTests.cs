using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Clips;
using Dragonfly.Functions.Tests.Storage;

namespace Dragonfly.Functions.Tests.Clips;

public sealed class CosmosClipRecordsTests : ClipRecordsConformance
{
    private TestCosmos cosmos = null!;

    protected override async Task<(IClipRecords Records, ITimelines Timelines)> OpenAsync()
    {
        cosmos = await TestCosmos.OpenAsync();
        return (new CosmosClipRecords(cosmos.Database), new CosmosTimelines(cosmos.Database));
    }

    protected override Task CloseAsync() => cosmos.DisposeAsync().AsTask();
}
