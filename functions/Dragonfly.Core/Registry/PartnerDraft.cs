using System.Collections.Immutable;
using Dragonfly.Core.Audit;

namespace Dragonfly.Core.Registry;

/// <summary>One write in the making: commands decided one after another against the same partner, to be saved whole or not at all.</summary>
/// <param name="stored">The partner as it was read.</param>
/// <param name="origin">Who is behind it.</param>
/// <param name="clock">What time it is. Never before the last entry: instances' clocks differ, a timeline's times do not go back.</param>
public sealed class PartnerDraft(StoredPartner stored, Origin origin, DateTimeOffset clock)
{
    private readonly ImmutableArray<Entry>.Builder entries = ImmutableArray.CreateBuilder<Entry>();
    private readonly Dictionary<FeedId, RegisteredFeed> feeds = [];
    private readonly HashSet<FeedId> changed = [];

    /// <summary>The moment everything in this write is decided at.</summary>
    public DateTimeOffset Now { get; } = clock > stored.Partner.ChangedAt ? clock : stored.Partner.ChangedAt;

    /// <summary>The partner with the decisions so far.</summary>
    public Partner Partner { get; private set; } = stored.Partner;

    /// <summary>Who it is to people, with the decisions so far.</summary>
    public Profile? Profile { get; private set; } = stored.Profile;

    /// <summary>The feeds at hand, with the decisions so far.</summary>
    public IReadOnlyDictionary<FeedId, RegisteredFeed> Feeds => feeds;

    /// <summary>What was decided so far, refusals included.</summary>
    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>Nothing to write.</summary>
    public bool IsEmpty => entries.Count == 0;

    /// <summary>Has feeds at hand, as they are stored.</summary>
    public void Know(IEnumerable<RegisteredFeed> stored)
    {
        foreach (var feed in stored) feeds.TryAdd(feed.Id, feed);
    }

    /// <summary>Decides a command. A refusal is an entry too, unless there is no such partner.</summary>
    public PartnerDecision Decide(PartnerCommand command)
    {
        var decision = PartnerDecider.Decide(Partner, feeds, command, Now);
        if (decision.Refusal is { } refusal) Refuse(command.GetType().Name, refusal.Code, refusal.Subject);
        else Append(decision.Events);
        if (decision.Refusal is null) Label(command);
        return decision;
    }

    /// <summary>Records that something was refused.</summary>
    public void Refuse(string command, string code, string? subject)
    {
        if (Partner.Sequence > 0) Append([new PartnerRefused(command, code, subject)]);
    }

    /// <summary>The write.</summary>
    public PartnerWrite ToWrite() => new(stored.Partner.Sequence, Partner, Profile, [.. changed.Select(id => feeds[id])], entries.ToImmutable());

    private void Append(IEnumerable<PartnerEvent> events)
    {
        foreach (var entry in Chain.Append(Partner.Sequence, Partner.Hash, events, origin, Now))
        {
            Partner = Partner.Evolve(entry);
            entries.Add(entry);
            foreach (var added in PartnerState.FeedsAddedBy(Partner.Id, entry)) Put(added);
            foreach (var feed in Touched((PartnerEvent)entry.Event)) Put(feed.Evolve(entry));
        }
    }

    // Only what an entry names can have changed: a site of many feeds is not gone through for each of them.
    private IEnumerable<RegisteredFeed> Touched(PartnerEvent happened) => happened switch
    {
        FeedChanged e => [feeds[e.Feed]],
        SharingDecided { Scope.Feeds: { } named } => [.. named.Select(id => feeds[id])],
        Withdrawn { Scope.Feeds: { } named } => [.. named.Select(id => feeds[id])],
        PersonalDataErased => [.. feeds.Values],
        _ => [],
    };

    private void Put(RegisteredFeed feed)
    {
        feeds[feed.Id] = feed;
        changed.Add(feed.Id);
    }

    // What people call things is not in the entries.
    private void Label(PartnerCommand command)
    {
        switch (command)
        {
            case Apply apply:
                Profile = apply.Profile;
                break;
            case ChangeProfile change:
                Profile = change.Profile with { Sites = Profile?.Sites ?? change.Profile.Sites };
                break;
            case AddSite add:
                Profile = Profile! with { Sites = Profile.Sites.SetItem(add.Site, add.Label) };
                break;
            case ChangeSite change:
                Profile = Profile! with { Sites = Profile.Sites.SetItem(change.Site, change.Label) };
                break;
            case AddFeeds add:
                foreach (var feed in add.Feeds) Put(feeds[feed.Id] with { Label = feed.Label });
                break;
            case ChangeFeed change:
                Put(feeds[change.Feed] with { Label = change.Label });
                break;
            case ErasePersonalData:
                Profile = null;
                break;
        }
    }
}
