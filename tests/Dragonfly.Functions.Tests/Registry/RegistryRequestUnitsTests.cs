using System.Globalization;
using System.Text;
using Dragonfly.Conformance;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Incidents.Cad;
using Dragonfly.Functions.Registry;
using Dragonfly.Functions.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Functions.Tests.Registry;

/// <summary>Does with the registry, and with what is kept beside the log, what the functions do, and compares what it cost with the table in <c>docs/ru.md</c>.</summary>
public sealed class RegistryRequestUnitsTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(TestCad.Noon);
    private readonly StringBuilder table = new("| registry, people, CAD | requests | RU |\n|---|---:|---:|\n");
    private readonly FeedId[] five = [.. Enumerable.Range(0, 5).Select(i => new FeedId($"feed-{i}"))];
    private TestCosmos cosmos = null!;

    public async Task InitializeAsync() => cosmos = await TestCosmos.OpenAsync(clock);

    public Task DisposeAsync() => cosmos.DisposeAsync().AsTask();

    [Fact]
    public async Task The_table_says_what_each_operation_costs()
    {
        var (registry, partners) = (new CosmosRegistry(cosmos.Database), new CosmosPartners(cosmos.Database, NullLogger<CosmosPartners>.Instance));
        var (partner, write) = TestPartner.Signed("partner-0", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", "feed-0")]);
        await MeasureAsync("a partner signs and adds a feed", () => partners.TryWriteAsync(write, default));
        for (var i = 1; i < 5; i++) await partners.TryWriteAsync(TestPartner.Signed($"partner-{i}", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", $"feed-{i}")]).Write, default);
        await MeasureAsync("feeds near an incident: five, of five partners", async () => await registry.NearAsync(TestCad.Downtown, 300, default));
        await MeasureAsync("five feeds by id, for the first time", async () => await registry.FindAsync(five, default));
        await MeasureAsync("five feeds by id (Step)", async () => await registry.FindAsync(five, default));
        await MeasureAsync("one feed by id (a ticket, a renewal)", async () => await registry.FindAsync(five[..1], default));
        await MeasureAsync("how many partners and feeds", async () => await registry.CountAsync(default));
        await MeasureAsync("a partner", async () => await partners.ReadAsync(partner.Id, default));
        await MeasureAsync("a partner pauses everything", () => partners.TryWriteAsync(partner.Do(TestCad.Noon, new DecideSharing(Scope.Everything, SharingRule.Always with { PausedUntil = TestCad.Noon.AddHours(1) })), default));
        await MeasureAsync("a partner pauses a feed", () => partners.TryWriteAsync(partner.Do(TestCad.Noon, new DecideSharing(new(new("s"), [five[0]]), SharingRule.Never)), default));
        await MeasureAsync("a page of feeds", async () => await partners.ReadFeedsAsync(partner.Id, null, null, 50, default));
        await MeasureAsync("the partners somebody may act for", async () => await partners.ListAsync(new(50, User: "ann"), default));
        await MeasureAsync("80 feeds are imported, in one batch", () => partners.TryWriteAsync(Import(80), default));
        await MeasureAsync("500 feeds are imported, staged", () => partners.TryWriteAsync(Import(500), default));
        var (people, links, rejected) = (new CosmosPeople(cosmos.Database), new CosmosCadLinks(cosmos.Database), new CosmosRejectedMessages(cosmos.Database, clock));
        await MeasureAsync("somebody is listed", () => people.SaveAsync(new("ann", "4711", "Ann", null), default));
        await MeasureAsync("one of the people", async () => await people.FindAsync(["ann"], default));
        await MeasureAsync("CAD is heard for the first time", () => links.HeardAsync(new("cpd"), clock.GetUtcNow(), default));
        await MeasureAsync("CAD is heard again (at most twice a minute and instance)", () => links.HeardAsync(new("cpd"), clock.GetUtcNow().AddMinutes(1), default));
        var body = new byte[1_000];
        var message = new RejectedMessage(RejectedId.Of(new("cpd"), body), new("cpd"), "unknownStatus", [], null, null, null, TestCad.Noon, TestCad.Noon, TestCad.Noon.AddDays(7));
        await MeasureAsync("a message is rejected", () => rejected.AddAsync([new(message, body)], 10_000, default));
        await MeasureAsync("rejected messages expire: none", () => rejected.RemoveExpiredAsync(TestCad.Noon, default));

        using var reader = new StreamReader(typeof(RegistryRequestUnitsTests).Assembly.GetManifestResourceStream("ru.md")!);
        (await reader.ReadToEndAsync()).ShouldContain(table.ToString(), customMessage: $"docs/ru.md is out of date; the table now is:\n\n{table}");
    }

    private static PartnerWrite Import(int feeds)
    {
        string[] ids = [.. Enumerable.Range(0, feeds).Select(i => string.Create(CultureInfo.InvariantCulture, $"import-{feeds}-{i:D4}"))];
        return TestPartner.Signed($"importer-{feeds}", null, [TestPartner.Site("s"), new AddFeeds(new("s"), [.. ids.Select(id => TestPartner.Feed(id, id))], new HashSet<string>())]).Write;
    }

    private async Task MeasureAsync(string what, Func<Task> act)
    {
        cosmos.StandIn.Charges.Clear();
        await act();
        var charges = cosmos.StandIn.Charges.All.Where(charge => charge.Operation is not ("metadata" or "queryplan")).ToArray();
        table.Append(CultureInfo.InvariantCulture, $"| {what} | {string.Join(", ", charges.GroupBy(charge => charge.Operation).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}"))} | {charges.Sum(charge => charge.Ru):F1} |\n");
    }
}
