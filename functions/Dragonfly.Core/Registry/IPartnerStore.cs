using System.Collections.Immutable;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Core.Registry;

/// <summary>
/// Partners, their feeds and their timelines. A partner's head, the feeds that changed and the new entries are written in one atomic batch, and only if nobody
/// wrote since the head was read; <see cref="IRegistry"/> sees all of it or nothing, and sees it once the write is acknowledged. The entries are read through
/// <see cref="ITimelines"/>, as <see cref="Partner.Timeline"/>. Reads are strongly consistent. Every call throws <see cref="StoreUnavailableException"/> when the
/// store does not answer.
/// </summary>
public interface IPartnerStore
{
    /// <summary>A partner, or null.</summary>
    ValueTask<StoredPartner?> ReadAsync(PartnerId id, CancellationToken cancellation);

    /// <summary>A partner's feeds by id, withdrawn ones included: of one site, or with none named of all; after one of them.</summary>
    ValueTask<ImmutableArray<RegisteredFeed>> ReadFeedsAsync(PartnerId id, SiteId? site, FeedId? after, int limit, CancellationToken cancellation);

    /// <summary>The ids of all feeds of a partner's site, or with none named of the partner.</summary>
    ValueTask<ImmutableArray<FeedId>> ReadFeedIdsAsync(PartnerId id, SiteId? site, CancellationToken cancellation);

    /// <summary>Those of a partner's feeds that have these ids; one that does not exist, or is another's, is left out.</summary>
    ValueTask<ImmutableArray<RegisteredFeed>> FindFeedsAsync(PartnerId id, IReadOnlyCollection<FeedId> feeds, CancellationToken cancellation);

    /// <summary>Which of these external references feeds of a partner have that are not withdrawn, and which feeds.</summary>
    ValueTask<ImmutableDictionary<string, FeedId>> FindReferencesAsync(PartnerId id, IReadOnlyCollection<string> references, CancellationToken cancellation);

    /// <summary>Writes, all or nothing, durably when the task completes.</summary>
    /// <returns>False when the stored head is not at <see cref="PartnerWrite.ExpectedSequence"/>: read again and decide again.</returns>
    Task<bool> TryWriteAsync(PartnerWrite write, CancellationToken cancellation);

    /// <summary>Partners by id, after one of them.</summary>
    ValueTask<ImmutableArray<StoredPartner>> ListAsync(PartnerQuery query, CancellationToken cancellation);
}

/// <summary>A partner as it is stored.</summary>
/// <param name="Partner">Its state.</param>
/// <param name="Profile">Who it is to people; null once that was deleted.</param>
public sealed record StoredPartner(Partner Partner, Profile? Profile);

/// <summary>One atomic write.</summary>
/// <param name="ExpectedSequence">The <see cref="Partner.Sequence"/> that was read; 0 when there was none.</param>
/// <param name="Partner">The head after the entries.</param>
/// <param name="Profile">The profile after them.</param>
/// <param name="Feeds">The feeds that changed, whole.</param>
/// <param name="Entries">The new entries; not empty.</param>
public sealed record PartnerWrite(long ExpectedSequence, Partner Partner, Profile? Profile, ImmutableArray<RegisteredFeed> Feeds, ImmutableArray<Entry> Entries)
{
    /// <summary>What a store looks at before it writes.</summary>
    /// <exception cref="ArgumentException">The entries are not the ones that lead from the expected sequence to the head's, or a feed is another partner's.</exception>
    public void ThrowUnlessWhole()
    {
        if (Entries.IsDefaultOrEmpty || Partner.Sequence != ExpectedSequence + Entries.Length || Entries.Index().Any(e => e.Item.Sequence != ExpectedSequence + 1 + e.Index))
            throw new ArgumentException($"the entries of partner {Partner.Id} do not lead from {ExpectedSequence} to {Partner.Sequence}");
        if (Feeds.Any(feed => feed.Partner != Partner.Id)) throw new ArgumentException($"a feed is not of partner {Partner.Id}");
    }
}

/// <summary>Which partners to list.</summary>
/// <param name="Limit">At most so many.</param>
/// <param name="After">Only those after this one.</param>
/// <param name="Status">Only those that have come just so far; null for all.</param>
/// <param name="User">Only those that this principal may act for; null for all.</param>
/// <param name="EndedBefore">Only those that ended before this, and of which what people call them is still kept; null for all.</param>
/// <param name="Installer">Only those that have a work order for this installer; null for all.</param>
public sealed record PartnerQuery(int Limit, PartnerId? After = null, PartnerStatus? Status = null, string? User = null, DateTimeOffset? EndedBefore = null, InstallerId? Installer = null);
