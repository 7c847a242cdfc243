using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Registry;
using Dragonfly.Functions.Storage;
using Dragonfly.Functions.Tests.Storage;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dragonfly.Functions.Tests.Registry;

/// <summary>A partner with feeds downtown, and a write that moves them all far away, adds others that have much to say, and pauses the partner: too large for one batch, and its entries for another.</summary>
internal sealed class LargeWrite : IAsyncDisposable
{
    private const int Moved = 30;
    private const int Added = 110;
    private const int CharactersOfOne = 300;
    private const long BytesOfABatch = 60_000;

    private static readonly GeoPoint Far = TestCad.Downtown.Toward(90, 20_000);
    private static readonly string[] Old = [.. Enumerable.Range(0, Moved).Select(i => $"old-{i:D3}")];
    private static readonly string[] New = [.. Enumerable.Range(0, Added).Select(i => $"new-{i:D3}")];

    private readonly List<CosmosDatabase> others = [];

    private LargeWrite(TestCosmos cosmos, TestPartner partner) => (Cosmos, Partner) = (cosmos, partner);

    public TestCosmos Cosmos { get; }

    public TestPartner Partner { get; }

    /// <summary>An instance that remembers nothing.</summary>
    public CosmosPartners Partners => new(Cosmos.Database, NullLogger<CosmosPartners>.Instance) { MostBytes = BytesOfABatch };

    /// <summary>Another instance, whose requests go through a handler.</summary>
    public CosmosPartners PartnersThrough(HttpMessageHandler way)
    {
        others.Add(TestCosmos.Connect(Cosmos.StandIn, options => options.HttpClientFactory = () => new HttpClient(way, disposeHandler: false)));
        return new(others[^1], NullLogger<CosmosPartners>.Instance) { MostBytes = BytesOfABatch };
    }

    public static async Task<LargeWrite> BeginAsync()
    {
        var cosmos = await TestCosmos.OpenAsync();
        var (partner, write) = TestPartner.Signed("p", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", Old)]);
        var large = new LargeWrite(cosmos, partner);
        (await large.Partners.TryWriteAsync(write, default)).ShouldBeTrue();
        (await large.Partners.TryWriteAsync(TestPartner.Signed("q", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", "theirs")]).Write, default)).ShouldBeTrue();
        return large;
    }

    /// <summary>The write; for the head that there is.</summary>
    public PartnerWrite Make()
    {
        PartnerCommand[] commands =
        [
            .. Old.Select(id => new ChangeFeed(new(id), TestPartner.Feed(id).Facts with { Place = Far }, new($"Moved {id}", $"r-{id}"), new HashSet<string>())),
            .. New.Chunk(10).SelectMany(ids => (PartnerCommand[])
            [
                new AddFeeds(new("s"), [.. ids.Select(id => TestPartner.Feed(id, $"r-{id}") with { Facts = TestPartner.Feed(id).Facts with { VideoReference = new('x', CharactersOfOne) } })], new HashSet<string>()),
                new DecideSharing(new(new("s"), [.. ids.Select(id => new FeedId(id))]), SharingRule.Always),
            ]),
            new DecideSharing(Scope.Everything, SharingRule.Always with { PausedUntil = TestCad.Noon.AddDays(1) }),
        ];
        var write = Partner.Do(TestCad.Noon.AddMinutes(1), commands);
        Partner.Last.Refusal.ShouldBeNull();
        return write;
    }

    /// <summary>All that anybody can read of it, as one text.</summary>
    public async Task<string> ReadAsync()
    {
        var (registry, partners, timelines, archive) = (new CosmosRegistry(Cosmos.Database), Partners, new CosmosTimelines(Cosmos.Database), new CosmosAuditArchive(Cosmos.Database));
        var stored = (await partners.ReadAsync(Partner.Id, default)).ShouldNotBeNull();
        var near = await registry.NearAsync(TestCad.Downtown, 100, default);
        var far = await registry.NearAsync(Far, 100, default);
        var found = await registry.FindAsync([.. Old.Concat(New).Select(id => new FeedId(id))], default);
        var feeds = await partners.ReadFeedsAsync(Partner.Id, null, null, 1_000, default);
        var paged = await partners.ReadFeedsAsync(Partner.Id, new("s"), new(Old[0]), 7, default);
        var known = await partners.FindFeedsAsync(Partner.Id, [new(Old[0]), new(New[0])], default);
        var ids = await partners.ReadFeedIdsAsync(Partner.Id, null, default);
        var references = await partners.FindReferencesAsync(Partner.Id, [$"r-{Old[0]}", $"r-{New[^1]}"], default);
        var entries = await timelines.ReadAsync(Partner.Partner.Timeline, 0, 10_000, default);
        Chain.FaultIn(entries).ShouldBeNull();
        var logged = await archive.QueryAsync(new(new("cpd"), 10_000), default);
        var raw = await archive.ReadAsync(Partner.Partner.Timeline, 0, 10_000, default);
        var end = (await archive.ReadHeadAsync(Partner.Partner.Timeline, default)).ShouldNotBeNull();
        return string.Join('\n',
        [
            $"head {stored.Partner.Sequence} {stored.Partner.Hash} {stored.Profile?.Name} count {await registry.CountAsync(default)}",
            $"near {Shown(near)}", $"far {Shown(far)}", $"found {Shown(found)}",
            $"feeds {string.Join(' ', feeds.Select(Text))}", $"paged {string.Join(' ', paged.Select(Text))}", $"known {string.Join(' ', known.Select(Text).Order())}",
            $"ids {string.Join(' ', ids.Select(id => id.Value).Order())}", $"references {string.Join(' ', references.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}"))}",
            $"entries {entries.Length} {entries[^1].Hash} logged {logged.Length} raw {raw.Length} end {end.Length} {end.Hash}",
        ]);

        static string Shown(IEnumerable<Feed> feeds) => string.Join(' ', feeds.OrderBy(feed => feed.Id.Value, StringComparer.Ordinal).Select(feed => $"{feed.Id}@{feed.Consent.Version}/{feed.Place}/{feed.Name}/{feed.Consent.Bounds!.Rules[0].PausedUntil}"));

        static string Text(RegisteredFeed feed) => $"{feed.Id}@{feed.Version}/{feed.Label!.Name}/{JsonSerializer.Serialize(feed.Sharing, CoreJson.Default.SharingRule)}";
    }

    /// <summary>The items that still speak of a large write.</summary>
    public async Task<int> LeftoversAsync()
    {
        using var left = Cosmos.Log.GetItemQueryIterator<string>("SELECT VALUE c.id FROM c WHERE IS_DEFINED(c.write) OR IS_DEFINED(c.unsettled)");
        var count = 0;
        while (left.HasMoreResults) count += (await left.ReadNextAsync()).Count;
        return count;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var other in others) other.Dispose();
        return Cosmos.DisposeAsync();
    }
}
