using System.Collections.Immutable;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;

namespace Dragonfly.Conformance;

/// <summary>A partner that lives as in production: commands are decided, their events chained and evolved, and each step yields the write for a store.</summary>
public sealed class TestPartner
{
    private TestPartner(StoredPartner stored) => Stored = stored;

    /// <summary>What a store that took every write should hold.</summary>
    public StoredPartner Stored { get; private set; }

    /// <summary>Where it stands.</summary>
    public Partner Partner => Stored.Partner;

    /// <summary>Its id.</summary>
    public PartnerId Id => Partner.Id;

    /// <summary>Its feeds, as a store that took every write should hold them.</summary>
    public Dictionary<FeedId, RegisteredFeed> Feeds { get; } = [];

    /// <summary>Its entries.</summary>
    public List<Entry> Timeline { get; } = [];

    /// <summary>What came of the last command.</summary>
    public PartnerDecision Last { get; private set; } = new([]);

    /// <summary>One of which nothing is on record.</summary>
    public static TestPartner New(string id) => new(new(Partner.Unknown(new(id)), null));

    /// <summary>One that applied, was approved, signed for a year and has an owner named ann, with the write for it.</summary>
    public static (TestPartner Partner, PartnerWrite Write) Signed(string id, DateTimeOffset? at = null, params ReadOnlySpan<PartnerCommand> more)
    {
        var (partner, now) = (New(id), at ?? TestCad.Noon);
        return (partner, partner.Do(now, [.. Beginning(now), .. more]));
    }

    /// <summary>What makes an active partner.</summary>
    public static IEnumerable<PartnerCommand> Beginning(DateTimeOffset at) =>
    [
        new Apply(Profile), new ApprovePartner([new("cpd")], new("invitation", PartnerRole.Owner, at.AddDays(14))),
        new AcceptInvitation("invitation", "ann"), new SignAgreement(1, 1, at.AddYears(1)),
    ];

    /// <summary>A business, in awkward words.</summary>
    public static Profile Profile { get; } = new($"Shop {EveryEvent.AwkwardText}", "Ann", "ann@example.com", "+1 423 555 0100", "701 Broad St", "salt");

    /// <summary>A site downtown.</summary>
    public static AddSite Site(string id, string timeZone = "America/New_York") => new(new(id), new(TestCad.Downtown, timeZone), new($"Site {id}"));

    /// <summary>A feed of a site.</summary>
    public static NewFeed Feed(string id, string? reference = null) =>
        new(new(id), new(TestCad.Downtown, new(90, 70, 60), Placement.Outdoor, null, []), new($"Camera {id}", reference));

    /// <summary>Feeds of a site, shared always.</summary>
    public static PartnerCommand[] Shared(string site, params ReadOnlySpan<string> feeds)
    {
        NewFeed[] added = [.. feeds.ToArray().Select(id => Feed(id))];
        return [new AddFeeds(new(site), [.. added], ImmutableHashSet<string>.Empty), new DecideSharing(new(new(site), [.. added.Select(feed => feed.Id)]), SharingRule.Always)];
    }

    /// <summary>Does the commands one after another; what is refused is recorded as refused. Yields the one write for all of them.</summary>
    public PartnerWrite Do(DateTimeOffset at, params ReadOnlySpan<PartnerCommand> commands)
    {
        var draft = new PartnerDraft(Stored, Origin.System("conformance"), at);
        draft.Know(Feeds.Values);
        foreach (var command in commands) Last = draft.Decide(command);
        var write = draft.ToWrite();
        Stored = new(write.Partner, write.Profile);
        foreach (var feed in write.Feeds) Feeds[feed.Id] = feed;
        Timeline.AddRange(write.Entries);
        return write;
    }

    /// <summary>A feed as matching should read it.</summary>
    public Feed Composed(string id)
    {
        var (feed, site) = (Feeds[new(id)], Partner.SiteOf(Feeds[new(id)].Site)!);
        return Registration.FeedOf(Partner, site, Registration.BoundsOf(Partner, site), feed);
    }

    /// <summary>The first writes of the partners of feeds, each of which then behaves as given towards agency <c>cpd</c>.</summary>
    public static IEnumerable<PartnerWrite> WritesFor(IEnumerable<Feed> feeds)
    {
        var adoption = new Adoption(Origin.System("conformance"), TestCad.Noon, [new("cpd")], TestCad.Noon.AddYears(10));
        return feeds.GroupBy(feed => feed.Partner).Select(partner => adoption.WriteFor(partner.Key, partner.Key.Value, $"owner-of-{partner.Key}", [.. partner]));
    }
}
