using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Conformance;

public abstract partial class IncidentStoreConformance
{
    private static readonly AgencyId Agency = new("cpd");

    [Fact]
    public async Task Lists_by_change_and_then_by_id()
    {
        var incidents = new List<Incident>();
        foreach (var second in (int[])[3, 1, 2, 1, 1, 3]) incidents.Add((await RobberyAsync($"{incidents.Count}", TestCad.Noon.AddSeconds(second))).Incident);
        (await PagesAsync(new(Agency, null, null, null, 100))).ShouldBe(InOrder(incidents));
        (await PagesAsync(new(Agency, null, null, null, 2))).ShouldBe(InOrder(incidents));
    }

    [Fact]
    public async Task Lists_open_or_closed_of_one_agency()
    {
        var open = await RobberyAsync("open", TestCad.Noon);
        var closed = await RobberyAsync("closed", TestCad.Noon);
        await WriteAsync(closed, TestCad.Noon.AddMinutes(1), TestCad.Message("closed", TestCad.Noon.AddMinutes(1), CadStatus.Closed));
        var other = await RobberyAsync("open", TestCad.Noon, agency: "hcso");

        (await PagesAsync(new(Agency, true, null, null, 10))).ShouldBe([open.Id]);
        (await PagesAsync(new(Agency, false, null, null, 10))).ShouldBe([closed.Id]);
        (await PagesAsync(new(Agency, null, null, null, 1))).ShouldBe([open.Id, closed.Id]);
        (await PagesAsync(new(new("hcso"), null, null, null, 10))).ShouldBe([other.Id]);
        (await PagesAsync(new(new("nobody"), null, null, null, 10))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Lists_what_changed_after_a_moment_and_not_at_it()
    {
        var incidents = new List<Incident>();
        for (var i = 0; i < 6; i++) incidents.Add((await RobberyAsync($"{i}", TestCad.Noon.AddTicks(i))).Incident);
        (await PagesAsync(new(Agency, null, TestCad.Noon.AddTicks(2), null, 2))).ShouldBe(InOrder(incidents[3..]));
        (await PagesAsync(new(Agency, true, TestCad.Noon.AddTicks(2).ToOffset(TimeSpan.FromHours(-4)), null, 10))).ShouldBe(InOrder(incidents[3..]));
        (await PagesAsync(new(Agency, null, TestCad.Noon.AddTicks(5), null, 2))).ShouldBeEmpty();

        var cursor = new Cursor<IncidentId>(incidents[4].ChangedAt, incidents[4].Id);
        (await PagesAsync(new(Agency, null, TestCad.Noon.AddTicks(2), cursor, 2))).ShouldBe([incidents[5].Id]);
        (await PagesAsync(new(Agency, null, TestCad.Noon.AddTicks(4), new(incidents[0].ChangedAt, incidents[0].Id), 2))).ShouldBe([incidents[5].Id]);
    }

    [Fact]
    public async Task Pages_miss_nothing_and_repeat_nothing_while_others_write()
    {
        var before = new List<Incident>();
        for (var i = 0; i < 20; i++) before.Add((await RobberyAsync($"{i}", TestCad.Noon.AddSeconds(i / 5))).Incident);
        var (seen, cursor, later) = (new List<IncidentId>(), (Cursor<IncidentId>?)null, 0);
        while (await Store.QueryAsync(new(Agency, null, null, cursor, 3), default) is { Length: > 0 } page)
        {
            seen.AddRange(page.Select(stored => stored.Incident.Id));
            cursor = new(page[^1].Incident.ChangedAt, page[^1].Incident.Id);
            if (later < 5) before.Add((await RobberyAsync($"later {later++}", TestCad.Noon.AddHours(1))).Incident);
        }

        seen.ShouldBe(InOrder(before));
    }

    [Fact]
    public async Task A_changed_incident_moves_to_the_end()
    {
        var first = await RobberyAsync("1", TestCad.Noon);
        var second = await RobberyAsync("2", TestCad.Noon.AddSeconds(1));
        await WriteAsync(first, TestCad.Noon.AddSeconds(2), new LockFeeds(null, "wrong address"));
        (await PagesAsync(new(Agency, null, null, null, 10))).ShouldBe([second.Id, first.Id]);
    }

    [Fact]
    public async Task Those_due_come_longest_overdue_first_until_they_are_finished()
    {
        var late = await RobberyAsync("late", TestCad.Noon.AddSeconds(2));
        var later = await RobberyAsync("later", TestCad.Noon);
        var moment = TestCad.Noon.AddSeconds(2);
        (await Store.ReadDueAsync(moment, 10, default)).ShouldBe([later.Id, late.Id]);
        (await Store.ReadDueAsync(moment, 1, default)).ShouldBe([later.Id]);
        (await Store.ReadDueAsync(moment.AddTicks(-1), 10, default)).ShouldBe([later.Id]);
        (await Store.CountAsync(moment, default)).ShouldBe(new(2, 1));

        (await Store.TryWriteAsync(later.DoVideo(moment), default)).ShouldBeTrue();
        (await Store.ReadDueAsync(moment, 10, default)).ShouldBe([late.Id]);
        await WriteAsync(later, moment, TestCad.Message("later", moment, CadStatus.Closed));
        (await Store.ReadDueAsync(moment, 10, default)).ShouldBe([later.Id, late.Id], ignoreOrder: true);
        (await Store.TryWriteAsync(later.DoVideo(moment), default)).ShouldBeTrue();
        (await Store.ReadDueAsync(DateTimeOffset.MaxValue, 10, default)).ShouldBe([late.Id]);
        (await Store.CountAsync(DateTimeOffset.MaxValue, default)).ShouldBe(new(1, 1));
    }

    [Fact]
    public async Task Those_that_hold_a_feed_are_found_until_their_grant_ends()
    {
        var first = await RobberyAsync("1", TestCad.Noon);
        var second = await RobberyAsync("2", TestCad.Noon, agency: "hcso");
        var feed = first.Incident.Grants[0].Feed;
        (await Store.ReadHoldingAsync([feed], default)).ShouldBe([first.Id, second.Id], ignoreOrder: true);
        (await Store.ReadHoldingAsync([new("no such feed")], default)).ShouldBeEmpty();

        await WriteAsync(first, TestCad.Noon, new LockFeeds(first.Incident.Grants[0].Id, "wrong camera"));
        (await Store.ReadHoldingAsync([feed], default)).ShouldBe([second.Id]);
        (await Store.ReadHoldingAsync([first.Incident.Grants[1].Feed], default)).ShouldBe([first.Id, second.Id], ignoreOrder: true);

        await WriteAsync(second, TestCad.Noon.AddSeconds(1), TestCad.Message("2", TestCad.Noon.AddSeconds(1), CadStatus.Closed));
        foreach (var grant in second.Incident.Grants) (await Store.ReadHoldingAsync([grant.Feed], default)).ShouldNotContain(second.Id);

        var reopened = TestCad.Noon.AddSeconds(2);
        await WriteAsync(second, reopened, TestCad.Message("2", reopened, CadStatus.ReOpened), new DecideUnlock(UnlockPolicy.Default, Near));
        (await Store.ReadHoldingAsync([feed], default)).ShouldBe([second.Id]);
    }

    [Fact]
    public async Task A_timeline_is_read_in_pages()
    {
        var (incident, writes) = EveryEvent.Happened();
        foreach (var write in writes) await Store.TryWriteAsync(write, default);
        var (sequences, after) = (new List<long>(), 0L);
        while (await Store.ReadTimelineAsync(incident.Id, after, 4, default) is { Length: > 0 } page)
        {
            page.Length.ShouldBeLessThanOrEqualTo(4);
            sequences.AddRange(page.Select(entry => entry.Sequence));
            after = sequences[^1];
        }

        sequences.ShouldBe(incident.Timeline.Select(entry => entry.Sequence));
    }

    private static IEnumerable<IncidentId> InOrder(IEnumerable<Incident> incidents) =>
        incidents.OrderBy(incident => incident.ChangedAt).ThenBy(incident => incident.Id.Value, StringComparer.Ordinal).Select(incident => incident.Id);

    private async Task<List<IncidentId>> PagesAsync(IncidentQuery query)
    {
        var ids = new List<IncidentId>();
        while (await Store.QueryAsync(query, default) is { Length: > 0 } page)
        {
            page.Length.ShouldBeLessThanOrEqualTo(query.Limit);
            ids.AddRange(page.Select(stored => stored.Incident.Id));
            query = query with { After = new(page[^1].Incident.ChangedAt, page[^1].Incident.Id) };
        }

        return ids;
    }
}
