using System.Collections.Frozen;
using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Accesses;
using Dragonfly.Functions.Incidents;
using Dragonfly.Functions.Tests.Storage;

namespace Dragonfly.Functions.Tests.Incidents;

/// <summary>The largest incidents that a policy allows, against what Cosmos DB takes at once: a hundred items and 2 MB.</summary>
public sealed class CosmosLimitsTests : IAsyncLifetime
{
    private const int MostFeeds = 100; // PolicyFormat takes no more.

    private static readonly UnlockPolicy Policy = UnlockPolicy.Default with
    {
        Rules = UnlockPolicy.Default.Rules.SetItem("ROBBERY", UnlockPolicy.Default.Rules["ROBBERY"] with { MaxFeeds = MostFeeds, RadiusMeters = 1_000 }),
    };

    private static readonly Feed[] Near = [.. TestFeeds.Around(TestCad.Downtown, 250, MostFeeds, seed: 7).Select((feed, i) => feed with { Partner = new($"partner-{i}") })];

    private readonly AccessLines expected = new();
    private TestCosmos cosmos = null!;
    private CosmosIncidentStore store = null!;
    private CosmosAccessLog log = null!;

    public async Task InitializeAsync()
    {
        cosmos = await TestCosmos.OpenAsync();
        (store, log) = (new(cosmos.Database), new(cosmos.Database));
    }

    public Task DisposeAsync() => cosmos.DisposeAsync().AsTask();

    [Fact]
    public async Task A_hundred_owners_and_three_hundred_views_of_different_moments_end_with_one_write()
    {
        var incident = await UnlockedAsync();
        for (var i = 0; i < 3 * MostFeeds; i++)
        {
            var grant = incident.Incident.Grants[i % MostFeeds];
            await WriteAsync(incident, TestCad.Noon.AddSeconds(2).AddMilliseconds(10 * i), new IssueTicket(TicketId.Of(grant.Id, $"{i}"), grant.Id, $"viewer-{i}", null, Near.First(feed => feed.Id == grant.Feed)));
        }

        await WriteAsync(incident, TestCad.Noon.AddSeconds(9), TestCad.Message("1", TestCad.Noon.AddSeconds(9), CadStatus.Closed));
        expected.All.Count(line => line.Kind is AccessKind.Viewed).ShouldBe(3 * MostFeeds);
        await ShouldBeReadAsync();
        (await store.ReadHoldingAsync([.. Near.Select(feed => feed.Id)], default)).ShouldBeEmpty();

        (await store.TryWriteAsync(Noted(incident.DoVideo(TestCad.Noon.AddSeconds(10))), default)).ShouldBeTrue();
        await ShouldBeReadAsync();
    }

    [Fact]
    public async Task All_that_CAD_may_add_fits_beside_a_hundred_grants()
    {
        var incident = await UnlockedAsync();
        using var extra = JsonDocument.Parse($$"""{"notes": "{{string.Concat(Enumerable.Repeat("\\u0001", CadExtra.MostBytes / 6 - 20))}}"}""");
        var write = Noted(incident.Do(TestCad.Noon.AddSeconds(3), TestCad.Message("1", TestCad.Noon.AddSeconds(3), CadStatus.ResourcesEnroute)));
        var kept = CadExtra.In(extra.RootElement, FrozenSet<string>.Empty).ShouldNotBeNull();
        kept.Members.ShouldNotBeEmpty();
        (await store.TryWriteAsync(write with { Cad = write.Cad! with { Extra = kept } }, default)).ShouldBeTrue();
        var stored = (await store.ReadAsync(incident.Id, default)).ShouldNotBeNull();
        stored.Cad.ShouldNotBeNull().Extra.ShouldNotBeNull().Members["notes"].GetRawText().ShouldBe(kept.Members["notes"].GetRawText());
    }

    private async Task<TestIncident> UnlockedAsync()
    {
        var incident = TestIncident.New("1");
        await WriteAsync(incident, TestCad.Noon, TestCad.Message("1", TestCad.Noon), new DecideUnlock(Policy, Near));
        incident.Incident.Grants.Length.ShouldBe(MostFeeds);
        (await store.TryWriteAsync(Noted(incident.DoVideo(TestCad.Noon.AddSeconds(1))), default)).ShouldBeTrue();
        return incident;
    }

    private async Task WriteAsync(TestIncident incident, DateTimeOffset at, params IncidentCommand[] commands) =>
        (await store.TryWriteAsync(Noted(incident.Do(at, commands)), default)).ShouldBeTrue();

    private IncidentWrite Noted(IncidentWrite write)
    {
        expected.Add(write.Incident, write.Entries);
        return write;
    }

    private async Task ShouldBeReadAsync()
    {
        var found = new List<AccessRecord>();
        foreach (var partner in Near.Select(feed => feed.Partner)) found.AddRange(await log.ReadAsync(new(partner, 1_000), default));
        found.OrderBy(line => line.Id.Value).ShouldBe(expected.All.OrderBy(line => line.Id.Value));
        (await log.ReadViewsAsync(DateTimeOffset.MinValue, null, 1_000, default)).Select(line => line.Id)
            .ShouldBe(expected.All.Where(line => line.Kind is AccessKind.Viewed).OrderBy(line => line.At).ThenBy(line => line.Id.Value, StringComparer.Ordinal).Select(line => line.Id));
    }
}
