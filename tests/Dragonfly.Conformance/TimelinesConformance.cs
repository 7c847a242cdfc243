using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Conformance;

/// <summary>What every store of timelines must do. Derive from it, one class for each adapter.</summary>
public abstract class TimelinesConformance : IAsyncLifetime
{
    private static readonly TimelineId Policy = new("policy");
    private static readonly Origin Somebody = new("6f1d1c6e", "Program.Admin", "test");

    /// <summary>The store under test.</summary>
    protected ITimelines Timelines { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync() => Timelines = await OpenAsync();

    /// <inheritdoc/>
    public Task DisposeAsync() => CloseAsync();

    /// <summary>Opens a store that holds nothing; once for each test.</summary>
    protected abstract Task<ITimelines> OpenAsync();

    /// <summary>Closes and removes it.</summary>
    protected abstract Task CloseAsync();

    [Fact]
    public async Task Holds_nothing_at_first() => (await ReadAsync(Policy)).ShouldBeEmpty();

    [Fact]
    public async Task What_was_appended_is_read_as_it_was_and_verifies()
    {
        var entries = Entries(new PolicyRevised(UnlockPolicy.Default, EveryEvent.AwkwardText), new PolicyRefused("unknownCode", $"$.rules.{EveryEvent.AwkwardText}"));
        (await Timelines.TryAppendAsync(Policy, entries, default)).ShouldBeTrue();
        var read = await ReadAsync(Policy);
        read.Select(Json).ShouldBe(entries.Select(Json));
        Chain.FaultIn(read).ShouldBeNull();
    }

    [Fact]
    public async Task Timelines_do_not_mix()
    {
        await Timelines.TryAppendAsync(Policy, Entries(3), default);
        await Timelines.TryAppendAsync(new("codes/cpd"), Entries(1), default);
        (await ReadAsync(Policy)).Length.ShouldBe(3);
        (await ReadAsync(new("codes/cpd"))).Length.ShouldBe(1);
        (await ReadAsync(new("codes"))).ShouldBeEmpty();
        (await ReadAsync(new("POLICY"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_read_in_pages_from_any_place()
    {
        await Timelines.TryAppendAsync(Policy, Entries(7), default);
        (await Timelines.ReadAsync(Policy, 0, 3, default)).Select(entry => entry.Sequence).ShouldBe([1, 2, 3]);
        (await Timelines.ReadAsync(Policy, 3, 3, default)).Select(entry => entry.Sequence).ShouldBe([4, 5, 6]);
        (await Timelines.ReadAsync(Policy, 6, 3, default)).Select(entry => entry.Sequence).ShouldBe([7]);
        (await Timelines.ReadAsync(Policy, 7, 3, default)).ShouldBeEmpty();
        (await Timelines.ReadAsync(Policy, long.MaxValue, 3, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_entry_that_does_not_follow_the_last_is_not_taken()
    {
        var entries = Entries(4);
        (await Timelines.TryAppendAsync(Policy, entries[1..], default)).ShouldBeFalse();
        (await Timelines.TryAppendAsync(Policy, entries[..2], default)).ShouldBeTrue();
        (await Timelines.TryAppendAsync(Policy, entries[..2], default)).ShouldBeFalse();
        (await Timelines.TryAppendAsync(Policy, entries[1..3], default)).ShouldBeFalse();
        (await Timelines.TryAppendAsync(Policy, entries[3..], default)).ShouldBeFalse();
        (await ReadAsync(Policy)).Length.ShouldBe(2);
        (await Timelines.TryAppendAsync(Policy, entries[2..], default)).ShouldBeTrue();
        Chain.FaultIn(await ReadAsync(Policy)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_rivals_one_wins()
    {
        for (var round = 0L; round < 20; round++)
        {
            var (sequence, hash) = await Timelines.ReadAsync(Policy, 0, 100, default) is [.., var last] ? (last.Sequence, last.Hash!) : (0, "");
            var rivals = Enumerable.Range(0, 8).Select(i => Task.Run(() => Timelines.TryAppendAsync(
                Policy, Chain.Append(sequence, hash, [new PolicyRefused($"rival{i}", "$")], Somebody, TestCad.Noon), default)));
            (await Task.WhenAll(rivals)).Count(won => won).ShouldBe(1);
        }

        var entries = await ReadAsync(Policy);
        entries.Length.ShouldBe(20);
        Chain.FaultIn(entries).ShouldBeNull();
    }

    [Fact]
    public async Task A_call_that_was_given_up_does_nothing()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Timelines.TryAppendAsync(Policy, Entries(1), gone.Token));
        await Should.ThrowAsync<OperationCanceledException>(async () => await Timelines.ReadAsync(Policy, 0, 1, gone.Token));
        (await ReadAsync(Policy)).ShouldBeEmpty();
    }

    private static ImmutableArray<Entry> Entries(int count) => Entries([.. Enumerable.Range(1, count).Select(i => new PolicyRefused($"code{i}", "$"))]);

    private static ImmutableArray<Entry> Entries(params TimelineEvent[] events) => Chain.Append(0, "", events, Somebody, TestCad.Noon);

    private static string Json(Entry entry) => JsonSerializer.Serialize(entry, CoreJson.Default.Entry);

    private ValueTask<ImmutableArray<Entry>> ReadAsync(TimelineId timeline) => Timelines.ReadAsync(timeline, 0, 1_000, default);
}
