using System.Collections.Immutable;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Conformance;

/// <summary>What every access log must do beside the incident store that writes it. Derive from it, one class for each pair of adapters.</summary>
public abstract class AccessLogConformance : IAsyncLifetime
{
    private static readonly PartnerId One = new("partner-1");

    private static readonly Feed[] Near = [.. Enumerable.Range(0, 6).Select(i => TestFeeds.At(TestCad.Downtown.Toward(60 * i, 100), $"feed-{i}") with { Partner = i % 2 == 0 ? new("partner-2") : One })];

    private IIncidentStore store = null!;
    private IAccessLog log = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync() => (store, log) = await OpenAsync();

    /// <inheritdoc/>
    public Task DisposeAsync() => CloseAsync();

    /// <summary>Opens stores that hold nothing; once for each test.</summary>
    protected abstract Task<(IIncidentStore Store, IAccessLog Log)> OpenAsync();

    /// <summary>Closes and removes them.</summary>
    protected abstract Task CloseAsync();

    [Fact]
    public async Task Every_line_is_there_with_the_write_that_made_it()
    {
        var happened = new[] { EveryEvent.Happened(), EveryEvent.Threatened() };
        foreach (var (incident, writes) in happened)
        {
            var expected = new AccessLines();
            foreach (var write in writes)
            {
                (await store.TryWriteAsync(write, default)).ShouldBeTrue();
                expected.Add(write.Incident, write.Entries);
                (await AllAsync(expected)).ShouldBe(InOrder(expected.All));
            }

            expected.All.ShouldContain(line => line.Kind == AccessKind.Unlocked && line.Until != null);
        }
    }

    [Fact]
    public async Task A_write_that_lost_leaves_no_line()
    {
        var (winner, loser) = (TestIncident.New("26-1"), TestIncident.New("26-1"));
        await WriteAsync(winner, TestCad.Noon, TestCad.Message("26-1", TestCad.Noon, callType: "NOISE"), new DecideUnlock(UnlockPolicy.Default, []));
        (await store.TryWriteAsync(loser.Do(TestCad.Noon, TestCad.Message("26-1", TestCad.Noon), new DecideUnlock(UnlockPolicy.Default, Near)), default)).ShouldBeFalse();
        (await log.ReadAsync(new(One, 100), default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Lists_the_lines_of_one_partner_newest_first_page_by_page()
    {
        var expected = await RobberiesAsync(5);
        var ours = InOrder(expected.All.Where(line => line.Partner == One));
        ours.Length.ShouldBeGreaterThan(10);
        foreach (var size in (int[])[1, 4, 1_000]) (await PagesAsync(new(One, size))).ShouldBe(ours);
        (await log.ReadAsync(new(new("partner-3"), 10), default)).ShouldBeEmpty();
        (await log.ReadAsync(new(new("PARTNER-1"), 10), default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Lists_the_lines_of_one_feed_and_of_a_time()
    {
        var expected = InOrder((await RobberiesAsync(4)).All.Where(line => line.Partner == One));
        var feed = new FeedId("feed-3");
        (await PagesAsync(new(One, 2) { Feed = feed })).ShouldBe(expected.Where(line => line.Feed == feed));
        (await PagesAsync(new(One, 2) { Feed = new("feed-2") })).ShouldBeEmpty("it is another partner's");
        var (from, to) = (expected[^5].At, expected[2].At);
        from.ShouldBeLessThan(to);
        (await PagesAsync(new(One, 2) { From = from, To = to })).ShouldBe(expected.Where(line => line.At >= from && line.At < to));
        (await PagesAsync(new(One, 2) { From = to, To = from })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Lists_what_was_viewed_oldest_first_page_by_page()
    {
        var expected = (await RobberiesAsync(4)).All.Where(line => line.Kind == AccessKind.Viewed).OrderBy(line => line.At).ThenBy(line => line.Id.Value, StringComparer.Ordinal).ToArray();
        foreach (var from in (DateTimeOffset[])[DateTimeOffset.MinValue, expected[3].At, expected[^1].At.AddTicks(1)])
        {
            foreach (var size in (int[])[1, 3, 100])
            {
                var found = new List<AccessRecord>();
                for (Cursor<AccessId>? after = null; ;)
                {
                    var page = await log.ReadViewsAsync(from, after, size, default);
                    found.AddRange(page);
                    if (page.Length < size) break;
                    after = new(page[^1].At, page[^1].Id);
                }

                found.ShouldBe(expected.Where(line => line.At >= from));
            }
        }
    }

    [Fact]
    public async Task A_call_that_was_given_up_does_nothing()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await log.ReadAsync(new(One, 1), gone.Token));
        await Should.ThrowAsync<OperationCanceledException>(async () => await log.ReadViewsAsync(default, null, 1, gone.Token));
    }

    private static AccessRecord[] InOrder(IEnumerable<AccessRecord> lines) => [.. lines.OrderByDescending(line => line.At).ThenByDescending(line => line.Id.Value, StringComparer.Ordinal)];

    // Robberies a minute after one another, some over; in each somebody views, and is refused.
    private async Task<AccessLines> RobberiesAsync(int count)
    {
        var lines = new AccessLines();
        for (var i = 0; i < count; i++)
        {
            var (incident, at) = (TestIncident.New($"26-{i}"), TestCad.Noon.AddMinutes(i));
            await Write(at, TestCad.Message($"26-{i}", at), new DecideUnlock(UnlockPolicy.Default, Near));
            var video = incident.DoVideo(at.AddSeconds(1));
            (await store.TryWriteAsync(video, default)).ShouldBeTrue();
            lines.Add(video.Incident, video.Entries);
            foreach (var (n, grant) in incident.Incident.Grants.Index())
            {
                var feed = n % 2 == 0 ? Near.First(feed => feed.Id == grant.Feed) : null;
                await Write(at.AddSeconds(2), new IssueTicket(TicketId.Of(grant.Id, "t"), grant.Id, "ann", null, feed));
            }

            if (i % 2 == 0) await Write(at.AddSeconds(9), TestCad.Message($"26-{i}", at.AddSeconds(9), CadStatus.Closed));

            async Task Write(DateTimeOffset now, params IncidentCommand[] commands)
            {
                var entries = await WriteAsync(incident, now, commands);
                lines.Add(incident.Incident, entries);
            }
        }

        return lines;
    }

    private async Task<ImmutableArray<Core.Audit.Entry>> WriteAsync(TestIncident incident, DateTimeOffset at, params IncidentCommand[] commands)
    {
        var write = incident.Do(at, commands);
        (await store.TryWriteAsync(write, default)).ShouldBeTrue();
        return write.Entries;
    }

    private async Task<AccessRecord[]> AllAsync(AccessLines expected)
    {
        var found = new List<AccessRecord>();
        foreach (var partner in expected.All.Select(line => line.Partner).Distinct()) found.AddRange(await log.ReadAsync(new(partner, 1_000), default));
        return InOrder(found.Where(line => expected.All.Any(known => known.Incident == line.Incident)));
    }

    private async Task<List<AccessRecord>> PagesAsync(AccessQuery query)
    {
        var lines = new List<AccessRecord>();
        for (; ; )
        {
            var page = await log.ReadAsync(query, default);
            lines.AddRange(page);
            if (page.Length < query.Limit) return lines;
            query = query with { After = new(page[^1].At, page[^1].Id) };
        }
    }
}
