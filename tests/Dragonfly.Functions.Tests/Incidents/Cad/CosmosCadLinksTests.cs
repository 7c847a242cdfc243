using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Functions.Incidents.Cad;
using Dragonfly.Functions.Tests.Storage;

namespace Dragonfly.Functions.Tests.Incidents.Cad;

public sealed class CosmosCadLinksTests : CadLinksConformance
{
    private TestCosmos cosmos = null!;

    [Fact]
    public async Task Of_many_instances_that_hear_at_once_the_last_moment_stands()
    {
        var instances = Enumerable.Range(0, 8).Select(_ => new CosmosCadLinks(cosmos.Database)).ToArray();
        await Task.WhenAll(instances.Select((links, i) => Task.Run(() => links.HeardAsync(new("cpd / north"), TestCad.Noon.AddTicks(i), default))));
        (await instances[0].ListAsync(default)).ShouldBe([new(new("cpd / north"), TestCad.Noon.AddTicks(7))]);
    }

    [Fact]
    public async Task Says_so_when_the_store_does_not_answer()
    {
        using var refused = cosmos.StandIn.Faults.Forbid(1, request => request.Operation is "read" && request.Item is "cpd");
        await Should.ThrowAsync<StoreUnavailableException>(() => new CosmosCadLinks(cosmos.Database).HeardAsync(new("cpd"), TestCad.Noon, default));
    }

    protected override async Task<ICadLinks> OpenAsync() => new CosmosCadLinks((cosmos = await TestCosmos.OpenAsync()).Database);

    protected override Task CloseAsync() => cosmos.DisposeAsync().AsTask();
}
