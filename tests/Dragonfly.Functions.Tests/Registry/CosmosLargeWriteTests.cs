using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Emulators.Cosmos;

namespace Dragonfly.Functions.Tests.Registry;

/// <summary>A write that is too large for one batch, given up, held and crossed at every request that it makes: all of it is so, or none of it.</summary>
public sealed class CosmosLargeWriteTests
{
    [Fact]
    public async Task All_of_it_is_read_and_nothing_is_left_to_tidy_up()
    {
        await using var large = await LargeWrite.BeginAsync();
        var before = await large.ReadAsync();
        large.Cosmos.StandIn.Charges.Clear();
        (await large.Partners.TryWriteAsync(large.Make(), default)).ShouldBeTrue();
        large.Cosmos.StandIn.Charges.All.Count(charge => charge.Operation == "batch").ShouldBeGreaterThan(5, "entries and feeds were staged, and settled");
        (await large.ReadAsync()).ShouldNotBe(before);
        (await large.LeftoversAsync()).ShouldBe(0);
        (await large.Partners.TryWriteAsync(large.Partner.Do(TestCad.Noon.AddMinutes(2), new ErasePersonalData()), default)).ShouldBeTrue();
    }

    [Fact]
    public async Task Given_up_before_any_request_it_is_done_or_not_and_can_be_done_again() => await GivenUpAsync(lost: false);

    [Fact]
    public async Task Given_up_after_any_write_whose_answer_is_lost_it_is_done_or_not_and_can_be_done_again() => await GivenUpAsync(lost: true);

    [Fact]
    public async Task Whoever_reads_at_any_moment_sees_all_of_it_or_nothing()
    {
        var (before, after) = await OutcomesAsync();
        for (var (step, ended) = (1, false); !ended; step++)
        {
            await using var large = await LargeWrite.BeginAsync();
            using var held = At(large, step, (faults, when) => faults.Hold(1, when));
            var writing = large.Partners.TryWriteAsync(large.Make(), default);
            ended = await Task.WhenAny(writing, held.First) == writing;
            if (ended) held.Release(); // It is not for what comes now.
            new[] { before, after }.ShouldContain(await large.ReadAsync(), $"at request {step}");
            held.Release();
            (await writing).ShouldBeTrue($"at request {step}");
            (await large.ReadAsync()).ShouldBe(after, $"at request {step}");
        }
    }

    [Fact]
    public async Task Somebody_who_writes_at_any_moment_wins_or_loses_and_nothing_is_lost()
    {
        for (var (step, ended) = (1, false); !ended; step++)
        {
            await using var large = await LargeWrite.BeginAsync();
            var stored = (await large.Partners.ReadAsync(large.Partner.Id, default))!;
            var stop = new PartnerDraft(stored, Core.Audit.Origin.System("owner"), TestCad.Noon.AddSeconds(1));
            stop.Know(await large.Partners.FindFeedsAsync(large.Partner.Id, [new("old-000")], default));
            stop.Decide(new DecideSharing(new(new("s"), [new("old-000")]), SharingRule.Never));
            var write = large.Make();
            using var held = At(large, step, (faults, when) => faults.Hold(1, when));
            var writing = large.Partners.TryWriteAsync(write, default);
            ended = await Task.WhenAny(writing, held.First) == writing;
            if (ended) held.Release(); // It is not for what comes now.
            var stopped = await large.Partners.TryWriteAsync(stop.ToWrite(), default);
            held.Release();
            (await writing).ShouldBe(!stopped, $"at request {step}");
            await large.ReadAsync();
            var feed = (await large.Partners.FindFeedsAsync(large.Partner.Id, [new("old-000")], default)).ShouldHaveSingleItem();
            feed.Sharing.Enabled.ShouldBe(!stopped, $"at request {step}");
            feed.Label!.ExternalReference.ShouldBe(stopped ? null : "r-old-000", $"at request {step}");
            if (stopped) (await large.Partners.ReadFeedIdsAsync(large.Partner.Id, null, default)).ShouldAllBe(id => id.Value.StartsWith("old"));
        }
    }
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_two_large_writes_that_cross_one_is_done_and_stays_done(bool late)
    {
        var (_, after) = await OutcomesAsync();
        await using var large = await LargeWrite.BeginAsync();
        var write = large.Make();
        using var committing = new HeldBatch(large.Cosmos.StandIn.Handler, body => body.Contains("\"lastWrite\"", StringComparison.Ordinal));
        using var crossing = new HeldBatch(large.Cosmos.StandIn.Handler, body => !late || body.Contains("\"write\"", StringComparison.Ordinal));

        // One has staged all, and is about to commit; the other has read that, and is about to write: late, to stage its own over it.
        var one = large.PartnersThrough(committing).TryWriteAsync(write, default);
        await committing.First;
        var other = large.PartnersThrough(crossing).TryWriteAsync(write, default);
        await crossing.First;

        // The first, if it commits, dies before it can tidy up.
        committing.Release(andNoMore: !late);
        if (!late) (await one).ShouldBeTrue();
        crossing.Release();
        (await Task.WhenAll(one, other)).Count(won => won).ShouldBe(1);
        (await large.ReadAsync()).ShouldBe(after);
        (await large.LeftoversAsync()).ShouldBe(0);
    }

    private static async Task GivenUpAsync(bool lost)
    {
        var (before, after) = await OutcomesAsync();
        var (undone, done) = (0, 0);
        for (var (step, ended) = (1, false); !ended; step++)
        {
            await using var large = await LargeWrite.BeginAsync();
            var write = large.Make();
            var count = 0;
            bool IsNext(CosmosRequest request) => (request.IsWrite || (!lost && request.Operation is not "metadata")) && ++count >= step;
            using (lost ? large.Cosmos.StandIn.Faults.LoseAnswer(1, IsNext) : large.Cosmos.StandIn.Faults.Forbid(1, IsNext))
            using (var dead = large.Cosmos.StandIn.Faults.Forbid(1_000, request => request.Operation is not "metadata" && count >= step))
            {
                try
                {
                    await large.Partners.TryWriteAsync(write, default);
                    ended = count < step;
                }
                catch (StoreUnavailableException)
                {
                }
            }

            var left = await large.ReadAsync();
            new[] { before, after }.ShouldContain(left, $"given up at request {step}");
            if (left == before) undone++;
            else done++;
            (await large.Partners.TryWriteAsync(write, default)).ShouldBe(left == before, $"given up at request {step}");
            (await large.ReadAsync()).ShouldBe(after, $"given up at request {step}");
            (await large.LeftoversAsync()).ShouldBe(0, $"given up at request {step}");
        }

        undone.ShouldBeGreaterThan(2);
        done.ShouldBeGreaterThan(2);
    }

    private static async Task<(string Before, string After)> OutcomesAsync()
    {
        await using var large = await LargeWrite.BeginAsync();
        var before = await large.ReadAsync();
        (await large.Partners.TryWriteAsync(large.Make(), default)).ShouldBeTrue();
        return (before, await large.ReadAsync());
    }

    private static Emulators.Cosmos.Faults.FaultOrder At(LargeWrite large, int step, Func<Emulators.Cosmos.Faults.FaultOrders, Func<CosmosRequest, bool>, Emulators.Cosmos.Faults.FaultOrder> order)
    {
        var count = 0;
        return order(large.Cosmos.StandIn.Faults, request => request.Operation is not "metadata" && ++count == step);
    }
}
