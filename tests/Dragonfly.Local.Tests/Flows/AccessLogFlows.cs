using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dragonfly.Core.Access;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Accesses;
using Dragonfly.Functions.Http;
using Dragonfly.Local.Tests.City;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>The owner reads every access to their cameras: who, when, for how long, for which incident, and why it ended.</summary>
public sealed class AccessLogFlows
{
    private static readonly Feed One = Town.Camera("feed-1", 50) with { Name = "=Till, \"north\"" };
    private static readonly Feed Two = Town.Camera("feed-2", 100);

    [Fact]
    public async Task An_owner_reads_who_viewed_when_how_long_and_for_what()
    {
        await using var town = await StartAsync();
        (await PutPersonAsync(town, "investigator", new { badge = "4711", name = "Ann Archer" })).Should(200);
        var (id, grant) = await RobberyAsync(town);
        town.Clock.Advance(TimeSpan.FromSeconds(5));
        var ticket = await town.Investigator.TicketAsync(id, grant);
        town.Clock.Advance(TimeSpan.FromSeconds(12));
        (await town.Investigator.ReturnAsync(ticket.Ticket)).Should(204);
        await town.Cad.CloseAsync("26-1");

        var lines = await ReadAsync(Owner(town, "partner-1"), "partners/partner-1/access-log");
        lines.Select(line => line.Kind).ShouldBe([AccessKind.Recording, AccessKind.Viewed, AccessKind.Unlocked]);
        lines.ShouldAllBe(line => line.FeedId == One.Id && line.FeedName == One.Name && line.IncidentId == id && line.Number == "26-1" && line.CallType == "ROBBERY" && line.Agency.Value == "cpd");
        var (kept, view, unlock) = (lines[0], lines[1], lines[2]);
        (kept.From, kept.Until, kept.Seconds, kept.How, kept.By).ShouldBe((Town.Afternoon, Town.Afternoon.AddSeconds(17), 17, "kept", AccessBy.Policy));
        view.By.ShouldBe(new("investigator, badge 4711", "Rtic.Investigator", "4711", null, null));
        (view.From, view.Until, view.Seconds, view.How, view.Why).ShouldBe((Town.Afternoon.AddSeconds(5), Town.Afternoon.AddSeconds(17), 12, "released", null));
        unlock.By.ShouldBe(AccessBy.Policy);
        (unlock.From, unlock.Until, unlock.Seconds, unlock.How, unlock.Why).ShouldBe((Town.Afternoon, Town.Afternoon.AddSeconds(17), 17, "locked", "incidentClosed"));
    }

    [Fact]
    public async Task What_the_owner_cut_and_whom_that_then_refused_is_in_the_log_with_the_reason()
    {
        await using var town = await StartAsync();
        var (id, grant) = await RobberyAsync(town);
        var ticket = await town.Investigator.TicketAsync(id, grant);
        town.Clock.Advance(TimeSpan.FromSeconds(3));
        await town.ShareAsync(One, SharingRule.Always with { Enabled = false });
        (await town.Investigator.RenewAsync(ticket.Ticket)).ShouldBeProblem(403, "sharingOff");
        (await town.Investigator.AskTicketAsync(id, grant)).ShouldBeProblem(403, "sharingOff");

        var lines = await ReadAsync(Owner(town, "partner-1"), "partners/partner-1/access-log");
        lines.Select(line => (line.Kind, line.How, line.Why)).ShouldBe(
            [
                (AccessKind.Refused, "refused", "sharingOff"), (AccessKind.Refused, "refused", "sharingOff"),
                (AccessKind.Viewed, "cut", "sharingOff"), (AccessKind.Unlocked, "locked", "sharingOff"),
            ],
            ignoreOrder: true);
        lines.Single(line => line.Kind == AccessKind.Viewed).Seconds.ShouldBe(3);
        lines.Where(line => line.Kind == AccessKind.Refused).ShouldAllBe(line => line.By.Text == "investigator, badge unknown" && line.From == null && line.Seconds == null);
        (await ReadAsync(Owner(town, "partner-2"), "partners/partner-2/access-log")).ShouldHaveSingleItem().Until.ShouldBeNull("the neighbor's stays open");
    }

    [Fact]
    public async Task To_others_the_partner_does_not_exist()
    {
        await using var town = await StartAsync();
        foreach (var desk in (Desk[])[Owner(town, "partner-2"), new(town, Role.PartnerOwner, "stranger", "cpd")])
            (await desk.GetAsync("partners/partner-1/access-log")).ShouldBeProblem(404, "notFound");
        (await Owner(town, "partner-1").GetAsync("partners/partner-9/access-log")).ShouldBeProblem(404, "notFound");
        await town.OwnerDecidesAsync("partner-1", new Invite(new("digest", PartnerRole.Viewer, Town.Afternoon.AddDays(1)), ByAdministrator: false), new AcceptInvitation("digest", "accountant"));
        (await new Desk(town, Role.PartnerOwner, "accountant", "cpd").GetAsync("partners/partner-1/access-log")).Should(200);
    }

    [Fact]
    public async Task Opaque_ids_are_for_those_who_check_the_log()
    {
        await using var town = await StartAsync();
        var (id, grant) = await RobberyAsync(town);
        await town.Investigator.TicketAsync(id, grant);
        foreach (var desk in (Desk[])[town.Auditor, town.Admin])
            (await ViewAsync(desk)).By.Principal.ShouldBe("investigator");
        (await ViewAsync(new AuditDesk(town, "stranger", "tpd"))).By.Principal.ShouldBeNull("those of another agency are its own auditors' to tell apart");
        (await Owner(town, "partner-1").GetAsync("partners/partner-1/access-log")).Should(200).Text.ShouldNotContain("\"investigator\"");
    }

    [Fact]
    public async Task Owners_see_names_only_where_the_policy_says_so_and_only_while_the_directory_has_them()
    {
        await using var town = await StartAsync(services => services.AddSingleton(new AccessLogOptions { ShowNames = true }));
        (await PutPersonAsync(town, "investigator", new { badge = "4711", name = "Ann Archer" })).Should(200);
        var (id, grant) = await RobberyAsync(town);
        await town.Investigator.TicketAsync(id, grant);
        (await ViewAsync(Owner(town, "partner-1"))).By.ShouldBe(new("investigator, badge 4711, Ann Archer", "Rtic.Investigator", "4711", "Ann Archer", null));

        (await town.Admin.DeleteAsync("people/investigator")).Should(204);
        (await ViewAsync(Owner(town, "partner-1"))).By.ShouldBe(new("investigator, badge unknown", "Rtic.Investigator", null, null, null));
        Chain.FaultIn(await town.TimelineAsync(id)).ShouldBeNull();
    }

    [Fact]
    public async Task Is_read_in_pages_and_of_one_feed_or_a_time()
    {
        var third = Town.Camera("other", 60) with { Partner = One.Partner };
        await using var town = await StartAsync(feeds: [One, Two, third]);
        for (var i = 1; i <= 4; i++)
        {
            await RobberyAsync(town, $"26-{i}");
            town.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var owner = Owner(town, "partner-1");
        var all = await ReadAsync(owner, "partners/partner-1/access-log");
        all.Count.ShouldBe(8);
        foreach (var limit in (int[])[1, 3, 8]) (await ReadAsync(owner, $"partners/partner-1/access-log?limit={limit}")).ShouldBe(all);
        (await ReadAsync(owner, "partners/partner-1/access-log?feed=other&limit=3")).ShouldBe(all.Where(line => line.FeedId == third.Id));
        var (from, to) = (Town.Afternoon.AddMinutes(1), Town.Afternoon.AddMinutes(3));
        (await ReadAsync(owner, $"partners/partner-1/access-log?from={from:O}&to={to:O}")).ShouldBe(all.Where(line => line.Number is "26-2" or "26-3"));
    }

    [Theory]
    [InlineData("feed=feed-2", 404, "notFound")]
    [InlineData("feed=nobodys", 404, "notFound")]
    [InlineData("from=yesterday", 400, "notATime")]
    [InlineData("from=2026-08-02T00:00:00Z&to=2026-08-01T00:00:00Z", 400, "outOfRange")]
    [InlineData("limit=101", 400, "outOfRange")]
    [InlineData("after=here", 400, "notACursor")]
    public async Task What_is_asked_wrongly_is_named(string query, int status, string code)
    {
        await using var town = await StartAsync();
        (await Owner(town, "partner-1").GetAsync($"partners/partner-1/access-log?{query}")).ShouldBeProblem(status, code);
    }

    [Fact]
    public async Task As_CSV_it_is_whole_and_no_cell_is_a_formula()
    {
        await using var town = await StartAsync();
        var store = town.Store;
        const int Incidents = 600; // More than are read at once.
        for (var i = 0; i < Incidents; i++)
        {
            var incident = Dragonfly.Conformance.TestIncident.New($"25-{i}");
            var at = Town.Afternoon.AddDays(-1).AddSeconds(i);
            (await store.TryWriteAsync(incident.Do(at, Dragonfly.Conformance.TestCad.Message($"25-{i}", at), new DecideUnlock(UnlockPolicy.Default, [One])), default)).ShouldBeTrue();
        }

        var reply = await CsvAsync(town, "partners/partner-1/access-log?limit=10");
        reply.MediaType.ShouldBe("text/csv");
        var lines = reply.Text.Split("\r\n");
        lines[^1].ShouldBeEmpty();
        lines.Length.ShouldBe(Incidents + 2);
        lines[0].ShouldBe("id,kind,feedId,feed,agency,incidentId,number,callType,by,role,badge,name,at,from,until,seconds,how,why");
        lines[1].ShouldContain(",unlocked,feed-1,\"'=Till, \"\"north\"\"\",cpd,");
        lines[1].ShouldEndWith($",25-{Incidents - 1},ROBBERY,unlock policy,,,,2026-08-13T18:09:59.0000000Z,,,,,");
        lines[^2].ShouldContain(",25-0,");
        (await CsvAsync(town, "partners/partner-1/access-log?from=2026-08-14T18:00:00Z")).Text.ShouldBe($"{lines[0]}\r\n");
    }

    [Theory]
    [InlineData("text/csv, */*;q=0.1", "text/csv")]
    [InlineData("text/csv;q=0.5, application/json", "application/json")]
    [InlineData("text/csv;q=0", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("", "application/json")]
    public async Task What_a_reader_accepts_is_what_they_get(string accept, string mediaType)
    {
        await using var town = await StartAsync();
        var reply = await Owner(town, "partner-1").SendAsync(HttpMethod.Get, "partners/partner-1/access-log", headers: headers => headers.TryAddWithoutValidation("Accept", accept));
        reply.Should(200).MediaType.ShouldBe(mediaType);
        reply.Headers.Vary.ShouldBe(["Accept"]);
    }

    [Fact]
    public async Task That_it_was_read_is_on_record()
    {
        await using var town = await StartAsync();
        (await town.Auditor.GetAsync("partners/partner-1/access-log")).Should(200);
        (await Eventually.SeeAsync(() => town.PrincipalAsync("auditor"), entries => entries.Count == 2)).Select(entry => entry.Event).ShouldContain(new LogRead("ReadAccessLog", "partner-1"));
    }

    private static Desk Owner(Town town, string partner) => new(town, Role.PartnerOwner, $"owner-of-{partner}", "cpd");

    private static Task<Town> StartAsync(Action<IServiceCollection>? configure = null, params Feed[] feeds) => Town.StartAsync(feeds is [] ? [One, Two] : feeds, configure);

    private static async Task<(IncidentId Incident, GrantId Grant)> RobberyAsync(Town town, string number = "26-1")
    {
        var id = await town.Cad.ReportAsync(number);
        var view = await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        return (id, view.Grants.Single(grant => grant.FeedId == One.Id).GrantId);
    }

    private static Task<Reply> PutPersonAsync(Town town, string id, object person) => town.Admin.SendAsync(HttpMethod.Put, $"people/{id}", Desk.JsonText(Desk.Serialize(person)));

    private static async Task<Reply> CsvAsync(Town town, string path) =>
        (await Owner(town, "partner-1").SendAsync(HttpMethod.Get, path, headers: headers => headers.TryAddWithoutValidation("Accept", "text/csv"))).Should(200);

    private static async Task<AccessLine> ViewAsync(Desk desk) => (await ReadAsync(desk, "partners/partner-1/access-log")).Single(line => line.Kind == AccessKind.Viewed);

    // The whole log, page by page.
    private static async Task<IReadOnlyList<AccessLine>> ReadAsync(Desk desk, string path)
    {
        var lines = new List<AccessLine>();
        for (string? after = ""; after is not null;)
        {
            var page = (await desk.GetAsync($"{path}{(path.Contains('?') ? '&' : '?')}after={after}")).As((JsonTypeInfo<Page<AccessLine>>)ApiJson.Default.GetTypeInfo(typeof(Page<AccessLine>))!);
            lines.AddRange(page.Items);
            after = page.Next;
        }

        return lines;
    }
}
