using System.Collections.Immutable;
using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Audit.Verification;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Audit;
using Dragonfly.Local.Audit;
using Dragonfly.Local.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Local.Tests.Audit;

public sealed class CheckpointerTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(TestCad.Noon);
    private readonly TestSigner signer = new();
    private SqliteDatabase database = null!;
    private SqliteTimelines timelines = null!;
    private SqliteAuditArchive archive = null!;

    [Fact]
    public async Task A_long_list_comes_in_parts_and_one_that_broke_off_is_made_again()
    {
        var names = Enumerable.Range(0, Checkpoints.MostHeads + 100).Select(i => $"refusals/cpd/{i:x32}").ToArray();
        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (name, _) => await AppendAsync(name));

        await Should.ThrowAsync<StoreUnavailableException>(() => SealAsync(new BreakingOff(timelines, 1)));
        (await CheckpointsAsync()).Select(PartOf).ShouldBe([(1, 2)]);
        clock.Advance(TimeSpan.FromMinutes(15));
        await SealAsync(timelines);
        var checkpoints = await CheckpointsAsync();
        checkpoints.Select(PartOf).ShouldBe([(1, 2), (1, 2), (2, 2)]);
        checkpoints.Select(entry => ((CheckpointSigned)entry.Event).Since).Distinct().ShouldBe([DateTimeOffset.MinValue]);
        checkpoints[1..].SelectMany(entry => ((CheckpointSigned)entry.Event).Heads).Select(head => head.Timeline.Value).ShouldBe(names);
        await ShouldBeWholeAsync();
    }

    [Fact]
    public async Task Of_instances_at_once_one_makes_it()
    {
        await AppendAsync("codes/cpd");
        for (var round = 1; round <= 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => SealAsync(timelines))));
            (await CheckpointsAsync()).Length.ShouldBe(round);
            clock.Advance(TimeSpan.FromMinutes(15));
        }

        await ShouldBeWholeAsync();
    }

    [Fact]
    public async Task An_agency_whose_round_failed_is_found_again_however_long_it_was_silent()
    {
        await AppendAsync("codes/cpd");
        await Should.ThrowAsync<StoreUnavailableException>(() => SealAsync(new BreakingOff(timelines, 0)));
        clock.Advance(TimeSpan.FromDays(3));
        await SealAsync(timelines);
        ((CheckpointSigned)(await CheckpointsAsync()).Single().Event).Heads.Single().Timeline.Value.ShouldBe("codes/cpd");
    }

    public Task InitializeAsync()
    {
        database = SqliteDatabase.Open(folder.Path);
        (timelines, archive) = (new(database), new(database));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }

    private static (int Part, int Parts) PartOf(Entry entry) => entry.Event is CheckpointSigned checkpoint ? (checkpoint.Part, checkpoint.Parts) : default;

    private Task SealAsync(ITimelines through) => new Checkpointer(archive, through, signer, clock).SignCheckpoints(new TimerInfo());

    private async Task<ImmutableArray<Entry>> CheckpointsAsync() => await timelines.ReadAsync(Checkpoints.TimelineOf("cpd"), 0, 100, default);

    private async Task AppendAsync(string timeline) =>
        (await timelines.TryAppendAsync(new(timeline), Chain.Append(0, "", [new Refused("lock", "late", null)], Origin.System("test"), TestCad.Noon), default)).ShouldBeTrue();

    private async Task ShouldBeWholeAsync()
    {
        var (reader, verifier) = (new LineReader(), new ExportVerifier());
        await foreach (var line in new LogExport(archive, signer, clock).LinesAsync(new AgencyId("cpd"), null, null, default)) verifier.Add(reader.Read(line.Span), line.Span);
        verifier.Complete().Faults.ShouldBeEmpty();
    }

    /// <summary>Takes so many writes, and then none.</summary>
    private sealed class BreakingOff(ITimelines inner, int writes) : ITimelines
    {
        public ValueTask<ImmutableArray<Entry>> ReadAsync(TimelineId timeline, long afterSequence, int limit, CancellationToken cancellation) => inner.ReadAsync(timeline, afterSequence, limit, cancellation);

        public Task<bool> TryAppendAsync(TimelineId timeline, ImmutableArray<Entry> entries, CancellationToken cancellation) =>
            writes-- > 0 ? inner.TryAppendAsync(timeline, entries, cancellation) : throw new StoreUnavailableException("timeline", new IOException("as ordered"));
    }
}
