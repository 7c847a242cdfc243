using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Incidents;
using Dragonfly.Functions.Tests.Storage;

namespace Dragonfly.Functions.Tests.Audit;

public sealed class CosmosAuditArchiveTests : AuditArchiveConformance
{
    private TestCosmos cosmos = null!;

    protected override async Task<(IAuditArchive Archive, ITimelines Timelines, IIncidentStore Incidents)> OpenAsync()
    {
        cosmos = await TestCosmos.OpenAsync();
        return (new CosmosAuditArchive(cosmos.Database), new CosmosTimelines(cosmos.Database), new CosmosIncidentStore(cosmos.Database));
    }

    protected override Task CloseAsync() => cosmos.DisposeAsync().AsTask();
}
