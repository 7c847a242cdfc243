using System.Collections.Immutable;
using System.Text;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Registry.Bulk;

namespace Dragonfly.Core.Tests.Registry.Bulk;

public sealed class BulkPlannerTests
{
    private const string Header = "kind,id,site,name,reference,latitude,longitude,timeZone,installer,placement";
    private const string Shop = "site,,Main Street,,,35.0456,-85.3097,America/New_York,epb,";
    private const string Door = "feed,,Main Street,Door,C-1,35.0456,-85.3097,,,";
    private const string Yard = "feed,,main street,Yard,C-2,35.0456,-85.3098,,,indoor";

    private static readonly Installers Approved = Installers.Unwritten;

    [Fact]
    public void What_is_new_is_added_and_shared_by_nobody()
    {
        var world = new World();
        var plan = world.Import(Shop, Door, Yard);
        (plan.Sites, plan.Feeds).ShouldBe((new(1, 0, 0), new(2, 0, 0)));
        var site = world.Partner.Sites.ShouldHaveSingleItem();
        (site.Facts, world.Profile.Sites[site.Id].Name, site.FeedCount).ShouldBe((new SiteFacts(new(35.0456, -85.3097), "America/New_York", new("epb")), "Main Street", 2));
        world.Feeds.Values.ShouldAllBe(feed => feed.Site == site.Id && !feed.Sharing.Enabled);
        world.Feeds.Values.Select(feed => (feed.Label!.Name, feed.Label.ExternalReference, feed.Facts.Placement)).ShouldBe(
            [("Door", "C-1", Placement.Outdoor), ("Yard", "C-2", Placement.Indoor)], ignoreOrder: true);
    }

    [Fact]
    public void The_same_file_again_does_nothing()
    {
        var world = new World();
        world.Import(Shop, Door, Yard);
        var sequence = world.Partner.Sequence;
        var plan = world.Import(Shop, Door, Yard);
        (plan.Sites, plan.Feeds, plan.Steps.Length, world.Partner.Sequence).ShouldBe((new(0, 0, 1), new(0, 0, 2), 0, sequence));
    }

    [Fact]
    public void What_is_there_is_changed_and_stays_as_shared_as_it_is()
    {
        var world = new World();
        world.Import(Shop, Door, Yard);
        var (door, site) = (world.FeedCalled("Door"), world.Partner.Sites[0].Id);
        var rule = SharingRule.Always with { CallTypes = ["ROBBERY"] };
        world.Do(new DecideSharing(new(Feeds: [door.Id]), rule));
        var before = world.Feeds[door.Id];

        var plan = world.Import(Shop.Replace("35.0456", "35.0457"), Door.Replace("Door", "Front door").Replace("35.0456", "35.0457"), Yard);
        (plan.Sites, plan.Feeds).ShouldBe((new(0, 1, 0), new(0, 1, 1)));
        var after = world.Feeds[door.Id];
        (after.Label!.Name, after.Facts.Place.Latitude, after.Sharing, after.ConsentVersion).ShouldBe(("Front door", 35.0457, rule, before.ConsentVersion));
        after.Version.ShouldBeGreaterThan(before.Version);
        (world.Partner.Sites[0].Id, world.Partner.Sites[0].Facts.Place.Latitude, world.Feeds.Count).ShouldBe((site, 35.0457, 2));
    }

    [Fact]
    public void No_import_ever_shares_more_or_takes_anything_back()
    {
        var world = new World();
        world.Import(Shop, Door, Yard);
        world.Import(Shop.Replace("35.0456", "35.0457"), Door.Replace("Door", "Front door"), Yard.Replace("C-2", "C-3"));
        world.Events.Select(happened => happened.GetType().Name).Distinct().ShouldBe(["SiteAdded", "FeedsAdded", "SiteChanged", "FeedChanged"], ignoreOrder: true);
        world.Feeds.Count.ShouldBe(3);
    }

    [Fact]
    public void Ids_let_names_and_references_change_and_even_swap()
    {
        var world = new World();
        world.Import(Shop, Door, Yard);
        var (site, door, yard) = (world.Partner.Sites[0].Id, world.FeedCalled("Door").Id, world.FeedCalled("Yard").Id);
        var plan = world.Import($"site,{site},Market Street,,,35.0456,-85.3097,America/New_York,epb,",
            $"feed,{door},Market Street,Door,C-2,35.0456,-85.3097,,,", $"feed,{yard},{site},Yard,C-1,35.0456,-85.3098,,,indoor");
        (plan.Sites, plan.Feeds).ShouldBe((new(0, 1, 0), new(0, 2, 0)));
        (world.Feeds[door].Label!.ExternalReference, world.Feeds[yard].Label!.ExternalReference, world.Profile.Sites[site].Name).ShouldBe(("C-2", "C-1", "Market Street"));
    }

    [Fact]
    public void A_reference_whose_feed_was_withdrawn_is_free_again()
    {
        var world = new World();
        world.Import(Shop, Door);
        world.Do(new Withdraw(new(Feeds: [world.FeedCalled("Door").Id]), null));
        world.Import(Shop, Door).Feeds.ShouldBe(new(1, 0, 0));
        world.Feeds.Count.ShouldBe(2);
    }

    [Fact]
    public void A_feed_may_come_before_its_site_and_a_site_may_be_one_that_is_registered()
    {
        var world = new World();
        world.Import(Door, Shop).Feeds.Added.ShouldBe(1);
        world.Import(Yard).Feeds.Added.ShouldBe(1);
    }

    [Theory]
    [InlineData("feed,,Elm Street,Door,C-9,35.0456,-85.3097,,,", "line 2, site", "siteUnknown")]
    [InlineData("feed,,Main Street,Door,,35.0456,-85.3097,,,", "line 2, reference", "required")]
    [InlineData("feed,nobodys,Main Street,Door,C-9,35.0456,-85.3097,,,", "line 2, id", "feedUnknown")]
    [InlineData("site,nobodys,Main Street,,,35.0456,-85.3097,America/New_York,epb,", "line 2, id", "siteUnknown")]
    [InlineData("site,,Elm Street,,,35.0456,-85.3097,America/New_York,volt,", "line 2, installer", "installerNotApproved")]
    [InlineData("site,,Elm Street,,,35.0456,-70,America/New_York,,", "line 2, latitude", "outsideProgramArea")]
    [InlineData("feed,,Main Street,Roof,C-9,35.0756,-85.3097,,,", "line 2, latitude", "farFromSite")]
    [InlineData("feed,,Main Street,Door,C-1,35.0756,-85.3097,,,", "line 2, latitude", "farFromSite")]
    [InlineData(Shop + "\n" + Shop, "line 3, site", "duplicateSite")]
    [InlineData("site,,Elm Street,,,35,-85,America/New_York,,\nsite,,elm street,,,35,-85,America/New_York,,", "line 3, site", "duplicateSite")]
    [InlineData(Door + "\n" + Door, "line 3, reference", "duplicateFeed")]
    [InlineData("feed,,Main Street,A,C-9,35.0456,-85.3097,,,\nfeed,,Main Street,B,C-9,35.0456,-85.3097,,,", "line 3, reference", "duplicateReference")]
    [InlineData("feed,,Back Street,Door,C-1,35.0456,-85.3097,,,", "line 2, site", "otherSite")]
    public void What_does_not_fit_is_named_with_its_line(string rows, string path, string code)
    {
        var world = new World();
        world.Import(Shop, Shop.Replace("Main", "Back"), Door);
        world.FaultsOf(null, rows).ShouldBe([(path, code)]);
    }

    [Fact]
    public void A_reference_of_another_feed_is_refused_even_when_the_id_is_given()
    {
        var world = new World();
        world.Import(Shop, Door, Yard);
        world.FaultsOf(null, $"feed,{world.FeedCalled("Yard").Id},Main Street,Yard,C-1,35.0456,-85.3098,,,").ShouldBe([("line 2, reference", "duplicateReference")]);
    }

    [Fact]
    public void What_was_withdrawn_does_not_come_back()
    {
        var world = new World();
        world.Import(Shop, Door);
        var (site, door) = (world.Partner.Sites[0].Id, world.FeedCalled("Door").Id);
        world.Do(new Withdraw(new(Feeds: [door]), null));
        world.FaultsOf(null, $"feed,{door},Main Street,Door,C-1,35.0456,-85.3097,,,").ShouldBe([("line 2, id", "withdrawn")]);
        world.Do(new Withdraw(new(site), null));
        world.FaultsOf(null, $"site,{site},Main Street,,,35.0456,-85.3097,America/New_York,epb,").ShouldBe([("line 2, id", "withdrawn")]);
        world.FaultsOf(null, Door).ShouldBe([("line 2, site", "siteUnknown")]);
    }

    [Fact]
    public void A_name_that_two_sites_have_means_neither()
    {
        var world = new World();
        world.Do(new AddSite(new("s1"), new(TestCad.Downtown, "America/New_York"), new("Shop")));
        world.Do(new AddSite(new("s2"), new(TestCad.Downtown, "America/New_York"), new("shop")));
        world.FaultsOf(null, "feed,,Shop,Door,C-1,35.0456,-85.3097,,,").ShouldBe([("line 2, site", "ambiguousSite")]);
        world.Import("feed,,s2,Door,C-1,35.0456,-85.3097,,,");
        world.FeedCalled("Door").Site.ShouldBe(new("s2"));
    }

    [Fact]
    public void A_fault_of_a_site_is_not_told_again_for_each_of_its_feeds()
    {
        var world = new World();
        world.FaultsOf(null, Shop.Replace("America/New_York", "Mars"), Door, Yard).ShouldBe([("line 2, timeZone", "unknownTimeZone")]);
        world.FaultsOf(null, Shop.Replace("35.0456", "95"), Door, Yard).ShouldBe([("line 2, latitude", "outOfRange")]);
    }

    [Fact]
    public void An_installer_adds_where_work_is_under_way_and_changes_nothing()
    {
        var world = new World();
        world.Import(Shop, Shop.Replace("Main", "Back"), Door);
        var bounds = new InstallerBounds(false, [world.Partner.Sites[0].Id]);
        world.FaultsOf(bounds, Shop, Door, Yard).ShouldBeEmpty();
        world.FaultsOf(bounds, Shop.Replace("35.0456", "35.0459"), Door.Replace("Door", "Gate"), Yard, Yard.Replace("main", "back").Replace("C-2", "C-3"), Shop.Replace("Main", "Elm")).ShouldBe(
            [("line 2, site", "notYours"), ("line 6, site", "notOrdered"), ("line 3, name", "notYours"), ("line 5, site", "notOrdered")], ignoreOrder: true);
        world.FaultsOf(bounds with { MayAddSites = true }, Shop.Replace("Main", "Elm"), Yard.Replace("main", "elm")).ShouldBeEmpty();
    }

    [Fact]
    public void An_export_says_what_is_there_and_an_import_of_it_changes_nothing()
    {
        var world = new World();
        world.Import(Shop, Shop.Replace("Main", "Back"), Door, Yard);
        world.Do(new AddSite(new("twin"), new(TestCad.Downtown, "America/New_York"), new("Back Street", "1 Back Street")));
        world.Do(new AddFeeds(new("twin"), [new(new("unnumbered"), new(TestCad.Downtown, null, Placement.Indoor, "v1", ["tampering", "motion"]), new("=Twin"))], ImmutableHashSet<string>.Empty));
        world.Do(new Withdraw(new(Feeds: [world.FeedCalled("Yard").Id]), null));

        var text = new StringWriter();
        BulkCsv.Write(BulkExport.Of(world.Stored, world.Feeds.Values), text);
        text.ToString().ShouldNotContain("Yard");
        var plan = world.Import(text.ToString().TrimEnd().Split("\r\n"));
        (plan.Sites, plan.Feeds).ShouldBe((new(0, 0, 3), new(0, 0, 2)));
    }

    /// <summary>A partner and its feeds, as a store would hold them.</summary>
    private sealed class World
    {
        private int made;

        public World()
        {
            Do(new Apply(new("Coffee", null, null, null, null)));
            Do(new ApprovePartner([new("cpd")], new("digest", PartnerRole.Owner, TestCad.Noon.AddDays(1))));
            Do(new SignAgreement(1, 1, TestCad.Noon.AddYears(1)));
            Events.Clear();
        }

        public StoredPartner Stored { get; private set; } = new(Partner.Unknown(new("p")), null);

        public Partner Partner => Stored.Partner;

        public Profile Profile => Stored.Profile!;

        public Dictionary<FeedId, RegisteredFeed> Feeds { get; } = [];

        public List<TimelineEvent> Events { get; } = [];

        public RegisteredFeed FeedCalled(string name) => Feeds.Values.Single(feed => feed.Label!.Name == name);

        public void Do(params PartnerCommand[] commands)
        {
            var draft = new PartnerDraft(Stored, Origin.System("test"), TestCad.Noon);
            draft.Know(Feeds.Values);
            foreach (var command in commands) draft.Decide(command).Refusal.ShouldBeNull(command.ToString());
            Stored = new(draft.Partner, draft.Profile);
            foreach (var feed in draft.Feeds) Feeds[feed.Key] = feed.Value;
            Events.AddRange(draft.Entries.Select(entry => entry.Event));
        }

        public BulkPlan Import(params string[] rows)
        {
            var (plan, faults) = Plan(null, rows);
            faults.Listed.ShouldBeEmpty();
            Do([.. plan.Steps.Select(step => step.Command)]);
            return plan;
        }

        public (string Path, string Code)[] FaultsOf(InstallerBounds? bounds, params string[] rows) => [.. Plan(bounds, rows).Faults.Listed.Select(fault => (fault.Path, fault.Code))];

        private (BulkPlan Plan, BulkFaults Faults) Plan(InstallerBounds? bounds, string[] rows)
        {
            var faults = new BulkFaults();
            var csv = rows[0].StartsWith("kind", StringComparison.Ordinal) ? string.Join('\n', rows) : string.Join('\n', [Header, .. rows]);
            var file = BulkCsv.Read(Encoding.UTF8.GetBytes(csv), faults);
            return (new BulkPlanner(Stored, Feeds, new(TestCad.Downtown, 80_000), Approved, bounds, () => $"id{++made}", faults).Plan(file), faults);
        }
    }
}
