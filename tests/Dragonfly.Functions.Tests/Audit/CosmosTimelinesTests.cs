using System.Collections.Immutable;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Tests.Storage;

namespace Dragonfly.Functions.Tests.Audit;

public sealed class CosmosTimelinesTests : TimelinesConformance
{
    private static readonly TimelineId Policy = new("policy");

    private TestCosmos cosmos = null!;

    [Fact]
    public async Task What_another_instance_appended_is_read_and_not_written_over()
    {
        var other = new CosmosTimelines(cosmos.Database);
        var entries = Chain.Append(0, "", Enumerable.Range(0, 6).Select(i => new PolicyRefused($"code{i}", "$")), Origin.System("test"), TestCad.Noon);
        foreach (var (i, entry) in entries.Index()) (await (i % 2 == 0 ? Timelines : other).TryAppendAsync(Policy, [entry], default)).ShouldBeTrue();
        (await Timelines.TryAppendAsync(Policy, [entries[5]], default)).ShouldBeFalse("it knows only its own");
        (await Timelines.ReadAsync(Policy, 5, 10, default)).Select(entry => entry.Sequence).ShouldBe([6]);
        (await Timelines.ReadAsync(Policy, 6, 10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task To_look_whether_there_is_more_is_no_query()
    {
        await Timelines.ReadAsync(Policy, 0, 10, default);
        ImmutableArray<Entry> entries = Chain.Append(0, "", [new PolicyRefused("code", "$")], Origin.System("test"), TestCad.Noon);
        await Timelines.TryAppendAsync(Policy, entries, default);
        await Timelines.ReadAsync(Policy, 1, 10, default);
        cosmos.StandIn.Charges.All.ShouldNotContain(charge => charge.Operation == "query");
    }

    protected override async Task<ITimelines> OpenAsync() => new CosmosTimelines((cosmos = await TestCosmos.OpenAsync()).Database);

    protected override Task CloseAsync() => cosmos.DisposeAsync().AsTask();
}
