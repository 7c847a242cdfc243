using System.Globalization;
using System.Text;
using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Accesses;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Clips;
using Dragonfly.Functions.Incidents;
using Dragonfly.Functions.Unlocks;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Functions.Tests.Storage;

/// <summary>Plays an incident's life against the stand-in, reading and writing as the functions do, and compares what it cost with the table in <c>docs/ru.md</c>.</summary>
public sealed class RequestUnitsTests : IAsyncLifetime
{
    private static readonly Feed[] Near = [.. TestFeeds.Around(TestCad.Downtown, 250, 5, seed: 5).Select((feed, i) => feed with { Partner = new($"partner-{i}") })];
    private static readonly Origin Viewer = new("6f1d1c6e-5f0c-4bd1-9d0a-0f6c1c0b7a11", Role.RticInvestigator, "IssueTicket");

    private readonly FakeTimeProvider clock = new(TestCad.Noon);
    private readonly StringBuilder table = new();
    private readonly IncidentId id = IncidentId.Of(new("cpd"), "26-081234");
    private TestCosmos cosmos = null!;
    private CosmosIncidentStore store = null!;
    private CosmosTimelines timelines = null!;
    private PolicyDesk policies = null!;

    public async Task InitializeAsync()
    {
        cosmos = await TestCosmos.OpenAsync(clock);
        (store, timelines) = (new(cosmos.Database), new(cosmos.Database));
        policies = new(timelines, clock);
        await policies.ReviseAsync(UnlockPolicy.Default, "as adopted by the council", [UnlockPolicy.Default.Version], Viewer);
        await policies.CurrentAsync(default);
    }

    public Task DisposeAsync() => cosmos.DisposeAsync().AsTask();

    [Fact]
    public async Task The_table_says_what_an_incidents_life_costs()
    {
        var life = await LifeAsync();
        await EvidenceAsync();
        await ReadingAsync();
        using var reader = new StreamReader(typeof(RequestUnitsTests).Assembly.GetManifestResourceStream("ru.md")!);
        (await reader.ReadToEndAsync()).ShouldContain(table.ToString(), customMessage: $"docs/ru.md is out of date; the table now is:\n\n{table}");
        life.ShouldBeLessThan(190);
    }

    private async Task<double> LifeAsync()
    {
        var total = 0.0;
        table.Append("| in an incident's life | requests | RU |\n|---|---:|---:|\n");
        await Row("CAD reports; policy read; five feeds granted", () => CadAsync(CadStatus.Active));
        await Row("Step: claims the five calls, records their outcomes", VideoAsync);
        var grant = (await store.ReadAsync(id, default))!.Incident.Grants[0];
        var (ticket, feed) = (TicketId.Of(grant.Id, "a1b2c3d4e5f6a7b8c9d0e1f2"), Near.First(feed => feed.Id == grant.Feed));
        await Row("a view begins", () => WriteAsync(Viewer, draft => draft.Decide(new IssueTicket(ticket, grant.Id, Viewer.Actor, null, feed))));
        for (var i = 1; i <= 2; i++) await Row($"it goes on, renewal {i}", () => WriteAsync(Viewer, draft => draft.Decide(new RenewTicket(ticket, Viewer.Actor, feed))));
        await Row("it ends: a line of the owner's log is over", () => WriteAsync(Viewer, draft => draft.Decide(new EndTicket(ticket, Viewer.Actor, "released"))));
        await Row("CAD closes: five lines are over", () => CadAsync(CadStatus.Closed));
        await Row("Step: claims the five locks, records their outcomes", VideoAsync);
        table.Append(CultureInfo.InvariantCulture, $"| **all** | | **{total:F1}** |\n");
        return total;

        async Task Row(string what, Func<Task> act)
        {
            clock.Advance(TimeSpan.FromSeconds(20));
            total += await MeasureAsync(what, act);
        }
    }

    private async Task ReadingAsync()
    {
        table.Append("\n| reading | requests | RU |\n|---|---:|---:|\n");
        var (archive, log) = (new CosmosAuditArchive(cosmos.Database), new CosmosAccessLog(cosmos.Database));
        await MeasureAsync("an incident by its id", async () => await store.ReadAsync(id, default));
        await MeasureAsync("is there a newer policy? no", async () => await policies.CurrentAsync(default));
        await MeasureAsync("an incident's timeline", async () => await store.ReadTimelineAsync(id, 0, 100, default));
        await MeasureAsync("the open incidents of an agency", async () => await store.QueryAsync(new(new("cpd"), true, null, null, 50), default));
        await MeasureAsync("what is due (the sweeper, each minute)", async () => await store.ReadDueAsync(clock.GetUtcNow(), 50, default));
        await MeasureAsync("who holds these 5 feeds (an owner changed his mind)", async () => await store.ReadHoldingAsync([.. Near.Select(feed => feed.Id)], default));
        await MeasureAsync("a search", async () => await store.SearchAsync(new(new("cpd"), 50) { CallType = "ROBBERY" }, default));
        await MeasureAsync("a page of an owner's access log", async () => await log.ReadAsync(new(Near[0].Partner, 50), default));
        await MeasureAsync("a page of the audit log", async () => await archive.QueryAsync(new(new("cpd"), 50), default));
        await MeasureAsync("where a timeline ends", async () => await archive.ReadHeadAsync(id.Timeline, default));
        await MeasureAsync("a refusal on record", async () => await policies.RefuseAsync(new("ruleUnknown", "$.rules.X"), Viewer));
    }

    private async Task<double> MeasureAsync(string what, Func<Task> act)
    {
        cosmos.StandIn.Charges.Clear();
        await act();
        var charges = cosmos.StandIn.Charges.All.Where(charge => charge.Operation != "metadata").ToArray();
        var units = charges.Sum(charge => charge.Ru);
        table.Append(CultureInfo.InvariantCulture, $"| {what} | {string.Join(", ", charges.GroupBy(charge => charge.Operation).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}"))} | {units:F1} |\n");
        return units;
    }

    private Task CadAsync(CadStatus status) => WriteAsync(Origin.System("ReceiveIncident"), draft =>
    {
        var message = TestCad.Message("26-081234", draft.Now, status);
        draft.Decide(message).ShouldBeOfType<Accepted>();
        draft.Cad = CadReport.After(draft.Cad, new(message.Message, draft.Now));
        return draft.Incident.DecisionDue;
    });

    private async Task VideoAsync()
    {
        var due = (await store.ReadAsync(id, default))!;
        var actions = Plan.For(due.Incident, clock.GetUtcNow()).Due;
        actions.Length.ShouldBe(5);
        var claimed = await SaveAsync(new(due, Origin.System("Step"), clock.GetUtcNow()), draft => draft.Decide(new StartVideo(actions)));
        await SaveAsync(new(claimed, Origin.System("Step"), clock.GetUtcNow()), draft =>
        {
            draft.Decide(new FinishVideo([.. actions.Select(action => new VideoOutcome(action.Verb, action.Grant, action.Attempt, null, clock.GetUtcNow()))]));
            draft.Decide(new NoteClipsBegun([.. draft.Incident.WantedClips.Select(clip => clip.Id)]));
        });
    }

    // One recording, as the policy keeps of each feed of a robbery; a still is less: begun and kept in one batch.
    private async Task EvidenceAsync()
    {
        table.Append("\n| a recording | requests | RU |\n|---|---:|---:|\n");
        var (records, clip) = (new CosmosClipRecords(cosmos.Database), new TestClip(new(new string('c', 32))));
        var total = 0.0;
        await Row("Step begins it", new BeginClip(TestClip.Wish(id)));
        await Row("the sweep has the video system asked", new StartExport());
        await Row("its file has come", new ReceiveFile(clip.File()));
        await Row("it was read: hash, length, kind", new FinishFile(1, TestClip.Content(), null));
        await Row("somebody looks at it", new LinkClip("view", "review", clock.GetUtcNow()));
        await Row("its time is over", new ExpireClip());
        await Row("its file is deleted", new FinishExpiry());
        table.Append(CultureInfo.InvariantCulture, $"| **all** | | **{total:F1}** |\n");
        await MeasureAsync("the clips of an incident", async () => await records.ListAsync(id, default));
        await MeasureAsync("what is due (the sweep of clips, each minute)", async () => await records.ReadDueAsync(clock.GetUtcNow(), 500, default));

        async Task Row(string what, ClipCommand command)
        {
            if (command is ExpireClip) clock.Advance(TimeSpan.FromDays(31));
            total += await MeasureAsync(what, async () =>
            {
                if (clip.Clip.Version > 0) await records.ReadAsync(clip.Clip.Id, default);
                (await records.TryWriteAsync(clip.Do(clock.GetUtcNow(), command)!, default)).ShouldBeTrue();
            });
        }
    }

    private Task WriteAsync(Origin origin, Action<IncidentDraft> decide) => WriteAsync(origin, draft =>
    {
        decide(draft);
        return false;
    });

    // As IncidentWriter does, and UnlockDecision where a decision is due; the feeds come from the registry, whose cost is not the log's.
    private async Task WriteAsync(Origin origin, Func<IncidentDraft, bool> decide)
    {
        var head = await store.ReadAsync(id, default) ?? new(Incident.Unreported(new("cpd"), "26-081234"), null);
        var draft = new IncidentDraft(head, origin, clock.GetUtcNow());
        if (decide(draft)) draft.Decide(new DecideUnlock(await policies.CurrentAsync(default), Near));
        await SaveAsync(draft, _ => { });
    }

    private async Task<StoredIncident> SaveAsync(IncidentDraft draft, Action<IncidentDraft> decide)
    {
        decide(draft);
        draft.IsEmpty.ShouldBeFalse();
        (await store.TryWriteAsync(draft.ToWrite(), default)).ShouldBeTrue();
        return draft.Result;
    }
}
