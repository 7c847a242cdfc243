using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Audit.Verification;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Conformance;

/// <summary>What every archive of the log must do, over the stores that write it. Derive from it, one class for each adapter.</summary>
public abstract class AuditArchiveConformance : IAsyncLifetime
{
    private static readonly AgencyId Cpd = new("cpd");
    private static readonly DateTimeOffset Noon = TestCad.Noon;

    /// <summary>The archive under test.</summary>
    protected IAuditArchive Archive { get; private set; } = null!;

    private ITimelines timelines = null!;
    private IIncidentStore incidents = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync() => (Archive, timelines, incidents) = await OpenAsync();

    /// <inheritdoc/>
    public Task DisposeAsync() => CloseAsync();

    /// <summary>Opens stores that hold nothing; once for each test.</summary>
    protected abstract Task<(IAuditArchive Archive, ITimelines Timelines, IIncidentStore Incidents)> OpenAsync();

    /// <summary>Closes and removes them.</summary>
    protected abstract Task CloseAsync();

    [Fact]
    public async Task Holds_nothing_at_first()
    {
        (await Archive.ReadHeadAsync(PolicyState.Timeline, default)).ShouldBeNull();
        (await Archive.ReadChangedAsync(DateTimeOffset.MinValue, default)).ShouldBeEmpty();
        (await Archive.ListAsync(new(Cpd, 10), default)).ShouldBeEmpty();
        (await Archive.ReadAsync(PolicyState.Timeline, 0, 10, default)).ShouldBeEmpty();
        (await Archive.QueryAsync(new(Cpd, 10), default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Incidents_and_what_people_set_are_one_log()
    {
        var incident = await HappenedAsync();
        await AppendAsync("policy", Noon, 2);
        var (policy, of) = ((await Archive.ReadHeadAsync(PolicyState.Timeline, default)).ShouldNotBeNull(), (await Archive.ReadHeadAsync(incident.Id.Timeline, default)).ShouldNotBeNull());
        (policy.Agency, policy.Length, policy.ChangedAt).ShouldBe((null, 2, Noon));
        of.ShouldBe(new(Cpd, incident.Id.Timeline, incident.Incident.Version, incident.Incident.Hash, incident.Incident.ChangedAt));
        (await Archive.ListAsync(new(Cpd, 10), default)).ShouldBe([of, policy]);
    }

    [Fact]
    public async Task Entries_are_read_as_they_were_written_and_verify_without_their_types()
    {
        var incident = await HappenedAsync();
        var (reader, hash) = (new LineReader(), (Digest?)null);
        var entries = await Archive.ReadAsync(incident.Id.Timeline, 0, 1_000, default);
        entries.Select(Text).ShouldBe(incident.Timeline.Select(entry => JsonSerializer.Serialize(entry, CoreJson.Default.Entry)));
        foreach (var facts in entries.Select(entry => reader.Read(entry.Span)))
        {
            (facts.Fault, facts.Previous).ShouldBe((null, hash));
            hash = facts.Hash;
        }

        (await Archive.ReadAsync(incident.Id.Timeline, 2, 3, default)).Select(Text).ShouldBe(entries[2..5].Select(Text));
        (await Archive.ReadAsync(incident.Id.Timeline, long.MaxValue, 3, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Lists_what_changed_since_a_moment()
    {
        await AppendAsync("policy", Noon, 1);
        await AppendAsync("codes/cpd", Noon.AddMinutes(1), 1);
        await AppendAsync("codes/hcso", Noon.AddMinutes(2), 3);
        await AppendAsync("policy", Noon.AddMinutes(3), 1);
        (await ChangedAsync(Noon)).ShouldBe(["codes/cpd 1", "codes/hcso 3", "policy 2"]);
        (await ChangedAsync(Noon.AddMinutes(2))).ShouldBe(["codes/hcso 3", "policy 2"]);
        (await ChangedAsync(Noon.AddMinutes(2).AddTicks(1))).ShouldBe(["policy 2"]);
        (await ChangedAsync(Noon.AddMinutes(4))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Lists_an_agencys_timelines_and_the_programs_by_id_and_by_when_they_lived()
    {
        await AppendAsync("policy", Noon, 1);
        await AppendAsync("refusals/cpd", Noon, 1);
        await AppendAsync("codes/hcso", Noon, 1);
        await AppendAsync("codes/cpd", Noon.AddMinutes(10), 1);
        await AppendAsync("policy", Noon.AddMinutes(20), 1);
        (await ListedAsync(new(Cpd, 10))).ShouldBe(["codes/cpd", "policy", "refusals/cpd"]);
        (await ListedAsync(new(Cpd, 2))).ShouldBe(["codes/cpd", "policy"]);
        (await ListedAsync(new(Cpd, 10) { After = new("policy") })).ShouldBe(["refusals/cpd"]);
        (await ListedAsync(new(Cpd, 10) { From = Noon.AddMinutes(5) })).ShouldBe(["codes/cpd", "policy"]);
        (await ListedAsync(new(Cpd, 10) { To = Noon.AddMinutes(10) })).ShouldBe(["policy", "refusals/cpd"]);
        (await ListedAsync(new(Cpd, 10) { From = Noon.AddMinutes(5), To = Noon.AddMinutes(6) })).ShouldBe(["policy"]);
        (await ListedAsync(new(new("tpd"), 10))).ShouldBe(["policy"]);
    }

    [Fact]
    public async Task Finds_entries_of_all_timelines_the_newest_first()
    {
        await AppendAsync("policy", Noon, 2);
        await AppendAsync("codes/cpd", Noon.AddMinutes(1), 1, "ann");
        await AppendAsync("codes/hcso", Noon.AddMinutes(2), 1);
        await AppendAsync("policy", Noon.AddMinutes(3), 1, "ann");
        await HappenedAsync();
        var others = new EntryQuery(Cpd, 10) { Kind = "policyRefused" };
        (await FoundAsync(others)).ShouldBe(["policy 3", "codes/cpd 1", "policy 2", "policy 1"]);
        (await FoundAsync(others with { Agency = new("tpd") })).ShouldBe(["policy 3", "policy 2", "policy 1"]);
        (await FoundAsync(others with { Actor = "ann" })).ShouldBe(["policy 3", "codes/cpd 1"]);
        (await FoundAsync(others with { Actor = "Ann" })).ShouldBeEmpty();
        (await FoundAsync(others with { From = Noon.AddMinutes(1) })).ShouldBe(["policy 3", "codes/cpd 1"]);
        (await FoundAsync(others with { To = Noon.AddMinutes(1) })).ShouldBe(["policy 2", "policy 1"]);
        (await FoundAsync(others with { Timeline = new("policy"), From = Noon, To = Noon.AddMinutes(4) })).ShouldBe(["policy 3", "policy 2", "policy 1"]);
        (await FoundAsync(others with { Timeline = new("policy"), Actor = "ann" })).ShouldBe(["policy 3"]);
        (await FoundAsync(others with { Timeline = new("codes/hcso") })).ShouldBeEmpty();
        (await Archive.QueryAsync(new(Cpd, 10) { Kind = "ticketIssued" }, default)).Single().Timeline.Kind.ShouldBe("incidents");
    }

    [Fact]
    public async Task Finds_each_once_page_by_page_many_of_one_moment_and_others_coming_in()
    {
        string[] ids = ["policy", "refusals/cpd", "codes/cpd"];
        foreach (var (i, id) in ids.Index()) await AppendAsync(id, Noon.AddMinutes(i / 2), 5);
        foreach (var query in (EntryQuery[])[new(Cpd, 3), new(Cpd, 3) { Timeline = new("policy") }, new(Cpd, 3) { To = Noon.AddMinutes(1) }])
        {
            var all = await FoundAsync(query with { Limit = 100 });
            var (paged, after) = (new List<string>(), (EntryCursor?)null);
            do
            {
                var page = await Archive.QueryAsync(query with { After = after }, default);
                paged.AddRange(page.Select(Place));
                after = page.Length == 3 ? EntryCursor.TryParse(page[^1].Cursor.ToString(), out var cursor) ? cursor : throw new FormatException() : null;
                await AppendAsync("refusals/cpd", Noon.AddHours(1), 1);
            }
            while (after is not null);
            paged.ShouldBe(all);
        }
    }

    [Fact]
    public async Task A_call_that_was_given_up_does_nothing()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await Archive.ReadHeadAsync(PolicyState.Timeline, gone.Token));
        await Should.ThrowAsync<OperationCanceledException>(async () => await Archive.QueryAsync(new(Cpd, 1), gone.Token));
    }

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);

    private static string Place(FoundEntry found) => $"{found.Timeline} {found.Sequence}";

    private async Task<IReadOnlyList<string>> ChangedAsync(DateTimeOffset since) =>
        [.. (await Archive.ReadChangedAsync(since, default)).Select(head => $"{head.Timeline} {head.Length}").Order(StringComparer.Ordinal)];

    private async Task<IEnumerable<string>> ListedAsync(TimelineQuery query) => (await Archive.ListAsync(query, default)).Select(head => head.Timeline.Value);

    private async Task<IReadOnlyList<string>> FoundAsync(EntryQuery query) => [.. (await Archive.QueryAsync(query, default)).Select(Place)];

    private async Task<TestIncident> HappenedAsync()
    {
        var (incident, writes) = EveryEvent.Happened();
        foreach (var write in writes) (await incidents.TryWriteAsync(write, default)).ShouldBeTrue();
        return incident;
    }

    private async Task AppendAsync(string id, DateTimeOffset at, int count, string actor = "bob")
    {
        var head = await Archive.ReadHeadAsync(new(id), default);
        ImmutableArray<Entry> entries = Chain.Append(
            head?.Length ?? 0, head?.Hash ?? "", Enumerable.Repeat(new PolicyRefused("code", EveryEvent.AwkwardText), count), new(actor, Role.ProgramAdmin, "test"), at);
        (await timelines.TryAppendAsync(new(id), entries, default)).ShouldBeTrue();
    }
}
