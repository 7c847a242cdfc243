using System.Text;
using System.Text.Json.Nodes;
using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Audit.Verification;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Incidents;
using Dragonfly.Functions.Tests.Storage;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Functions.Tests.Audit;

/// <summary>What somebody with the account's keys does to the log, and what <c>dragonfly-audit</c> says to an export of it.</summary>
public sealed class CosmosTamperingTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(TestCad.Noon);
    private readonly TestSigner signer = new();
    private TestCosmos cosmos = null!;
    private TestIncident incident = null!;

    private string Timeline => incident.Id.Timeline.Value;

    public async Task InitializeAsync()
    {
        cosmos = await TestCosmos.OpenAsync();
        var store = new CosmosIncidentStore(cosmos.Database);
        (incident, var writes) = EveryEvent.Happened();
        foreach (var write in writes) (await store.TryWriteAsync(write, default)).ShouldBeTrue();
        clock.Advance(TimeSpan.FromMinutes(75));
        var archive = new CosmosAuditArchive(cosmos.Database);
        await new Checkpointer(archive, new CosmosTimelines(cosmos.Database), signer, clock).SignCheckpoints(new TimerInfo());
    }

    public Task DisposeAsync() => cosmos.DisposeAsync().AsTask();

    [Fact]
    public async Task A_log_that_nobody_touched_is_whole()
    {
        var report = await VerifyAsync();
        report.Faults.ShouldBeEmpty();
        report.Whole.ShouldBeTrue();
        report.Entries.ShouldBe(incident.Timeline.Count + 2, "the checkpoints of the agency and of the program are entries too");
    }

    [Fact]
    public async Task An_entry_that_was_changed_shows()
    {
        var pack = await PackAsync(3);
        var entries = pack["entries"]!.AsArray();
        entries[0] = entries[0]!.GetValue<string>().Replace("\"conformance\"", "\"someone else\"", StringComparison.Ordinal);
        await PutAsync(pack);
        await ShouldShowAsync(FaultCode.Changed, sequence: 3);
    }

    [Fact]
    public async Task A_pack_that_was_removed_shows()
    {
        var pack = await PackAsync(4);
        await DeleteAsync(pack);
        await ShouldShowAsync(FaultCode.Missing, sequence: null);
    }

    [Fact]
    public async Task The_last_packs_removed_show_though_the_head_says_nothing_of_it()
    {
        await DeleteAsync(await PackAsync(incident.Timeline.First(entry => entry.At == incident.Timeline[^1].At).Sequence)); // A pack is of one moment.
        await ShouldShowAsync(FaultCode.Truncated, sequence: null);
    }

    [Fact]
    public async Task A_pack_that_was_added_shows()
    {
        var pack = await PackAsync(3);
        pack["id"] = "00000000000000000003a";
        await PutAsync(pack);
        (await VerifyAsync()).Faults.ShouldContain(fault => fault.Timeline == Timeline);
    }

    [Fact]
    public async Task A_pack_whose_entries_are_no_longer_of_their_place_shows()
    {
        var pack = await PackAsync(3);
        pack["first"] = 30;
        pack["last"] = 30;
        await PutAsync(pack);
        (await VerifyAsync()).Faults.ShouldContain(fault => fault.Timeline == Timeline);
    }

    [Fact]
    public async Task A_head_that_lies_is_not_asked()
    {
        var head = await ReadAsync("head");
        head["length"] = 1;
        head["changedAt"] = "2030-01-01T00:00:00.0000000Z";
        await PutAsync(head);
        (await VerifyAsync()).Faults.ShouldBeEmpty();
        (await new CosmosAuditArchive(cosmos.Database).ReadHeadAsync(incident.Id.Timeline, default)).ShouldNotBeNull().Length.ShouldBe(incident.Incident.Version);
    }

    [Fact]
    public async Task A_timeline_whose_head_is_gone_is_missed()
    {
        await DeleteAsync(await ReadAsync("head"));
        await ShouldShowAsync(FaultCode.TimelineMissing, sequence: null);
    }

    private async Task ShouldShowAsync(string code, long? sequence) =>
        (await VerifyAsync()).Faults.ShouldContain(fault => fault.Code == code && fault.Timeline == Timeline && (sequence == null || fault.Sequence == sequence));

    private async Task<LogReport> VerifyAsync()
    {
        var (reader, verifier) = (new LineReader(), new ExportVerifier([signer.Key]));
        await foreach (var line in new LogExport(new CosmosAuditArchive(cosmos.Database), signer, clock).LinesAsync(new AgencyId("cpd"), null, null, default))
            verifier.Add(reader.Read(line.Span), line.Span);
        return verifier.Complete();
    }

    private Task<JsonObject> PackAsync(long first) => ReadAsync(EntryPack.IdOf(first));

    private async Task<JsonObject> ReadAsync(string id)
    {
        using var response = await cosmos.Log.ReadItemStreamAsync(id, new PartitionKey(Timeline));
        response.EnsureSuccessStatusCode();
        return (await JsonNode.ParseAsync(response.Content))!.AsObject();
    }

    private async Task PutAsync(JsonObject item)
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(item.ToJsonString()));
        using var response = await cosmos.Log.UpsertItemStreamAsync(body, new PartitionKey(Timeline));
        response.EnsureSuccessStatusCode();
    }

    private async Task DeleteAsync(JsonObject item)
    {
        using var response = await cosmos.Log.DeleteItemStreamAsync(item["id"]!.GetValue<string>(), new PartitionKey(Timeline));
        response.EnsureSuccessStatusCode();
    }
}
