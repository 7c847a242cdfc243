using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;

namespace Dragonfly.Conformance;

/// <summary>What every store of clips' records must do. Derive from it, one class for each adapter.</summary>
public abstract class ClipRecordsConformance : IAsyncLifetime
{
    private static readonly IncidentId Robbery = IncidentId.Of(new AgencyId("cpd"), "26-1");
    private static readonly IncidentId Another = IncidentId.Of(new AgencyId("cpd"), "26-2");
    private static readonly ClipId Id = new(new string('c', 32));

    /// <summary>The store under test.</summary>
    protected IClipRecords Records { get; private set; } = null!;

    /// <summary>Reads what it wrote to timelines.</summary>
    protected ITimelines Timelines { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync() => (Records, Timelines) = await OpenAsync();

    /// <inheritdoc/>
    public Task DisposeAsync() => CloseAsync();

    /// <summary>Opens a store that holds nothing; once for each test.</summary>
    protected abstract Task<(IClipRecords Records, ITimelines Timelines)> OpenAsync();

    /// <summary>Closes and removes it.</summary>
    protected abstract Task CloseAsync();

    [Fact]
    public async Task Holds_nothing_at_first()
    {
        (await Records.ReadAsync(Id, default)).ShouldBeNull();
        (await Records.ListAsync(Robbery, default)).ShouldBeEmpty();
        (await Records.ReadDueAsync(DateTimeOffset.MaxValue, 10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_written_is_read_as_it_was_and_its_custody_verifies()
    {
        var clip = new TestClip(Id);
        foreach (var write in clip.Live(Robbery, TestCad.Noon.AddTicks(1_234_567)))
        {
            (await Records.TryWriteAsync(write, default)).ShouldBeTrue();
            var read = (await Records.ReadAsync(Id, default)).ShouldNotBeNull();
            read.Clip.ShouldBe(write.Stored.Clip);
            read.Texts.OrderBy(text => text.Key.Value).ShouldBe(write.Stored.Texts.OrderBy(text => text.Key.Value));
        }

        var custody = await Timelines.ReadAsync(Id.Timeline, 0, 100, default);
        custody.Select(Json).ShouldBe(clip.Custody.Select(Json));
        Chain.FaultIn(custody).ShouldBeNull();
        Clip.Unwanted(Id).Evolve(custody).ShouldBe(clip.Clip);
    }

    [Fact]
    public async Task Of_two_who_write_on_the_same_head_one_loses_and_leaves_nothing()
    {
        var (one, two) = (new TestClip(Id), new TestClip(Id));
        var (first, second) = (one.Do(TestCad.Noon, new BeginClip(TestClip.Wish(Robbery)))!, two.Do(TestCad.Noon, new BeginClip(TestClip.Wish(Another)))!);
        (await Records.TryWriteAsync(first, default)).ShouldBeTrue();
        (await Records.TryWriteAsync(second, default)).ShouldBeFalse();
        (await Records.TryWriteAsync(first, default)).ShouldBeFalse("it loses against itself");
        var (third, fourth) = (one.Do(TestCad.Noon, new StartExport())!, new TestClip(Id));
        fourth.Do(TestCad.Noon, new BeginClip(TestClip.Wish(Robbery)));
        var rival = fourth.Do(TestCad.Noon, new HoldClip("1", "reason", "supervisor"))!;
        (await Records.TryWriteAsync(third, default)).ShouldBeTrue();
        (await Records.TryWriteAsync(rival, default)).ShouldBeFalse();
        (await Records.ReadAsync(Id, default))!.Clip.ShouldBe(one.Clip);
        (await Records.ListAsync(Another, default)).ShouldBeEmpty();
        (await Timelines.ReadAsync(Id.Timeline, 0, 10, default)).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_write_whose_entries_do_not_lead_to_its_head_is_an_error()
    {
        var write = new TestClip(Id).Do(TestCad.Noon, new BeginClip(TestClip.Wish(Robbery)))!;
        await Should.ThrowAsync<ArgumentException>(() => Records.TryWriteAsync(write with { ExpectedVersion = 1 }, default));
        await Should.ThrowAsync<ArgumentException>(() => Records.TryWriteAsync(write with { Entries = [] }, default));
    }

    [Fact]
    public async Task An_incidents_clips_are_listed_by_when_they_were_asked_for()
    {
        ClipId[] ids = [.. Enumerable.Range(1, 120).Select(i => new ClipId($"{i:x32}"))];
        foreach (var (i, id) in ids.Reverse().Index()) await BeginAsync(id, Robbery, TestCad.Noon.AddSeconds(i));
        await BeginAsync(Id, Another, TestCad.Noon);
        (await Records.ListAsync(Robbery, default)).Select(stored => stored.Clip.Id).ShouldBe(ids.Reverse());
        (await Records.ListAsync(Another, default)).ShouldHaveSingleItem().Clip.Id.ShouldBe(Id);
    }

    [Fact]
    public async Task What_is_due_is_found_whoevers_it_is_the_longest_overdue_first()
    {
        ClipId[] ids = [.. Enumerable.Range(1, 5).Select(i => new ClipId($"{i:x32}"))];
        foreach (var (i, id) in ids.Index()) await BeginAsync(id, Robbery, TestCad.Noon.AddMinutes(5 - i), agency: i % 2 == 0 ? "cpd" : "hcso");
        (await Records.ReadDueAsync(TestCad.Noon, 10, default)).ShouldBeEmpty();
        (await Records.ReadDueAsync(TestCad.Noon.AddMinutes(3), 10, default)).ShouldBe([ids[4], ids[3], ids[2]]);
        (await Records.ReadDueAsync(DateTimeOffset.MaxValue, 2, default)).ShouldBe([ids[4], ids[3]]);
    }

    [Fact]
    public async Task What_is_finished_is_due_no_more()
    {
        var clip = new TestClip(Id);
        ClipWrite?[] writes =
        [
            clip.Do(TestCad.Noon, new BeginClip(TestClip.Wish(Robbery, retentionDays: 1))),
            clip.Do(TestCad.Noon, new StartExport(), new ReceiveFile(clip.File()), new FinishFile(1, TestClip.Content(), null)),
            clip.Do(TestCad.Noon, new ShareClip(new("b"), ["B1"], new(Core.Bulletins.BulletinSubject.Other, "text", null, null))),
            clip.Do(TestCad.Noon.AddDays(2), new ExpireClip(), new FinishExpiry()),
        ];
        foreach (var write in writes.SkipLast(1)) await Records.TryWriteAsync(write!, default);
        (await Records.ReadDueAsync(TestCad.Noon.AddDays(1), 10, default)).ShouldBe([Id]);
        await Records.TryWriteAsync(writes[^1]!, default);
        (await Records.ReadDueAsync(DateTimeOffset.MaxValue, 10, default)).ShouldBeEmpty();
        (await Records.ReadAsync(Id, default))!.Texts.ShouldBeEmpty("what bulletins say goes with the clip");
    }

    [Fact]
    public async Task A_call_that_was_cancelled_before_it_began_does_nothing()
    {
        var write = new TestClip(Id).Do(TestCad.Noon, new BeginClip(TestClip.Wish(Robbery)))!;
        var cancelled = new CancellationToken(canceled: true);
        await Should.ThrowAsync<OperationCanceledException>(() => Records.TryWriteAsync(write, cancelled));
        await Should.ThrowAsync<OperationCanceledException>(async () => await Records.ReadAsync(Id, cancelled));
        await Should.ThrowAsync<OperationCanceledException>(async () => await Records.ListAsync(Robbery, cancelled));
        await Should.ThrowAsync<OperationCanceledException>(async () => await Records.ReadDueAsync(TestCad.Noon, 1, cancelled));
        (await Records.ReadAsync(Id, default)).ShouldBeNull();
    }

    private static string Json(Entry entry) => JsonSerializer.Serialize(entry, CoreJson.Default.Entry);

    private async Task BeginAsync(ClipId id, IncidentId incident, DateTimeOffset at, string agency = "cpd") =>
        (await Records.TryWriteAsync(new TestClip(id).Do(at, new BeginClip(TestClip.Wish(incident, agency: agency)))!, default)).ShouldBeTrue();
}
