using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Incidents;
using Dragonfly.Functions.Tests.Storage;

namespace Dragonfly.Functions.Tests.Incidents;

public sealed class CosmosIncidentStoreTests : IncidentStoreConformance
{
    private TestCosmos cosmos = null!;

    protected override async Task<IIncidentStore> OpenAsync() => new CosmosIncidentStore((cosmos = await TestCosmos.OpenAsync()).Database);

    protected override Task CloseAsync() => cosmos.DisposeAsync().AsTask();
}
