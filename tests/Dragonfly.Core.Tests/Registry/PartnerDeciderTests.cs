using System.Collections.Immutable;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Tests.Registry;

/// <summary>What may be asked of a partner, and when.</summary>
public sealed class PartnerDeciderTests
{
    private static readonly DateTimeOffset Now = TestCad.Noon;
    private static readonly Invitation Open = new("open", PartnerRole.Viewer, Now.AddDays(14));
    private static readonly Scope One = new(new("s"), [new("a")]);

    [Fact]
    public void A_partner_applies_is_approved_accepts_and_signs()
    {
        var partner = TestPartner.New("p");
        Do(partner, new Apply(TestPartner.Profile), "partnerApplied", "profileChanged").Status.ShouldBe(PartnerStatus.Applied);
        Do(partner, new ApprovePartner([new("cpd")], Open with { Role = PartnerRole.Owner }), "partnerApproved", "userInvited").Status.ShouldBe(PartnerStatus.Approved);
        Do(partner, new AcceptInvitation("open", "ann"), "invitationAccepted").Users.ShouldBe([new("ann", PartnerRole.Owner, 5)]);
        var signed = Do(partner, new SignAgreement(3, 3, Now.AddYears(1)), "agreementSigned");
        signed.Status.ShouldBe(PartnerStatus.Active);
        signed.Agreement.ShouldBe(new(3, "dragonfly", Now, Now.AddYears(1)));
        signed.Agencies.Keys.ShouldBe([new("cpd")]);
        signed.Invitations.ShouldBeEmpty();
    }

    public static TheoryData<string, string> OutOfTurn => new()
    {
        { "unknown", "partnerUnknown" }, { "approve active", "wrongStatus" }, { "decline active", "wrongStatus" }, { "reinstate active", "wrongStatus" }, { "sign applied", "wrongStatus" },
        { "suspend applied", "wrongStatus" }, { "site of applied", "wrongStatus" }, { "erase active", "wrongStatus" }, { "apply again", "alreadyApplied" }, { "sign older", "agreementDowngraded" },
        { "sign as before", "agreementDowngraded" }, { "sign newer", "agreementUnknown" }, { "site unknown", "siteUnknown" }, { "feed unknown", "feedUnknown" }, { "user unknown", "userUnknown" },
        { "agency unknown", "agencyUnknown" }, { "invitation unknown", "invitationInvalid" }, { "invitation late", "invitationInvalid" }, { "invitation used", "invitationInvalid" },
        { "last owner leaves", "lastOwner" }, { "last owner steps down", "lastOwner" }, { "admin invites viewer", "ownersOnly" }, { "admin invites second owner", "ownerExists" },
        { "reference taken", "duplicateReference" }, { "reference twice", "duplicateReference" }, { "reference changed to taken", "duplicateReference" }, { "feed changed", "changed" },
        { "site changed", "changed" }, { "partner changed", "changed" }, { "shared after end", "agreementEnded" }, { "agency after end", "agreementEnded" }, { "withdrawn feed shared", "withdrawn" },
        { "withdrawn site's feed shared", "withdrawn" }, { "withdrawn site shared", "withdrawn" }, { "feed to withdrawn site", "withdrawn" }, { "withdrawn partner signs", "withdrawn" },
        { "withdrawn partner shares", "withdrawn" }, { "withdrawn partner lets in", "withdrawn" }, { "declined withdraws", "wrongStatus" }, { "feeds changed", "changed" },
    };

    [Theory]
    [MemberData(nameof(OutOfTurn))]
    public void What_is_out_of_turn_is_refused_and_recorded(string what, string code)
    {
        var partner = what == "unknown" ? TestPartner.New("p") : Active();
        if (what is "sign applied" or "suspend applied" or "site of applied" or "declined withdraws") (partner = TestPartner.New("p")).Do(Now, new Apply(TestPartner.Profile));
        var before = partner.Partner;
        var write = partner.Do(what.EndsWith("after end", StringComparison.Ordinal) ? Now.AddYears(1) : Now, what switch
        {
            "unknown" => [new SuspendPartner("x")],
            "approve active" => [new ApprovePartner([], Open)],
            "decline active" => [new DeclinePartner("x")],
            "reinstate active" => [new ReinstatePartner("x")],
            "sign applied" => [new SignAgreement(1, 1, Now.AddYears(1))],
            "suspend applied" => [new SuspendPartner("x")],
            "site of applied" => [TestPartner.Site("new")],
            "erase active" => [new ErasePersonalData()],
            "apply again" => [new Apply(TestPartner.Profile)],
            "sign older" => [new SignAgreement(1, 2, Now.AddYears(2))],
            "sign as before" => [new SignAgreement(5, 5, Now.AddYears(2)), new SignAgreement(4, 4, Now.AddYears(2))],
            "sign newer" => [new SignAgreement(9, 1, Now.AddYears(2))],
            "site unknown" => [new DecideSharing(new(new("x")), SharingRule.Always)],
            "feed unknown" => [new Withdraw(new(new("s"), [new("a"), new("x")]), null)],
            "user unknown" => [new ChangeUser("x", PartnerRole.Owner)],
            "agency unknown" => [new DecideAgency(new("x"), null)],
            "invitation unknown" => [new AcceptInvitation("x", "bob")],
            "invitation late" => [new Invite(Open with { ExpiresAt = Now }, false), new AcceptInvitation("open", "bob")],
            "invitation used" => [new Invite(Open, false), new AcceptInvitation("open", "bob"), new AcceptInvitation("open", "carl")],
            "last owner leaves" => [new ChangeUser("ann", null)],
            "last owner steps down" => [new Invite(Open, false), new AcceptInvitation("open", "bob"), new ChangeUser("ann", PartnerRole.Manager)],
            "admin invites viewer" => [new Invite(Open, true)],
            "admin invites second owner" => [new Invite(Open with { Role = PartnerRole.Owner }, true)],
            "reference taken" => [new AddFeeds(new("s"), [TestPartner.Feed("n", "1")], new HashSet<string> { "1" })],
            "reference twice" => [new AddFeeds(new("s"), [TestPartner.Feed("n", "1"), TestPartner.Feed("m", "1")], new HashSet<string>())],
            "reference changed to taken" => [new ChangeFeed(new("a"), TestPartner.Feed("a").Facts, new("A", "1"), new HashSet<string> { "1" })],
            "feed changed" => [new DecideSharing(One, SharingRule.Never) { Expected = [partner.Feeds[new("a")].Version - 1, partner.Feeds[new("a")].Version + 1] }],
            "feeds changed" => [new DecideSharing(new(new("s"), [new("a"), new("b")]), SharingRule.Never) { Expected = [partner.Feeds[new("b")].Version - 1] }],
            "site changed" => [new DecideSharing(new(new("s")), SharingRule.Never) { Expected = [] }],
            "partner changed" => [new SuspendPartner("x") { Expected = [partner.Partner.Sequence] }],
            "shared after end" => [new DecideSharing(One, SharingRule.Always)],
            "agency after end" => [new DecideAgency(new("hcso"), SharingRule.Always)],
            "withdrawn feed shared" => [new Withdraw(One, null), new DecideSharing(One, SharingRule.Always)],
            "withdrawn site's feed shared" => [new Withdraw(new(new("s")), null), new DecideSharing(One, SharingRule.Always)],
            "withdrawn site shared" => [new Withdraw(new(new("s")), null), new DecideSharing(new(new("s")), SharingRule.Always)],
            "feed to withdrawn site" => [new Withdraw(new(new("s")), null), new AddFeeds(new("s"), [TestPartner.Feed("n")], new HashSet<string>())],
            "withdrawn partner signs" => [new Withdraw(Scope.Everything, null), new SignAgreement(1, 1, Now.AddYears(2))],
            "withdrawn partner shares" => [new Withdraw(Scope.Everything, null), new DecideSharing(One, SharingRule.Always)],
            "withdrawn partner lets in" => [new Withdraw(Scope.Everything, null), new DecideAgency(new("x"), SharingRule.Always)],
            "declined withdraws" => [new DeclinePartner("x"), new Withdraw(Scope.Everything, null)],
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        });
        partner.Last.Refusal.ShouldNotBeNull().Code.ShouldBe(code);
        if (before.Sequence == 0) write.Entries.ShouldBeEmpty();
        else write.Entries[^1].Event.ShouldBeOfType<PartnerRefused>().Code.ShouldBe(code);
    }

    [Fact]
    public void To_share_less_is_taken_whatever_became_of_the_agreement()
    {
        foreach (var rule in (SharingRule[])[SharingRule.Never, SharingRule.Always with { PausedUntil = Now.AddYears(2) }])
        {
            var partner = Active();
            partner.Do(Now.AddYears(1), new DecideSharing(One, rule), new DecideSharing(new(new("s")), rule), new DecideSharing(Scope.Everything, rule), new DecideAgency(new("cpd"), null), new Withdraw(Scope.Everything, null))
                .Entries.Select(entry => entry.Event).ShouldAllBe(happened => happened is SharingDecided || happened is AgencyDecided || happened is Withdrawn);
        }
    }

    [Fact]
    public void To_withdraw_again_is_no_fault_and_nothing_new()
    {
        var partner = Active();
        foreach (var scope in (Scope[])[One, new(new("s")), Scope.Everything])
        {
            partner.Do(Now, new Withdraw(scope, null)).Entries.Length.ShouldBe(1);
            partner.Do(Now, new Withdraw(scope, null)).Entries.ShouldBeEmpty();
            partner.Last.Refusal.ShouldBeNull();
        }
    }

    [Fact]
    public void What_a_partner_may_have_has_an_end()
    {
        var partner = Active();
        partner.Do(Now, [.. Enumerable.Range(1, PartnerLimits.Sites).Select(i => TestPartner.Site($"s{i}"))]);
        partner.Last.Refusal!.Code.ShouldBe("tooManySites");
        partner.Partner.Sites.Length.ShouldBe(PartnerLimits.Sites);
        partner.Do(Now, new AddFeeds(new("s"), [.. Enumerable.Range(0, PartnerLimits.Feeds - 1).Select(i => TestPartner.Feed($"f{i}"))], new HashSet<string>()));
        partner.Last.Refusal!.Code.ShouldBe("tooManyFeeds", "it has two");
        partner.Do(Now, [.. Enumerable.Range(0, PartnerLimits.Users).Select(i => new Invite(Open with { Digest = $"{i}" }, false))]);
        partner.Last.Refusal!.Code.ShouldBe("tooManyUsers");
    }

    [Fact]
    public void Many_feeds_are_added_by_several_entries_none_too_large()
    {
        var write = Active().Do(Now, new AddFeeds(new("s"), [.. Enumerable.Range(0, 1_001).Select(i => TestPartner.Feed($"f{i}"))], new HashSet<string>()));
        write.Entries.Select(entry => ((FeedsAdded)entry.Event).Feeds.Length).ShouldBe([500, 500, 1]);
        write.Feeds.ShouldAllBe(feed => !feed.Sharing.Enabled && feed.Label != null);
        write.Partner.FeedCount.ShouldBe(1_003);
    }

    [Fact]
    public void An_invitation_never_takes_away()
    {
        var partner = Active();
        partner.Do(Now, new Invite(Open, false), new AcceptInvitation("open", "ann"));
        partner.Partner.Users.Single().Role.ShouldBe(PartnerRole.Owner);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(PartnerRole.Manager, 0)]
    [InlineData(PartnerRole.Owner, 1)]
    public void An_invitation_does_not_outlive_the_right_of_who_made_it(PartnerRole? role, int open)
    {
        var (partner, author) = (Active(), Origin.System("x").Actor);
        partner.Do(Now, new Invite(Open with { Role = PartnerRole.Owner }, false), new AcceptInvitation("open", author), new Invite(Open with { Digest = "kept" }, false));
        partner.Do(Now, new ChangeUser("ann", PartnerRole.Owner));
        partner.Partner.Invitations.ShouldHaveSingleItem().By.ShouldBe(author);
        partner.Do(Now, new ChangeUser(author, role));
        partner.Last.Refusal.ShouldBeNull();
        partner.Partner.Invitations.Length.ShouldBe(open);
    }

    [Fact]
    public void An_administrator_invites_an_owner_where_there_is_none()
    {
        var partner = TestPartner.New("p");
        partner.Do(Now, new Apply(TestPartner.Profile), new ApprovePartner([], Open), new Invite(Open with { Role = PartnerRole.Owner }, true));
        partner.Last.Refusal.ShouldBeNull();
    }

    [Fact]
    public void The_digest_of_a_profile_says_nothing_of_a_site_and_cannot_be_guessed_without_its_salt()
    {
        var profile = TestPartner.Profile;
        (profile with { Sites = profile.Sites.Add(new("s"), new("S")) }).Digest().ShouldBe(profile.Digest());
        (profile with { Salt = "another" }).Digest().ShouldNotBe(profile.Digest());
        (profile with { Phone = null }).Digest().ShouldNotBe(profile.Digest());
    }

    [Fact]
    public void What_people_call_a_partner_that_left_is_erased_and_its_timeline_stays_whole()
    {
        var partner = Active();
        partner.Do(Now, new Withdraw(Scope.Everything, null));
        var write = partner.Do(Now.AddDays(30), new ErasePersonalData());
        write.Profile.ShouldBeNull();
        write.Feeds.ShouldAllBe(feed => feed.Label == null);
        write.Feeds.Length.ShouldBe(2);
        Whole.Chain(partner);
    }

    private static TestPartner Active() => TestPartner.Signed("p", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", "a", "b")]).Partner;

    private static Partner Do(TestPartner partner, PartnerCommand command, params string[] events)
    {
        partner.Do(Now, command).Entries.Select(entry => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(entry.Event.GetType().Name)).ShouldBe(events);
        return partner.Partner;
    }

    private static class Whole
    {
        public static void Chain(TestPartner partner) => Core.Audit.Chain.FaultIn(partner.Timeline).ShouldBeNull();
    }
}
