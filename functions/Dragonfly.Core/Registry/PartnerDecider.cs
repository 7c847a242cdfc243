using System.Collections.Immutable;
using System.Diagnostics;

namespace Dragonfly.Core.Registry;

/// <summary>
/// Decides what people ask of a partner. What an owner does to share less is never refused for the state of the partnership: only for what does not exist, what
/// was read too long ago, and what is withdrawn already.
/// </summary>
public static class PartnerDecider
{
    /// <summary>Decides a command.</summary>
    /// <param name="partner">The partner.</param>
    /// <param name="feeds">Those of its feeds that are at hand: at least those which the command names.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="now">When.</param>
    public static PartnerDecision Decide(Partner partner, IReadOnlyDictionary<FeedId, RegisteredFeed> feeds, PartnerCommand command, DateTimeOffset now)
    {
        if (command is Apply apply) return partner.Sequence == 0 ? Happened(new PartnerApplied(), new ProfileChanged(apply.Profile.Digest())) : Refuse("alreadyApplied", null, "the partner is on record");
        var (unknown, subject, version) = SubjectOf(partner, feeds, command);
        if (unknown is not null) return Refuse($"{unknown}Unknown", subject, $"there is no such {unknown}");
        if (command.Expected is { } expected && !IsExpected(command, expected, version!.Value)) return Refuse("changed", subject, "it was changed meanwhile: read it, and decide again");
        if (partner.Status is PartnerStatus.Withdrawn && command is not (Withdraw or ErasePersonalData)) return Refuse("withdrawn", null, "the partnership was withdrawn, for good");
        return command switch
        {
            ApprovePartner c => partner.Status is PartnerStatus.Applied
                ? Happened(new PartnerApproved(c.Agencies), new UserInvited(c.Invitation.Digest, c.Invitation.Role, c.Invitation.ExpiresAt))
                : WrongStatus(partner),
            DeclinePartner c => partner.Status is PartnerStatus.Applied ? Happened(new PartnerDeclined(c.Reason)) : WrongStatus(partner),
            SuspendPartner c => partner.Status is PartnerStatus.Active ? Happened(new PartnerSuspended(c.Reason)) : WrongStatus(partner),
            ReinstatePartner c => partner.Status is PartnerStatus.Suspended ? Happened(new PartnerReinstated(c.Reason)) : WrongStatus(partner),
            SignAgreement c => Sign(partner, c),
            ChangeProfile c => partner.Status is PartnerStatus.Declined ? WrongStatus(partner) : Happened(new ProfileChanged(c.Profile.Digest())),
            AddSite c => AddSite(partner, c),
            ChangeSite c => IsWithdrawn(partner, c.Site) ?? Happened(new SiteChanged(c.Site, c.Facts)),
            AddFeeds c => AddFeeds(partner, c),
            ChangeFeed c => IsWithdrawn(partner, feeds[c.Feed]) ?? IsTaken([c.Label], c.Taken) ?? Happened(new FeedChanged(c.Feed, c.Facts)),
            DecideSharing c => DecideSharing(partner, feeds, c, now),
            DecideAgency { Rule: null } c when !partner.Agencies.ContainsKey(c.Agency) => Refuse("agencyUnknown", c.Agency.Value, "the agency is not let in"),
            DecideAgency c => HasEnded(partner, c.Rule, now) ?? Happened(new AgencyDecided(c.Agency, c.Rule, partner.Agreement?.Version)),
            Withdraw c => TakeBack(partner, feeds, c),
            Invite c => Invite(partner, c, now),
            AcceptInvitation c => partner.Invitations.Any(open => open.Digest == c.Digest && open.ExpiresAt > now)
                ? Happened(new InvitationAccepted(c.Digest, c.User))
                : Refuse("invitationInvalid", null, "there is no such invitation, or it was used or has expired"),
            ChangeUser c => ChangeUser(partner, c),
            ChooseNotices c => Happened(new NoticesChosen(c.Wanted)),
            WorkOrderCommand c => WorkOrders.Decide(partner, c, now),
            ErasePersonalData => partner.EndedAt is null ? WrongStatus(partner) : partner.Erased ? Nothing : Happened(new PersonalDataErased()),
            _ => throw new UnreachableException(command.GetType().Name),
        };
    }

    private static PartnerDecision Nothing { get; } = new([]);

    private static PartnerDecision Happened(params ReadOnlySpan<PartnerEvent> events) => new([.. events]);

    private static PartnerDecision Refuse(string code, string? subject, string detail) => new([], new(code, subject, detail));

    private static PartnerDecision WrongStatus(Partner partner) =>
        Refuse("wrongStatus", null, $"the partner is {System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(partner.Status.ToString())}");

    // What a command is about: the kind of what there is none of, else its id and version.
    private static (string? Unknown, string? Subject, long? Version) SubjectOf(Partner partner, IReadOnlyDictionary<FeedId, RegisteredFeed> feeds, PartnerCommand command)
    {
        return command switch
        {
            _ when partner.Sequence == 0 => ("partner", null, null),
            ChangeSite c => Site(c.Site),
            AddFeeds c => Site(c.Site),
            ChangeFeed c => Feeds(c.Feed),
            DecideSharing c => Scoped(c.Scope),
            Withdraw c => Scoped(c.Scope),
            WorkOrderCommand c and not RequestWork => partner.WorkOrderOf(c.Order) is { } order ? (null, c.Order.Value, order.Version) : ("workOrder", c.Order.Value, null),
            ChangeUser c => partner.Users.FirstOrDefault(user => user.Id == c.User) is { } user ? (null, c.User, user.Version) : ("user", c.User, null),
            _ => (null, null, partner.Version),
        };

        (string?, string?, long?) Scoped(Scope scope) => scope.Feeds is { } named ? Feeds([.. named]) : scope.Site is { } site ? Site(site) : (null, null, partner.Version);

        (string?, string?, long?) Site(SiteId id) => partner.SiteOf(id) is { } site ? (null, id.Value, site.Version) : ("site", id.Value, null);

        (string?, string?, long?) Feeds(params ReadOnlySpan<FeedId> ids)
        {
            var newest = 0L;
            foreach (var id in ids)
            {
                if (feeds.GetValueOrDefault(id) is not { } feed) return ("feed", id.Value, null);
                newest = Math.Max(newest, feed.Version);
            }

            return (null, ids is [var only] ? only.Value : null, newest);
        }
    }

    private static bool IsExpected(PartnerCommand command, ImmutableArray<long> expected, long version) =>
        command is DecideSharing { Scope.Feeds.Length: > 1 } ? expected.Any(read => version <= read) : expected.Contains(version);

    private static PartnerDecision Sign(Partner partner, SignAgreement command) => partner.Status switch
    {
        PartnerStatus.Applied or PartnerStatus.Declined => WrongStatus(partner),
        _ when command.Version > command.Current => Refuse("agreementUnknown", null, $"the newest text is version {command.Current}"),
        _ when command.Version < command.Current || command.Version < partner.Agreement?.Version =>
            Refuse("agreementDowngraded", null, $"version {Math.Max(command.Current, partner.Agreement?.Version ?? 0)} is to be signed, and no older one"),
        _ => Happened(new AgreementSigned(command.Version, command.EndsAt)),
    };

    private static PartnerDecision AddSite(Partner partner, AddSite command) =>
        partner.Status is PartnerStatus.Applied or PartnerStatus.Declined ? WrongStatus(partner)
        : partner.SiteOf(command.Site) is not null ? Refuse("siteExists", command.Site.Value, "there is a site with this id")
        : partner.Sites.Length >= PartnerLimits.Sites ? Refuse("tooManySites", null, $"a partner may have {PartnerLimits.Sites} sites")
        : Happened(new SiteAdded(command.Site, command.Facts));

    private static PartnerDecision AddFeeds(Partner partner, AddFeeds command)
    {
        if (IsWithdrawn(partner, command.Site) is { } withdrawn) return withdrawn;
        if (IsTaken([.. command.Feeds.Select(feed => feed.Label)], command.Taken) is { } taken) return taken;
        if (partner.FeedCount + command.Feeds.Length > PartnerLimits.Feeds) return Refuse("tooManyFeeds", null, $"a partner may have {PartnerLimits.Feeds} feeds");
        return new([.. command.Feeds.Chunk(PartnerLimits.FeedsOfAnEntry).Select(some => new FeedsAdded(command.Site, [.. some.Select(feed => new AddedFeed(feed.Id, feed.Facts))]))]);
    }

    private static PartnerDecision? IsTaken(FeedLabel[] labels, IReadOnlySet<string> taken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var label in labels)
            if (label.ExternalReference is { } reference && (taken.Contains(reference) || !seen.Add(reference)))
                return Refuse("duplicateReference", null, "another feed of the partner has this external reference");
        return null;
    }

    private static PartnerDecision? IsWithdrawn(Partner partner, SiteId site) => partner.SiteOf(site)!.Withdrawn ? Refuse("withdrawn", site.Value, "the site was withdrawn, for good") : null;

    private static PartnerDecision? IsWithdrawn(Partner partner, RegisteredFeed feed) =>
        feed.Withdrawn ? Refuse("withdrawn", feed.Id.Value, "the feed was withdrawn, for good") : IsWithdrawn(partner, feed.Site);

    private static PartnerDecision DecideSharing(Partner partner, IReadOnlyDictionary<FeedId, RegisteredFeed> feeds, DecideSharing command, DateTimeOffset now)
    {
        if (HasEnded(partner, command.Rule, now) is { } ended) return ended;
        if (command.Scope.Feeds is not { } named)
            return (command.Scope.Site is { } site ? IsWithdrawn(partner, site) : null) ?? Happened(new SharingDecided(command.Scope, command.Rule, partner.Agreement?.Version));
        foreach (var id in named)
            if (IsWithdrawn(partner, feeds[id]) is { } withdrawn) return withdrawn;
        return new([.. BySite(named, feeds).Select(scope => new SharingDecided(scope, command.Rule, partner.Agreement?.Version))]);
    }

    // Nothing opens once the agreement has ended: that must not be found out by waiting for a camera that never opens. To share less goes through.
    private static PartnerDecision? HasEnded(Partner partner, SharingRule? rule, DateTimeOffset now) =>
        partner.Agreement?.EndsAt <= now && rule is { Enabled: true } && !(rule.PausedUntil > now)
            ? Refuse("agreementEnded", null, "the agreement has ended: sign it again before sharing more")
            : null;

    private static PartnerDecision TakeBack(Partner partner, IReadOnlyDictionary<FeedId, RegisteredFeed> feeds, Withdraw command)
    {
        if (partner.Status is PartnerStatus.Withdrawn) return Nothing;
        if (command.Scope.Feeds is { } named)
            return new([.. BySite(named.Where(id => IsWithdrawn(partner, feeds[id]) is null), feeds).Select(scope => new Withdrawn(scope, command.Reason))]);
        if (command.Scope.Site is { } site) return partner.SiteOf(site)!.Withdrawn ? Nothing : Happened(new Withdrawn(command.Scope, command.Reason));
        return partner.Status is PartnerStatus.Declined ? WrongStatus(partner) : Happened(new Withdrawn(command.Scope, command.Reason));
    }

    private static IEnumerable<Scope> BySite(IEnumerable<FeedId> named, IReadOnlyDictionary<FeedId, RegisteredFeed> feeds) =>
        named.Distinct().GroupBy(id => feeds[id].Site).SelectMany(site => site.Chunk(PartnerLimits.FeedsOfAnEntry).Select(some => new Scope(site.Key, [.. some])));

    private static PartnerDecision Invite(Partner partner, Invite command, DateTimeOffset now)
    {
        if (partner.Status is PartnerStatus.Applied or PartnerStatus.Declined) return WrongStatus(partner);
        if (command.ByAdministrator && command.Invitation.Role is not PartnerRole.Owner) return Refuse("ownersOnly", null, "an administrator may invite an owner; the owner invites others");
        if (command.ByAdministrator && partner.Users.Any(user => user.Role is PartnerRole.Owner)) return Refuse("ownerExists", null, "the partner has an owner, who may invite others");
        if (partner.Users.Length + partner.Invitations.Count(open => open.ExpiresAt > now) >= PartnerLimits.Users) return Refuse("tooManyUsers", null, $"a partner may have {PartnerLimits.Users} users and invitations");
        return Happened(new UserInvited(command.Invitation.Digest, command.Invitation.Role, command.Invitation.ExpiresAt));
    }

    private static PartnerDecision ChangeUser(Partner partner, ChangeUser command) =>
        command.Role is not PartnerRole.Owner && !partner.Users.Any(user => user.Role is PartnerRole.Owner && user.Id != command.User)
            ? Refuse("lastOwner", command.User, "the partner would have no owner")
            : Happened(new UserChanged(command.User, command.Role));
}
