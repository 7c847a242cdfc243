using Dragonfly.Conformance;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Registry;
using Dragonfly.Functions.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dragonfly.Functions.Tests.Registry;

/// <summary>A feed and what its partner says for all are read one after the other: whoever writes both in between, nothing is read that was permitted at no time.</summary>
public sealed class CosmosTornReadTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task What_was_permitted_at_no_time_is_never_read(bool near, bool knows)
    {
        var interleaved = 0;
        for (var (step, ended) = (1, false); !ended; step++)
        {
            await using var cosmos = await TestCosmos.OpenAsync();
            var partners = new CosmosPartners(cosmos.Database, NullLogger<CosmosPartners>.Instance);
            var registry = new CosmosRegistry(cosmos.Database);

            // First the feed is shared and the partner is not; then the partner, and the feed is not.
            var (partner, write) = TestPartner.Signed("p", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", "a", "b"), new DecideSharing(Scope.Everything, SharingRule.Never)]);
            (await partners.TryWriteAsync(write, default)).ShouldBeTrue();
            if (knows) await registry.FindAsync([new("a")], default);
            var count = 0;
            using var held = cosmos.StandIn.Faults.Hold(1, request => request.Operation is not "metadata" && ++count == step);
            var reading = (near ? registry.NearAsync(TestCad.Downtown, 100, default) : registry.FindAsync([new("a")], default)).AsTask();
            ended = await Task.WhenAny(reading, held.First) == reading;
            if (ended) held.Release(); // It is not for what comes now.
            var swap = partner.Do(TestCad.Noon, new DecideSharing(new(new("s"), [new("a"), new("b")]), SharingRule.Never), new DecideSharing(Scope.Everything, SharingRule.Always));
            (await partners.TryWriteAsync(swap, default)).ShouldBeTrue();
            held.Release();
            var read = await reading;
            read.Count.ShouldBe(near ? 2 : 1, $"at request {step}");
            read.ShouldAllBe(feed => feed.Permits(new("cpd"), "ROBBERY", TestCad.Noon).Refusal != null, $"at request {step}");
            if (!ended) interleaved++;
        }

        interleaved.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_consent_that_was_withdrawn_is_not_seen_again_by_an_instance_that_knew_it()
    {
        await using var cosmos = await TestCosmos.OpenAsync();
        var (partners, registry) = (new CosmosPartners(cosmos.Database, NullLogger<CosmosPartners>.Instance), new CosmosRegistry(cosmos.Database));
        var (partner, write) = TestPartner.Signed("p", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", "a")]);
        (await partners.TryWriteAsync(write, default)).ShouldBeTrue();
        (await registry.FindAsync([new("a")], default)).ShouldHaveSingleItem().Permits(new("cpd"), "ROBBERY", TestCad.Noon).Refusal.ShouldBeNull();
        (await partners.TryWriteAsync(partner.Do(TestCad.Noon, new Withdraw(new(new("s"), [new("a")]), null)), default)).ShouldBeTrue();
        (await registry.FindAsync([new("a")], default)).ShouldHaveSingleItem().Consent.Active.ShouldBeFalse();
        (await registry.NearAsync(TestCad.Downtown, 100, default)).ShouldHaveSingleItem().Consent.Active.ShouldBeFalse();
    }
}
