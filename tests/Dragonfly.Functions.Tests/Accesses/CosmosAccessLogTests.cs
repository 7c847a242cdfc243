using Dragonfly.Conformance;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Accesses;
using Dragonfly.Functions.Incidents;
using Dragonfly.Functions.Tests.Storage;

namespace Dragonfly.Functions.Tests.Accesses;

public sealed class CosmosAccessLogTests : AccessLogConformance
{
    private TestCosmos cosmos = null!;

    protected override async Task<(IIncidentStore Store, IAccessLog Log)> OpenAsync()
    {
        cosmos = await TestCosmos.OpenAsync();
        return (new CosmosIncidentStore(cosmos.Database), new CosmosAccessLog(cosmos.Database));
    }

    protected override Task CloseAsync() => cosmos.DisposeAsync().AsTask();
}
