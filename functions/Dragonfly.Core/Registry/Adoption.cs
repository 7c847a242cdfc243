using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Registry;

/// <summary>
/// Takes up feeds of which it is known how they are shared, and not how that came about: those of a registry that was invented, or kept by an older version. Each
/// partner gets a timeline that adds up to feeds which behave as they do.
/// </summary>
/// <param name="origin">Who takes them up.</param>
/// <param name="now">When.</param>
/// <param name="agencies">The agencies that every owner let in.</param>
/// <param name="endsAt">When the agreements end.</param>
public sealed class Adoption(Origin origin, DateTimeOffset now, ImmutableArray<AgencyId> agencies, DateTimeOffset endsAt)
{
    /// <summary>The first write of a partner. Feeds without consent count as withdrawn, or, when all are without, as those of an owner who never signed.</summary>
    /// <param name="id">The partner.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="owner">Who owns it; null when nobody knows.</param>
    /// <param name="feeds">All its feeds.</param>
    public PartnerWrite WriteFor(PartnerId id, string name, string? owner, IReadOnlyCollection<Feed> feeds)
    {
        var draft = new PartnerDraft(new(Partner.Unknown(id), null), origin, now);
        var invitation = new Invitation(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id.Value))), PartnerRole.Owner, owner is null ? now : now.AddTicks(1)); // Its code is no secret: nobody else must have the time to use it.
        Do(draft, new Apply(new(name, null, null, null, null)));
        Do(draft, new ApprovePartner(agencies, invitation));
        if (owner is not null) Do(draft, new AcceptInvitation(invitation.Digest, owner));
        if (feeds.Any(feed => feed.Consent.Active)) Do(draft, new SignAgreement(1, 1, endsAt));
        foreach (var (index, site) in feeds.GroupBy(feed => feed.TimeZone).Index()) AddSite(draft, new($"{id}-site-{index + 1}"), name, site.Key, [.. site]);
        return draft.ToWrite();
    }

    private static void AddSite(PartnerDraft draft, SiteId site, string name, string timeZone, Feed[] feeds)
    {
        Do(draft, new AddSite(site, new(feeds[0].Place, timeZone), new(name)));
        Do(draft, new AddFeeds(site, [.. feeds.Select(feed => new NewFeed(feed.Id, new(feed.Place, feed.View, Placement.Outdoor, null, []), new(feed.Name)))], ImmutableHashSet<string>.Empty));
        foreach (var alike in feeds.GroupBy(feed => JsonSerializer.Serialize(feed.Consent.Sharing, CoreJson.Default.SharingRule)))
            Do(draft, new DecideSharing(new(site, [.. alike.Select(feed => feed.Id)]), alike.First().Consent.Sharing));
        if (draft.Partner.Agreement is null) return;
        ImmutableArray<FeedId> withdrawn = [.. feeds.Where(feed => !feed.Consent.Active).Select(feed => feed.Id)];
        if (!withdrawn.IsEmpty) Do(draft, new Withdraw(new(site, withdrawn), null));
    }

    private static void Do(PartnerDraft draft, PartnerCommand command)
    {
        if (draft.Decide(command).Refusal is { } refusal) throw new InvalidOperationException($"{draft.Partner.Id}, {command.GetType().Name}: {refusal.Code}");
    }
}
