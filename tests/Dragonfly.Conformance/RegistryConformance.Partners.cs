using System.Text.Json;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;

namespace Dragonfly.Conformance;

public abstract partial class RegistryConformance
{
    [Fact]
    public async Task What_was_written_is_read_as_it_was_and_verifies()
    {
        var partner = await WriteEverythingAsync();
        await ShouldHoldAsync(partner);
        await ReopenAsync();
        await ShouldHoldAsync(partner);
    }

    [Fact]
    public async Task A_feed_is_composed_of_what_was_decided_at_each_level_as_soon_as_that_is_written()
    {
        var (partner, write) = TestPartner.Signed("p", null, [TestPartner.Site("s"), TestPartner.Site("t"), .. TestPartner.Shared("s", "a", "b"), .. TestPartner.Shared("t", "c")]);
        await WriteAsync(write);
        foreach (var command in (PartnerCommand[])
            [
                new DecideSharing(new(new("s"), [new("a")]), SharingRule.Always with { CallTypes = ["ROBBERY"], LookBackMinutes = 30 }),
                new DecideSharing(new(new("s")), SharingRule.Always with { PausedUntil = TestCad.Noon.AddDays(1) }),
                new DecideSharing(Scope.Everything, SharingRule.Always with { CallTypes = ["ROBBERY", "BOMB"] }),
                new DecideAgency(new("hcso"), SharingRule.Always), new SuspendPartner("why"), new ReinstatePartner("why"), new SignAgreement(2, 2, TestCad.Noon.AddYears(2)),
                new ChangeSite(new("t"), new(TestCad.Downtown, "America/Chicago"), new("T")), new ChangeFeed(new("c"), TestPartner.Feed("c").Facts, new("C"), new HashSet<string>()),
                new Withdraw(new(new("s"), [new("b")]), null), new Withdraw(new(new("t")), null), new Withdraw(Scope.Everything, null),
            ])
        {
            await WriteAsync(partner.Do(TestCad.Noon, command));
            foreach (var id in (string[])["a", "b", "c"])
                (await ComposedAsync(id)).ShouldBe(JsonSerializer.Serialize(partner.Composed(id), CoreJson.Default.Feed), $"{id} after {command}");
        }

        await ReopenAsync();
        foreach (var id in (string[])["a", "b", "c"]) (await ComposedAsync(id)).ShouldBe(JsonSerializer.Serialize(partner.Composed(id), CoreJson.Default.Feed), id);
    }

    [Fact]
    public async Task A_feed_that_is_moved_is_near_where_it_then_is()
    {
        var (partner, write) = TestPartner.Signed("p", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", "a", "b")]);
        await WriteAsync(write);
        var far = TestCad.Downtown.Toward(90, 20_000);
        await WriteAsync(partner.Do(TestCad.Noon, new ChangeFeed(new("a"), TestPartner.Feed("a").Facts with { Place = far }, new("A"), new HashSet<string>())));
        (await NearAsync(TestCad.Downtown, 100)).ShouldBe(["b"]);
        (await NearAsync(far, 100)).ShouldBe(["a"]);
        (await Registry.CountAsync(default)).ShouldBe(new(1, 2));
    }

    [Fact]
    public async Task A_write_on_an_older_head_changes_nothing()
    {
        var (partner, write) = TestPartner.Signed("p", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", "a")]);
        await WriteAsync(write);
        (await Partners.TryWriteAsync(write, default)).ShouldBeFalse("it is on record");
        var late = partner.Do(TestCad.Noon, new Withdraw(Scope.Everything, null));
        var (again, rival) = (TestPartner.Signed("p", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", "a")]).Partner, (PartnerWrite?)null);
        rival = again.Do(TestCad.Noon, new ChooseNotices(true));
        await WriteAsync(rival);

        (await Partners.TryWriteAsync(late, default)).ShouldBeFalse();

        await ShouldHoldAsync(again);
        (await ComposedAsync("a")).ShouldBe(JsonSerializer.Serialize(again.Composed("a"), CoreJson.Default.Feed));
    }

    [Fact]
    public async Task Of_rivals_one_wins()
    {
        var (partner, write) = TestPartner.Signed("p", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", "a")]);
        await WriteAsync(write);
        for (var round = 0; round < 10; round++)
        {
            var head = (await Partners.ReadAsync(partner.Id, default))!;
            var won = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            {
                var draft = new PartnerDraft(head, Origin.System("rival"), TestCad.Noon);
                draft.Decide(new DecideSharing(Scope.Everything, SharingRule.Always with { PausedUntil = TestCad.Noon.AddTicks(i + 1) }));
                return Partners.TryWriteAsync(draft.ToWrite(), default);
            })));
            won.Count(one => one).ShouldBe(1);
            var after = (await Partners.ReadAsync(partner.Id, default))!.Partner;
            (await Registry.FindAsync([new("a")], default))[0].Consent.ShouldSatisfyAllConditions(
                consent => consent.Version.ShouldBe(after.Sequence),
                consent => consent.Bounds!.Rules[0].PausedUntil.ShouldBe(after.Sharing.PausedUntil));
        }

        Chain.FaultIn(await Timelines.ReadAsync(partner.Partner.Timeline, 0, 1_000, default)).ShouldBeNull();
    }

    [Fact]
    public async Task What_cannot_be_right_is_not_taken()
    {
        var (partner, write) = TestPartner.Signed("p", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", "a")]);
        await Should.ThrowAsync<ArgumentException>(() => Partners.TryWriteAsync(write with { Entries = write.Entries[1..] }, default));
        await Should.ThrowAsync<ArgumentException>(() => Partners.TryWriteAsync(write with { Entries = [] }, default));
        await Should.ThrowAsync<ArgumentException>(() => Partners.TryWriteAsync(write with { Feeds = [partner.Feeds[new("a")] with { Partner = new("another") }] }, default));
        (await Partners.ReadAsync(partner.Id, default)).ShouldBeNull();
        (await Registry.CountAsync(default)).ShouldBe(new(0, 0));

        await WriteAsync(write);
        var composed = await ComposedAsync("a");
        var thief = TestPartner.Signed("q", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", "a")]);
        await Should.ThrowAsync<InvalidOperationException>(() => Partners.TryWriteAsync(thief.Write, default), "no partner takes another's feed");
        (await Partners.ReadAsync(thief.Partner.Id, default)).ShouldBeNull();
        (await ComposedAsync("a")).ShouldBe(composed);
    }

    [Fact]
    public async Task Feeds_are_read_by_page_by_site_and_by_id_and_never_anothers()
    {
        string[] ids = [.. Enumerable.Range(0, 7).Select(i => $"feed-{i}")];
        await WriteAsync(
            TestPartner.Signed("p", null, [TestPartner.Site("s"), TestPartner.Site("t"), .. TestPartner.Shared("s", ids[..4]), .. TestPartner.Shared("t", ids[4..])]).Write,
            TestPartner.Signed("q", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", "theirs")]).Write);

        (await PageAsync(null, null, 3)).ShouldBe(ids[..3]);
        (await PageAsync(null, ids[2], 3)).ShouldBe(ids[3..6]);
        (await PageAsync("t", null, 10)).ShouldBe(ids[4..]);
        (await PageAsync("t", ids[5], 10)).ShouldBe(ids[6..]);
        (await Partners.ReadFeedIdsAsync(new("p"), null, default)).Select(id => id.Value).ShouldBe(ids, ignoreOrder: true);
        (await Partners.ReadFeedIdsAsync(new("p"), new("s"), default)).Select(id => id.Value).ShouldBe(ids[..4], ignoreOrder: true);
        (await Partners.FindFeedsAsync(new("p"), [new("feed-1"), new("theirs"), new("unknown")], default)).Select(feed => feed.Id.Value).ShouldBe(["feed-1"]);

        async Task<IEnumerable<string>> PageAsync(string? site, string? after, int limit) =>
            (await Partners.ReadFeedsAsync(new("p"), site is null ? null : new(site), after is null ? null : new(after), limit, default)).Select(feed => feed.Id.Value);
    }

    [Fact]
    public async Task An_external_reference_is_taken_by_a_feed_of_the_partner_that_is_not_withdrawn()
    {
        var (partner, write) = TestPartner.Signed("p", null, TestPartner.Site("s"), new AddFeeds(new("s"), [TestPartner.Feed("a", "1"), TestPartner.Feed("b", "2"), TestPartner.Feed("c")], new HashSet<string>()));
        await WriteAsync(write);
        await WriteAsync(TestPartner.Signed("q", null, TestPartner.Site("s"), new AddFeeds(new("s"), [TestPartner.Feed("theirs", "3")], new HashSet<string>())).Write);
        await WriteAsync(partner.Do(TestCad.Noon, new Withdraw(new(new("s"), [new("b")]), null)));
        (await Partners.FindReferencesAsync(new("p"), ["1", "2", "3", "4"], default)).ShouldBe([new("1", new("a"))]);
    }

    [Fact]
    public async Task Partners_are_listed_by_id_by_status_by_user_and_by_when_they_left()
    {
        foreach (var id in (string[])["a", "b", "c", "d"]) await WriteAsync(TestPartner.Signed(id).Write);
        var applied = TestPartner.New("e");
        await WriteAsync(applied.Do(TestCad.Noon, new Apply(TestPartner.Profile)));
        var left = TestPartner.New("f");
        await WriteAsync(left.Do(TestCad.Noon, [.. TestPartner.Beginning(TestCad.Noon), new Withdraw(Scope.Everything, null), new ErasePersonalData()]));
        var leaving = TestPartner.New("g");
        await WriteAsync(leaving.Do(TestCad.Noon, [.. TestPartner.Beginning(TestCad.Noon), new Invite(new("x", PartnerRole.Viewer, TestCad.Noon.AddDays(1)), false), new AcceptInvitation("x", "bob"), new Withdraw(Scope.Everything, null)]));

        (await ListAsync(new(3))).ShouldBe("abc");
        (await ListAsync(new(3, After: new("c")))).ShouldBe("def");
        (await ListAsync(new(10, Status: PartnerStatus.Applied))).ShouldBe("e");
        (await ListAsync(new(10, Status: PartnerStatus.Withdrawn))).ShouldBe("fg");
        (await ListAsync(new(10, User: "bob"))).ShouldBe("g");
        (await ListAsync(new(10, User: "ann", Status: PartnerStatus.Active, After: new("a")))).ShouldBe("bcd");
        (await ListAsync(new(10, User: "nobody"))).ShouldBe("");
        (await ListAsync(new(10, EndedBefore: TestCad.Noon.AddTicks(1)))).ShouldBe("g", "what people call the other was deleted");
        (await ListAsync(new(10, EndedBefore: TestCad.Noon))).ShouldBe("");

        await WriteAsync(leaving.Do(TestCad.Noon, new ErasePersonalData()));
        (await Partners.ReadAsync(leaving.Id, default))!.Profile.ShouldBeNull();
        (await ListAsync(new(10, EndedBefore: TestCad.Noon.AddTicks(1)))).ShouldBe("");

        async Task<string> ListAsync(PartnerQuery query) => string.Concat((await Partners.ListAsync(query, default)).Select(stored => stored.Partner.Id.Value));
    }

    [Fact]
    public async Task Somebody_who_may_not_act_for_a_partner_any_more_does_not_find_it()
    {
        var (partner, write) = TestPartner.Signed("p", null, new Invite(new("x", PartnerRole.Owner, TestCad.Noon.AddDays(1)), false), new AcceptInvitation("x", "bob"));
        await WriteAsync(write);
        await WriteAsync(partner.Do(TestCad.Noon, new ChangeUser("ann", null)));
        (await Partners.ListAsync(new(10, User: "ann"), default)).ShouldBeEmpty();
        (await Partners.ListAsync(new(10, User: "bob"), default)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_was_written_is_seen_by_everybody_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            var (partner, write) = TestPartner.Signed($"p{i}", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", $"feed-{i}")]);
            await WriteAsync(write);
            for (var round = 1; round <= 10; round++)
            {
                await WriteAsync(partner.Do(TestCad.Noon, new DecideSharing(new(new("s")), SharingRule.Always with { PausedUntil = TestCad.Noon.AddTicks(round) })));
                (await ComposedAsync($"feed-{i}")).ShouldBe(JsonSerializer.Serialize(partner.Composed($"feed-{i}"), CoreJson.Default.Feed));
            }
        })));
        (await NearAsync(TestCad.Downtown, 600)).Count.ShouldBe(8);
    }

    [Fact]
    public async Task Partners_are_listed_by_the_installer_that_they_have_work_for()
    {
        foreach (var (id, installers) in new[] { ("p", new[] { "epb", "volt" }), ("q", ["epb"]), ("r", []) })
            await WriteAsync(TestPartner.Signed(id, null, [.. installers.Select(installer => new RequestWork(new($"{id}-{installer}"), WorkOrderKind.Needs, new(installer), null))]).Write);
        (await ListAsync(new("epb"))).ShouldBe(["p", "q"]);
        (await ListAsync(new("epb"), after: "p")).ShouldBe(["q"]);
        (await ListAsync(new("volt"))).ShouldBe(["p"]);
        (await ListAsync(new("amp"))).ShouldBeEmpty();
        await ReopenAsync();
        (await ListAsync(new("epb"))).ShouldBe(["p", "q"]);

        async Task<string[]> ListAsync(InstallerId installer, string? after = null) =>
            [.. (await Partners.ListAsync(new(10, after is null ? null : new(after), Installer: installer), default)).Select(found => found.Partner.Id.Value)];
    }

    private async Task<TestPartner> WriteEverythingAsync()
    {
        var rule = new SharingRule(true, ["ROBBERY", "SHOOT"], [new([DayOfWeek.Monday, DayOfWeek.Sunday], new(22, 30), new(6, 0))], TestCad.Noon.AddTicks(1), 30);
        var (partner, write) = TestPartner.Signed(
            "p",
            TestCad.Noon.AddTicks(1_234_567),
            TestPartner.Site("s"),
            new AddSite(new("t"), new(new(35.045600000000005, -85.30969999999999), "America/Chicago", new("epb")), new(EveryEvent.AwkwardText, EveryEvent.AwkwardText)),
            new AddFeeds(new("s"), [TestPartner.Feed("plain")], new HashSet<string>()),
            new AddFeeds(new("t"), [new(new("choosy"), new(new(35.045600000000005, -85.30969999999999), new(359.99999999999994, 1e-3, 0.1), Placement.Indoor, "camera/1", ["motion", "lineCrossing"]), new(EveryEvent.AwkwardText, "x-1"))], new HashSet<string>()),
            new AddFeeds(new("s"), [TestPartner.Feed("blind") with { Facts = TestPartner.Feed("blind").Facts with { View = null } }], new HashSet<string>()),
            new DecideSharing(new(new("t"), [new("choosy")]), rule),
            new DecideSharing(new(new("s")), rule),
            new DecideAgency(new("hcso"), rule),
            new Invite(new("open", PartnerRole.Viewer, TestCad.Noon.AddDays(3)), false),
            new ChooseNotices(true));
        await WriteAsync(write);
        await WriteAsync(partner.Do(TestCad.Noon.AddHours(1), new Withdraw(new(new("s"), [new("plain")]), EveryEvent.AwkwardText), new ChangeSite(new("unknown"), new(TestCad.Downtown, "UTC"), new("x"))));
        partner.Last.Refusal!.Code.ShouldBe("siteUnknown", "a refusal is an entry as well");
        return partner;
    }

    private async Task ShouldHoldAsync(TestPartner partner)
    {
        var stored = (await Partners.ReadAsync(partner.Id, default)).ShouldNotBeNull();
        Json(stored.Partner).ShouldBe(Json(partner.Partner));
        JsonSerializer.Serialize(stored.Profile, CoreJson.Default.Profile).ShouldBe(JsonSerializer.Serialize(partner.Stored.Profile, CoreJson.Default.Profile));
        (await Partners.ReadFeedsAsync(partner.Id, null, null, 100, default)).Select(Json).ShouldBe(partner.Feeds.Values.OrderBy(feed => feed.Id.Value, StringComparer.Ordinal).Select(Json));
        var entries = await Timelines.ReadAsync(partner.Partner.Timeline, 0, 100, default);
        entries.Select(entry => entry.Hash).ShouldBe(partner.Timeline.Select(entry => entry.Hash));
        Chain.FaultIn(entries).ShouldBeNull();

        static string Json<T>(T value) => JsonSerializer.Serialize(value, CoreJson.Default.GetTypeInfo(typeof(T))!);
    }
}
