using System.Collections.Immutable;
using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Tests.Registry;

/// <summary>
/// Whatever happens to a partner, in whatever order: what matching reads of a feed is what the entries of its timeline add up to, worked out here from the
/// entries alone, one question at a time.
/// </summary>
public sealed class ConsentTests
{
    private static readonly AgencyId[] Agencies = [new("cpd"), new("hcso")];
    private static readonly SharingRule Looking = SharingRule.Always with { LookBackMinutes = 30 };
    private static readonly string[] CallTypes = ["ROBBERY", "BOMB", "SHOOT"];

    [Fact]
    public void Consent_is_what_the_entries_add_up_to()
    {
        var (granted, lookedBack, shared, refused) = (0, 0, 0, new HashSet<string>());
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var (partner, now) = (TestPartner.New("p"), TestCad.Noon);
            partner.Do(now, new Apply(TestPartner.Profile), new ApprovePartner([new("cpd")], new("i", PartnerRole.Owner, now.AddDays(1))), new SignAgreement(1, 1, now.AddDays(random.Next(1, 30))));
            if (seed % 2 == 0) partner.Do(now, new DecideAgency(new("cpd"), Looking), new DecideSharing(Scope.Everything, Looking));
            for (var step = 0; step < 25; step++)
            {
                now = now.AddHours(random.Next(0, 30));
                partner.Do(now, Any(random, partner, now, step));
                foreach (var (id, feed) in partner.Feeds)
                {
                    var composed = partner.Composed(id.Value);
                    composed.Consent.Version.ShouldBe(LastConcerning(partner.Timeline, feed), $"seed {seed}, step {step}: the entry that anybody can look up");
                    foreach (var agency in Agencies)
                    {
                        composed.Consent.LookBackMinutesFor(agency).ShouldBe(FewestMinutes(partner.Timeline, feed, agency), $"seed {seed}, step {step}, {id} of {agency}");
                        if (composed.Consent.LookBackMinutesFor(agency) > 0) lookedBack++;
                        composed.Consent.SharesWith(agency, now).ShouldBe(Shared(partner.Timeline, feed, agency, now), $"seed {seed}, step {step}, {id} with {agency}");
                        if (composed.Consent.SharesWith(agency, now)) shared++;
                        foreach (var callType in CallTypes)
                        {
                            var expected = Permitted(partner.Timeline, feed, agency, callType, now);
                            var permission = composed.Permits(agency, callType, now);
                            (permission.Refusal is null).ShouldBe(expected, $"seed {seed}, step {step}, {id} for {callType} of {agency}: {permission}");
                            if (permission.Refusal is { } refusal) refused.Add(refusal);
                            else granted++;
                            if (!composed.Consent.SharesWith(agency, now)) permission.Refusal.ShouldNotBeNull("what is not shared opens for no call");
                            else permission.Refusal.ShouldBeOneOf(null, "callTypeNotShared", "outsideHours");
                        }
                    }
                }
            }

            Chain.FaultIn(partner.Timeline).ShouldBeNull();
        }

        granted.ShouldBeGreaterThan(1_000);
        lookedBack.ShouldBeGreaterThan(100);
        shared.ShouldBeGreaterThan(500);
        refused.Order(StringComparer.Ordinal).ShouldBe(["agencyNotLetIn", "agreementEnded", "callTypeNotShared", "noConsent", "outsideHours", "paused", "sharingOff"]);
    }

    [Fact]
    public void A_rule_that_only_looks_back_is_not_taken_for_one_that_says_nothing()
    {
        var looking = Looking with { LookBackMinutes = 10 };
        var (partner, _) = TestPartner.Signed("p", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", "f")]);
        DecideSharing[] all = [new(Scope.Everything, looking), new(new(new("s")), looking), new(new(new("s"), [new("f")]), looking)];
        foreach (var rule in all)
        {
            Composed().LookBackFor(new("cpd")).ShouldBe(TimeSpan.Zero, "every rule counts");
            partner.Do(TestCad.Noon, rule);
        }

        Composed().LookBackFor(new("cpd")).ShouldBe(TimeSpan.Zero, "the agency's too");
        partner.Do(TestCad.Noon, new DecideAgency(new("cpd"), looking with { LookBackMinutes = 5 }));
        Composed().LookBackFor(new("cpd")).ShouldBe(TimeSpan.FromMinutes(5));
        Composed().LookBackFor(new("hcso")).ShouldBe(TimeSpan.Zero);

        Feed Composed() => new FeedComposer(partner.Partner).Compose(partner.Feeds[new("f")]);
    }

    [Fact]
    public void The_state_is_the_fold_of_the_timeline_whatever_it_was_made_of()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var (partner, now) = TestPartner.Signed("p") is var (made, _) ? (made, TestCad.Noon) : default;
            for (var step = 0; step < 25; step++) partner.Do(now = now.AddHours(1), Any(random, partner, now, step));
            var folded = partner.Timeline.Aggregate(Partner.Unknown(new("p")), static (before, entry) => before.Evolve(entry));
            Json(folded).ShouldBe(Json(partner.Partner));
            foreach (var feed in partner.Feeds.Values)
            {
                var added = partner.Timeline.SelectMany(entry => PartnerState.FeedsAddedBy(new("p"), entry)).Single(one => one.Id == feed.Id);
                var alone = partner.Timeline.SkipWhile(entry => entry.Sequence <= added.Version).Aggregate(added, static (before, entry) => before.Evolve(entry));
                Json(alone with { Label = feed.Label }).ShouldBe(Json(feed));
            }
        }

        static string Json<T>(T value) => System.Text.Json.JsonSerializer.Serialize(value, Core.Json.CoreJson.Default.GetTypeInfo(typeof(T))!);
    }

    // The same question put to the entries: was everything said, and nothing that forbids it said last?
    private static bool Permitted(IReadOnlyList<Entry> timeline, RegisteredFeed feed, AgencyId agency, string callType, DateTimeOffset now)
    {
        var happened = Happened(timeline);
        if (!Stands(happened, feed, now)) return false;
        var site = happened.Last(e => (e is SiteAdded added && added.Site == feed.Site) || (e is SiteChanged changed && changed.Site == feed.Site));
        var zone = site is SiteAdded first ? first.Facts.TimeZone : ((SiteChanged)site).Facts.TimeZone;
        return Rules(happened, feed, agency).All(rule => rule?.Permits(callType, zone, now).Refusal is null && rule is not null);
    }

    // The same, whatever the call and the hour.
    private static bool Shared(IReadOnlyList<Entry> timeline, RegisteredFeed feed, AgencyId agency, DateTimeOffset now)
    {
        var happened = Happened(timeline);
        return Stands(happened, feed, now) && Rules(happened, feed, agency).All(rule => rule is { Enabled: true } && !(rule.PausedUntil > now));
    }

    private static bool Stands(PartnerEvent[] happened, RegisteredFeed feed, DateTimeOffset now) =>
        !happened.OfType<Withdrawn>().Any(e => e.Scope.Feeds?.Contains(feed.Id) ?? (e.Scope.Site is null || e.Scope.Site == feed.Site))
        && happened.OfType<AgreementSigned>().LastOrDefault() is { } agreement && agreement.EndsAt > now
        && happened.LastOrDefault(e => e is PartnerSuspended or PartnerReinstated) is not PartnerSuspended;

    // The fewest that any of the rules allows, each of which must.
    private static int FewestMinutes(IReadOnlyList<Entry> timeline, RegisteredFeed feed, AgencyId agency) => Rules(Happened(timeline), feed, agency).Min(rule => rule?.LookBackMinutes ?? 0);

    private static PartnerEvent[] Happened(IReadOnlyList<Entry> timeline) => [.. timeline.Select(entry => (PartnerEvent)entry.Event)];

    private static SharingRule?[] Rules(PartnerEvent[] happened, RegisteredFeed feed, AgencyId agency)
    {
        var letIn = happened.OfType<AgencyDecided>().LastOrDefault(e => e.Agency == agency) is { } decided ? decided.Rule
            : happened.OfType<PartnerApproved>().Any(e => e.Agencies.Contains(agency)) ? SharingRule.Always : null;
        return
        [
            letIn,
            happened.OfType<SharingDecided>().LastOrDefault(e => e.Scope is { Site: null, Feeds: null })?.Rule ?? SharingRule.Always,
            happened.OfType<SharingDecided>().LastOrDefault(e => e.Scope is { Feeds: null } && e.Scope.Site == feed.Site)?.Rule ?? SharingRule.Always,
            happened.OfType<SharingDecided>().LastOrDefault(e => e.Scope.Feeds?.Contains(feed.Id) is true)?.Rule,
        ];
    }

    private static long LastConcerning(IReadOnlyList<Entry> timeline, RegisteredFeed feed) =>
        timeline.Last(entry => PartnerState.Concerns((PartnerEvent)entry.Event, feed.Site, feed.Id)).Sequence;

    private static PartnerCommand Any(Random random, TestPartner partner, DateTimeOffset now, int step)
    {
        var site = new SiteId($"s{random.Next(3)}");
        ImmutableArray<FeedId> feeds = [.. partner.Feeds.Values.Where(feed => random.Next(3) > 0).Select(feed => feed.Id).Order(Comparer<FeedId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value)))];
        var scope = random.Next(6) switch { 0 => Scope.Everything, 1 => new(site), _ when feeds.IsEmpty => new(site), _ => new Scope(null, feeds) };
        return random.Next(30) switch
        {
            < 6 => TestPartner.Site($"s{random.Next(3)}{(partner.Partner.SiteOf(site) is null ? "" : $"-{step}")}", random.Next(2) == 0 ? "America/New_York" : "Asia/Tokyo"),
            < 12 => new AddFeeds(site, [TestPartner.Feed($"f{step}"), TestPartner.Feed($"g{step}")], new HashSet<string>()),
            < 19 => new DecideSharing(scope, Rule(random, now)),
            19 => new DecideAgency(random.Next(2) == 0 ? Agencies[0] : Agencies[1], random.Next(4) == 0 ? null : Rule(random, now)),
            20 => new SuspendPartner("x"),
            21 or 22 => new ReinstatePartner("x"),
            23 or 24 => new SignAgreement(1, 1, now.AddDays(random.Next(1, 20))),
            25 => new ChangeSite(site, new(TestCad.Downtown, random.Next(2) == 0 ? "America/New_York" : "Asia/Tokyo"), new("s")),
            26 when feeds is [var one, ..] => new ChangeFeed(one, TestPartner.Feed("x").Facts, new("x"), new HashSet<string>()),
            27 when feeds is [var one, ..] => new Withdraw(new(null, [one]), null),
            28 when random.Next(4) == 0 => new Withdraw(new(site), null),
            29 when random.Next(10) == 0 => new Withdraw(Scope.Everything, null),
            _ => new ChooseNotices(true),
        };
    }

    private static SharingRule Rule(Random random, DateTimeOffset now) => AnyHours(random, now) with { LookBackMinutes = random.Next(3) == 0 ? 0 : random.Next(31) };

    private static SharingRule AnyHours(Random random, DateTimeOffset now) => random.Next(8) switch
    {
        0 => SharingRule.Never,
        1 => SharingRule.Always with { PausedUntil = now.AddHours(random.Next(1, 20)) },
        2 => SharingRule.Always with { CallTypes = [CallTypes[random.Next(3)], CallTypes[random.Next(3)]] },
        3 => SharingRule.Always with { Hours = [new([.. Enum.GetValues<DayOfWeek>()], new(random.Next(24), 0), new(random.Next(24), 0))] },
        _ => SharingRule.Always,
    };
}
