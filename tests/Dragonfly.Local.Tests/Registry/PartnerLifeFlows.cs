using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Registry;
using Dragonfly.Local.Tests.City;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.Registry;

/// <summary>The life of a partner, from the application to the day when nobody knows its name any more.</summary>
public sealed class PartnerLifeFlows
{
    private static readonly object Shop = new { name = "Tamberley Books", contact = "Ann Smith", email = "ann@example.com", phone = "+1 423 555 0100", address = "701 Broad St" };

    [Fact]
    public async Task A_business_applies_signs_shares_is_unlocked_leaves_and_is_forgotten()
    {
        await using var town = await Town.StartAsync();
        var ann = await JoinAsync(town);

        // A site, a camera, which nobody sees until its owner says so.
        var site = (await ann.PostAsync($"{ann.Path}/sites", new { name = "Broad Street", address = "701 Broad St", place = Place(), timeZone = "America/New_York", installer = "epb" })).Should(201);
        var siteId = site.Json.GetProperty("siteId").GetString()!;
        var feed = (await ann.PostAsync($"{ann.Path}/feeds", new
        {
            site = siteId,
            name = "Front door",
            externalReference = "cam-1",
            place = Place(),
            view = new { azimuthDegrees = 90, widthDegrees = 70, rangeMeters = 60 },
            placement = "outdoor",
            videoReference = "epb/7",
            analytics = new[] { "Motion", "line-crossing" },
        })).Should(201);
        var feedId = new FeedId(feed.Json.GetProperty("feedId").GetString()!);
        feed.Json.GetProperty("analytics").EnumerateArray().Select(kind => kind.GetString()).ShouldBe(["lineCrossing", "motion"]);
        feed.Json.GetProperty("sharing").GetProperty("enabled").GetBoolean().ShouldBeFalse();
        var first = await town.Cad.ReportAsync("26-1");
        (await town.Investigator.IncidentAsync(first)).Grants.ShouldBeEmpty();

        (await ann.ShareAsync(feedId, SharingRule.Always)).Should(200);
        var second = await town.Cad.ReportAsync("26-2");
        var grant = (await town.Investigator.SeesAllAsync(second, GrantState.Unlocked)).Grants.ShouldHaveSingleItem();
        grant.FeedName.ShouldBe("Front door");

        // An access cites an entry of the history, which the owner can look up.
        var cited = (await town.Store.ReadAsync(second, default))!.Incident.Grants[0].ConsentVersion;
        var history = await ann.TimelineAsync(feedId);
        Chain.FaultIn(await ann.TimelineAsync()).ShouldBeNull();
        history.Single(entry => entry.Sequence == cited).ShouldSatisfyAllConditions(
            entry => entry.Event.ShouldBeOfType<SharingDecided>().AgreementVersion.ShouldBe(1),
            entry => entry.Origin.ShouldBe(new("ann", Role.PartnerOwner, "WriteFeedSharing")));
        history.Select(entry => entry.Event.GetType()).ShouldBe([typeof(PartnerApproved), typeof(AgreementSigned), typeof(SiteAdded), typeof(FeedsAdded), typeof(SharingDecided)]);

        (await ann.WithdrawAsync(reason: "moving away")).Should(200).Json.GetProperty("status").GetString().ShouldBe("withdrawn");
        (await town.Investigator.SeesAllAsync(second, GrantState.Locked, TimeSpan.FromSeconds(1))).Grants[0].Reason.ShouldBe("noConsent");
        (await ann.PostAsync($"{ann.Path}/sites", new { name = "X", place = Place(), timeZone = "America/New_York" })).ShouldBeProblem(409, "withdrawn");

        // The names go on schedule, the history stays.
        town.Clock.Advance(TimeSpan.FromDays(30));
        await town.Functions.FireTimerAsync(nameof(Eraser.ErasePersonalData));
        (await ann.GetAsync(ann.Path)).Should(200).Json.TryGetProperty("profile", out _).ShouldBeTrue("not before the day is over");
        town.Clock.Advance(TimeSpan.FromTicks(1));
        await town.Functions.FireTimerAsync(nameof(Eraser.ErasePersonalData));
        (await ann.GetAsync(ann.Path)).Should(200).Json.TryGetProperty("profile", out _).ShouldBeFalse();
        (await ann.GetAsync($"{ann.Path}/feeds/{feedId}")).Should(200).Json.TryGetProperty("name", out _).ShouldBeFalse();
        (await ann.GetAsync($"{ann.Path}/sites/{siteId}")).Should(200).Json.TryGetProperty("name", out _).ShouldBeFalse();
        var whole = await ann.TimelineAsync();
        whole[^1].Event.ShouldBeOfType<PersonalDataErased>();
        Chain.FaultIn(whole).ShouldBeNull();
        JsonSerializer.Serialize(whole, Core.Json.CoreJson.Default.ImmutableArrayEntry).ShouldSatisfyAllConditions(
            log => log.ShouldNotContain("Tamberley"), log => log.ShouldNotContain("example.com"), log => log.ShouldNotContain("Front door"), log => log.ShouldNotContain("Broad"), log => log.ShouldNotContain("cam-1"));
        (await town.Service<IRegistry>().FindAsync([feedId], default))[0].Name.ShouldBe(feedId.Value);
    }

    [Fact]
    public async Task An_application_is_answered_the_same_whatever_is_known_of_the_applicant()
    {
        await using var town = await Town.StartAsync();
        var (one, two) = ((await ApplyAsync(town, Shop)).Should(202), (await ApplyAsync(town, Shop)).Should(202));
        one.Json.EnumerateObject().Select(property => property.Name).ShouldBe(two.Json.EnumerateObject().Select(property => property.Name));
        one.Json.GetProperty("reference").GetString().ShouldNotBe(two.Json.GetProperty("reference").GetString());
        (await ApplyAsync(town, new { name = "X\u0007", email = "nobody" })).ShouldBeProblem(422, "controlCharacter").Json.GetProperty("errors").EnumerateArray()
            .Select(error => error.GetProperty("path").GetString()).ShouldBe(["$.name", "$.contact", "$.email"]);
        (await town.Admin.GetAsync("partners?status=applied")).Should(200).Json.GetProperty("items").GetArrayLength().ShouldBe(2);
        (await town.Admin.GetAsync("partners?status=active")).Should(200).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task An_application_is_declined_and_the_names_in_it_go()
    {
        await using var town = await Town.StartAsync();
        var path = $"partners/{(await ApplyAsync(town, Shop)).Json.GetProperty("reference").GetString()}";
        (await DecideAsync(town, path, "decline", new { reason = "out of town" })).Should(200).Json.GetProperty("status").GetString().ShouldBe("declined");
        (await DecideAsync(town, path, "approve", null)).ShouldBeProblem(409, "wrongStatus");
        town.Clock.Advance(TimeSpan.FromDays(31));
        await town.Functions.FireTimerAsync(nameof(Eraser.ErasePersonalData));
        (await town.Admin.GetAsync(path)).Should(200).Json.TryGetProperty("profile", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_suspended_partner_shares_nothing_until_it_is_reinstated()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        var path = $"partners/{Town.TwoCameras[0].Partner}";
        (await DecideAsync(town, path, "suspend", new { reason = "complaint" })).Should(200);
        var locked = await town.Investigator.SeesAsync(id, view => view.Grants.Any(grant => grant.State == GrantState.Locked), TimeSpan.FromSeconds(1));
        locked.Grants.Where(grant => grant.State == GrantState.Locked).ShouldHaveSingleItem().Reason.ShouldBe("noConsent");
        (await town.OwnerOf(Town.TwoCameras[0].Partner).ShareAsync(Town.TwoCameras[0].Id, SharingRule.Always)).Should(200);
        (await town.Cad.ReportAsync("26-2")).ShouldNotBe(id);
        (await DecideAsync(town, path, "reinstate", new { reason = "settled" })).Should(200).Json.GetProperty("status").GetString().ShouldBe("active");
    }

    [Fact]
    public async Task The_agreement_is_signed_in_the_version_that_is_asked_for_and_never_an_older_one()
    {
        await using var town = await Town.StartAsync([], services => services.AddSingleton(new RegistryOptions { AgreementVersion = 3, AgreementDays = 10, AgreementUrl = "https://example.com/agreement" }));
        (await town.Admin.GetAsync("agreement")).Should(200).Json.GetProperty("version").GetInt32().ShouldBe(3);
        var ann = await JoinAsync(town, version: 3);
        foreach (var (version, status, code) in ((int, int, string)[])[(2, 409, "agreementDowngraded"), (4, 422, "agreementUnknown")])
            (await ann.SendAsync(HttpMethod.Post, $"{ann.Path}/agreement", new { version }, await ann.TagAsync(ann.Path))).ShouldBeProblem(status, code);
        (await ann.TimelineAsync()).Select(entry => entry.Event).OfType<PartnerRefused>().Select(refused => refused.Code).ShouldBe(["agreementDowngraded", "agreementUnknown"]);

        // Once it has ended, nothing is shared, to share more is refused, and to share less never is.
        town.Clock.Advance(TimeSpan.FromDays(10));
        (await ann.ShareAllAsync(SharingRule.Always)).ShouldBeProblem(409, "agreementEnded");
        (await ann.ShareAllAsync(SharingRule.Never)).Should(200);
        (await ann.SendAsync(HttpMethod.Post, $"{ann.Path}/agreement", new { version = 3 }, await ann.TagAsync(ann.Path))).Should(200);
        (await ann.ShareAllAsync(SharingRule.Always)).Should(200);
    }

    [Fact]
    public async Task Users_are_invited_once_and_do_what_their_part_lets_them()
    {
        await using var town = await Town.StartAsync();
        var ann = await JoinAsync(town);
        var code = (await ann.PostAsync($"{ann.Path}/invitations", new { role = "viewer" })).Should(201).Json.GetProperty("code").GetString()!;
        var bob = new OwnerDesk(town, "bob", new(ann.Path.Split('/')[1]));
        (await bob.GetAsync(bob.Path)).ShouldBeProblem(404, "notFound");
        (await bob.PostAsync("invitations/accept", new { code = $"{code}0" })).ShouldBeProblem(403, "invitationInvalid");
        (await bob.PostAsync("invitations/accept", new { code = "nobody.0" })).ShouldBeProblem(403, "invitationInvalid");
        (await bob.PostAsync("invitations/accept", new { code })).Should(200);
        (await bob.PostAsync("invitations/accept", new { code })).ShouldBeProblem(403, "invitationInvalid");

        (await bob.GetAsync("partners")).Should(200).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        (await bob.TimelineAsync()).ShouldNotBeEmpty();
        (await bob.ShareAllAsync(SharingRule.Always)).ShouldBeProblem(403, "partnerRoleTooLow");
        (await ann.TimelineAsync())[^1].ShouldSatisfyAllConditions(
            entry => entry.Event.ShouldBe(new PartnerRefused("WriteSharing", "partnerRoleTooLow", null)), entry => entry.Origin.Actor.ShouldBe("bob"));

        var version = (await ann.GetAsync(ann.Path)).Json.GetProperty("users").EnumerateArray().Single(user => user.GetProperty("id").GetString() == "bob").GetProperty("version").GetInt64();
        (await ann.PutAsync($"{ann.Path}/users/bob", new { role = "manager" }, $"\"{version}\"")).Should(200).Json.GetProperty("role").GetString().ShouldBe("manager");
        (await bob.ShareAllAsync(SharingRule.Always)).Should(200);
        (await bob.WithdrawAsync()).ShouldBeProblem(403, "partnerRoleTooLow");
        (await ann.SendAsync(HttpMethod.Delete, $"{ann.Path}/users/bob", null, $"\"{version}\"")).ShouldBeProblem(412, "changed");
        (await bob.SendAsync(HttpMethod.Delete, $"{bob.Path}/users/bob", null, (await TagOfUserAsync(ann, "bob")))).Should(204);
        (await bob.GetAsync(bob.Path)).ShouldBeProblem(404, "notFound");
        (await ann.SendAsync(HttpMethod.Delete, $"{ann.Path}/users/ann", null, await TagOfUserAsync(ann, "ann"))).ShouldBeProblem(409, "lastOwner");
    }

    [Fact]
    public async Task An_invitation_that_is_too_old_is_of_no_use()
    {
        await using var town = await Town.StartAsync();
        var ann = await JoinAsync(town);
        var code = (await ann.PostAsync($"{ann.Path}/invitations", new { role = "owner" })).Should(201).Json.GetProperty("code").GetString()!;
        (await ann.GetAsync(ann.Path)).Should(200).Json.GetProperty("invitations").GetArrayLength().ShouldBe(1);
        town.Clock.Advance(TimeSpan.FromDays(14));
        (await ann.GetAsync(ann.Path)).Should(200).Json.GetProperty("invitations").GetArrayLength().ShouldBe(0, "it may not be accepted any more");
        (await new OwnerDesk(town, "bob", default).PostAsync("invitations/accept", new { code })).ShouldBeProblem(403, "invitationInvalid");
    }

    [Fact]
    public async Task Another_partner_does_not_exist_whatever_is_asked_of_it_and_that_it_was_asked_is_on_record()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var (mine, theirs) = (town.OwnerOf(Town.TwoCameras[0].Partner), town.OwnerOf(Town.TwoCameras[1].Partner));
        var before = await theirs.TimelineAsync();
        foreach (var path in (string[])[theirs.Path, $"{theirs.Path}/sites", $"{theirs.Path}/feeds", $"{theirs.Path}/feeds/{Town.TwoCameras[1].Id}", $"{theirs.Path}/sharing", $"{theirs.Path}/timeline"])
            (await mine.GetAsync(path)).ShouldBeProblem(404, "notFound");
        (await mine.SendAsync(HttpMethod.Post, $"{theirs.Path}/withdraw", null, "*")).ShouldBeProblem(404, "notFound");
        (await mine.PutAsync($"{theirs.Path}/sharing", new { enabled = false }, "\"1\"")).ShouldBeProblem(404, "notFound");

        // Nor does another's feed in one's own partnership.
        (await mine.WithdrawAsync($"/feeds/{Town.TwoCameras[1].Id}")).ShouldBeProblem(404, "notFound");
        (await mine.PutAsync($"{mine.Path}/feeds/sharing", new { feeds = new[] { Town.TwoCameras[0].Id.Value, Town.TwoCameras[1].Id.Value }, sharing = new { enabled = false } }, await mine.TagAsync($"{mine.Path}/feeds"))).ShouldBeProblem(404, "notFound");
        (await theirs.TimelineAsync()).Select(entry => entry.Hash).ShouldBe(before.Select(entry => entry.Hash));
        await Eventually.SeeAsync(async () => (await town.PrincipalAsync("owner-of-partner-1", null)).Count(entry => entry.Event is Refused { Code: "foreignPartner" }), count => count == 8);
    }

    [Fact]
    public async Task Who_read_too_long_ago_is_told_and_who_read_nothing_is_asked_to()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var (owner, feed) = (town.OwnerOf(Town.TwoCameras[0].Partner), Town.TwoCameras[0].Id);
        var path = $"{owner.Path}/feeds/{feed}/sharing";
        var tag = await owner.TagAsync(path);
        (await owner.SendAsync(HttpMethod.Put, path, Desk.JsonText("""{"enabled": false}"""))).ShouldBeProblem(428, "ifMatchMissing");
        (await owner.PutAsync(path, new { enabled = false }, "*")).ShouldBeProblem(428, "ifMatchMissing");
        (await owner.PutAsync(path, new { enabled = false }, "\"soon\"")).ShouldBeProblem(412, "changed");
        (await owner.PutAsync(path, new { enabled = true }, tag)).Should(200);
        (await owner.PutAsync(path, new { enabled = false }, tag)).ShouldBeProblem(412, "changed");
        (await owner.PutAsync(path, new { enabled = false }, $"{tag}, {await owner.TagAsync(path)}")).Should(200);
        var rivals = await Task.WhenAll(Enumerable.Repeat(await owner.TagAsync(path), 8).Select(read => owner.PutAsync(path, new { enabled = true }, read)));
        rivals.Select(reply => reply.Status).Order().ShouldBe([200, .. Enumerable.Repeat(412, 7)]);
        (await owner.TimelineAsync()).Count(entry => entry.Event is PartnerRefused).ShouldBe(11);
    }

    [Fact]
    public async Task Several_feeds_are_shared_at_once_unless_one_was_changed_meanwhile()
    {
        Feed[] feeds = [.. Enumerable.Range(0, 4).Select(i => TestFeeds.At(TestCad.Downtown, $"feed-{i}-9") with { Consent = new(1, true, SharingRule.Never) })];
        await using var town = await Town.StartAsync(feeds);
        var owner = town.OwnerOf(feeds[0].Partner);
        var body = new { feeds = feeds.Select(feed => feed.Id.Value).ToArray(), sharing = new { enabled = true, callTypes = new[] { "robbery" } } };
        var tag = await owner.TagAsync($"{owner.Path}/feeds");
        (await owner.ShareAsync(feeds[1].Id, SharingRule.Never)).Should(200);
        (await owner.PutAsync($"{owner.Path}/feeds/sharing", body, tag)).ShouldBeProblem(412, "changed");
        (await owner.PutAsync($"{owner.Path}/feeds/sharing", body, await owner.TagAsync($"{owner.Path}/feeds"))).Should(204);
        var id = await town.Cad.ReportAsync("26-1");
        (await town.Investigator.SeesAllAsync(id, GrantState.Unlocked)).Grants.Length.ShouldBe(4);
    }

    [Fact]
    public async Task An_agency_is_let_in_with_a_rule_of_its_own_or_not_at_all()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras, services => services.AddSingleton(new RegistryOptions { Agencies = ["cpd", "hcso"] }));
        var owner = town.OwnerOf(Town.TwoCameras[0].Partner);
        (await owner.SendAsync(HttpMethod.Delete, $"{owner.Path}/agencies/hcso", null, "*")).Should(204);
        (await town.CadOf("hcso").ReportAsync("26-1")).ShouldNotBe(default);
        (await town.InvestigatorOf("hcso").SeesAllAsync(town.CadOf("hcso").IdOf("26-1"), GrantState.Unlocked)).Grants.ShouldHaveSingleItem().FeedId.ShouldBe(Town.TwoCameras[1].Id);
        (await owner.PutAsync($"{owner.Path}/agencies/hcso", new { enabled = true, callTypes = new[] { "ROBBERY" } }, await owner.TagAsync(owner.Path))).Should(200);
        await town.CadOf("hcso").ReportAsync("26-2");
        (await town.InvestigatorOf("hcso").SeesAllAsync(town.CadOf("hcso").IdOf("26-2"), GrantState.Unlocked)).Grants.Length.ShouldBe(2);
        (await owner.PutAsync($"{owner.Path}/agencies/fbi", new { enabled = true }, await owner.TagAsync(owner.Path))).ShouldBeProblem(404, "notFound");
        (await owner.SendAsync(HttpMethod.Delete, $"{owner.Path}/agencies/fbi", null, "*")).ShouldBeProblem(404, "notFound");
    }

    internal static async Task<OwnerDesk> JoinAsync(Town town, int version = 1)
    {
        var id = (await ApplyAsync(town, Shop)).Should(202).Json.GetProperty("reference").GetString()!;
        var invitation = (await DecideAsync(town, $"partners/{id}", "approve", null)).Should(200);
        var ann = new OwnerDesk(town, "ann", new(id));
        (await ann.PostAsync("invitations/accept", new { code = invitation.Json.GetProperty("code").GetString() })).Should(200);
        (await ann.SendAsync(HttpMethod.Post, $"{ann.Path}/agreement", new { version }, await ann.TagAsync(ann.Path))).Should(200).Json.GetProperty("status").GetString().ShouldBe("active");
        return ann;
    }

    private static object Place() => new { latitude = TestCad.Downtown.Latitude, longitude = TestCad.Downtown.Longitude };

    private static async Task<Reply> ApplyAsync(Town town, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/applications") { Content = Desk.JsonText(Desk.Serialize(body)) };
        return await Reply.OfAsync(town.Http, request);
    }

    private static async Task<Reply> DecideAsync(Town town, string path, string verb, object? body)
    {
        var tag = (await town.Admin.GetAsync(path)).Should(200).Headers.ETag!.ToString();
        return await town.Admin.SendAsync(HttpMethod.Post, $"{path}/{verb}", body is null ? null : Desk.JsonText(Desk.Serialize(body)), headers => headers.TryAddWithoutValidation("If-Match", tag));
    }

    private static async Task<string> TagOfUserAsync(OwnerDesk owner, string id) =>
        $"\"{(await owner.GetAsync(owner.Path)).Json.GetProperty("users").EnumerateArray().Single(user => user.GetProperty("id").GetString() == id).GetProperty("version").GetInt64()}\"";
}
