using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Registry;

/// <summary>Owners ask installers for help, over HTTP.</summary>
public sealed class WorkOrderFlows : IAsyncLifetime
{
    private const string Import = "kind,site,name,reference,latitude,longitude,timeZone\nsite,Dock,,,35.0456,-85.3097,America/New_York\nfeed,Dock,Gate,C-1,35.0456,-85.3097,\n";

    private Town town = null!;

    private Desk Owner => OwnerOf("partner-1");

    private Desk Epb => new(town, Role.Installer, "dev-installer", "cpd");

    private Desk Volt => new(town, Role.Installer, "bob", "cpd");

    private DateTimeOffset Tomorrow => town.Clock.GetUtcNow().AddDays(1);

    public async Task InitializeAsync()
    {
        town = await Town.StartAsync(Town.TwoCameras);
        var tag = (await town.Admin.GetAsync("installers")).Headers.ETag!.ToString();
        var list = new { installers = new[] { new { id = "epb", users = new[] { "dev-installer" } }, new { id = "volt", users = new[] { "bob" } } } };
        (await town.Admin.SendAsync(HttpMethod.Put, "installers", Desk.JsonText(Desk.Serialize(list)), headers => headers.TryAddWithoutValidation("If-Match", tag))).Should(200);
    }

    public async Task DisposeAsync() => await town.DisposeAsync();

    [Fact]
    public async Task The_owner_asks_the_installer_comes_and_the_owner_accepts()
    {
        var order = await RequestAsync();
        (order.GetProperty("installer").GetString(), order.GetProperty("status").GetString()).ShouldBe(("epb", "requested"));

        var seen = (await OrdersAsync(Epb)).ShouldHaveSingleItem();
        (IdOf(seen), seen.GetProperty("partner").GetProperty("name").GetString()).ShouldBe((IdOf(order), order.GetProperty("partner").GetProperty("name").GetString()));

        order = (await StepAsync(Epb, order, "schedule", new { visitAt = Tomorrow })).Should(200).Json;
        (order.GetProperty("status").GetString(), order.GetProperty("visitAt").GetDateTimeOffset()).ShouldBe(("scheduled", Tomorrow));
        order = (await StepAsync(Epb, order, "installed")).Should(200).Json;
        var accepted = (await StepAsync(Owner, order, "accept")).Should(200);
        accepted.Json.GetProperty("status").GetString().ShouldBe("accepted");
        accepted.Headers.ETag!.Tag.ShouldBe($"\"{accepted.Json.GetProperty("version")}\"");
        accepted.Json.GetProperty("partner").TryGetProperty("name", out _).ShouldBeFalse("there is nothing left to speak about");

        (await TimelineAsync()).Where(entry => entry.Event is WorkOrderEvent).Select(entry => (entry.Event.GetType(), entry.Origin.Actor)).ShouldBe(
            [(typeof(WorkRequested), "owner-of-partner-1"), (typeof(WorkScheduled), "dev-installer"), (typeof(WorkInstalled), "dev-installer"), (typeof(WorkAccepted), "owner-of-partner-1")]);
    }

    [Fact]
    public async Task An_installer_sees_its_own_orders_over_all_partners_and_nobody_elses()
    {
        var ours = await RequestAsync();
        var theirs = (await OwnerOf("partner-2").PostAsync("partners/partner-2/work-orders", new { kind = "connectivity" })).Should(201).Json;
        var volts = await RequestAsync(installer: "volt");
        IdsOf(await OrdersAsync(Epb)).ShouldBe([IdOf(ours), IdOf(theirs)]);
        IdsOf(await OrdersAsync(Volt)).ShouldBe([IdOf(volts)]);
        IdsOf(await OrdersAsync(Epb, "?status=scheduled")).ShouldBeEmpty();
        IdsOf(await OrdersAsync(Epb, "?after=partner-1")).ShouldBe([IdOf(theirs)]);
        IdsOf(await OrdersAsync(town.Admin, "?installer=volt")).ShouldBe([IdOf(volts)]);
        IdsOf(await ItemsAsync(Epb, "partners/partner-1/work-orders")).ShouldBe([IdOf(ours)]);
        IdsOf(await ItemsAsync(Owner, "partners/partner-1/work-orders")).ShouldBe([IdOf(volts), IdOf(ours)], ignoreOrder: true);
        (await Epb.GetAsync("work-orders?status=done")).ShouldBeProblem(400, "unknownStatus");
    }

    [Fact]
    public async Task What_is_foreign_does_not_exist()
    {
        var order = await RequestAsync();
        foreach (var step in new[] { "schedule", "installed", "cancel" })
        {
            (await StepAsync(Volt, order, step, new { visitAt = Tomorrow })).ShouldBeProblem(404, "notFound");
            (await Epb.SendAsync(HttpMethod.Post, $"partners/partner-1/work-orders/other/{step}", Desk.JsonText("{}"), headers => headers.TryAddWithoutValidation("If-Match", "\"1\""))).ShouldBeProblem(404, "notFound");
            (await Epb.SendAsync(HttpMethod.Post, $"partners/partner-2/work-orders/{IdOf(order)}/{step}", Desk.JsonText("{}"), headers => headers.TryAddWithoutValidation("If-Match", "\"1\""))).ShouldBeProblem(404, "notFound");
        }

        foreach (var step in new[] { "accept", "cancel" }) (await StepAsync(OwnerOf("partner-2"), order, step)).ShouldBeProblem(404, "notFound");
        (await OwnerOf("partner-2").PostAsync("partners/partner-1/work-orders", new { kind = "needs" })).ShouldBeProblem(404, "notFound");
        (await OwnerOf("partner-2").GetAsync("partners/partner-1/work-orders")).ShouldBeProblem(404, "notFound");
        (await Volt.GetAsync("partners/partner-1/work-orders")).ShouldBeProblem(404, "notFound");
        (await ImportAsync(Volt)).ShouldBeProblem(404, "notFound");
        (await new Desk(town, Role.Installer, "owner-of-partner-1", "cpd").GetAsync("work-orders")).ShouldBeProblem(403, "installerNotApproved");
    }

    [Fact]
    public async Task An_installer_adds_while_its_work_is_under_way_and_then_no_more()
    {
        var order = await RequestAsync();
        (await ImportAsync(Epb)).ShouldBeProblem(403, "noWorkUnderWay");
        order = (await StepAsync(Epb, order, "schedule", new { visitAt = Tomorrow })).Should(200).Json;
        (await ImportAsync(Epb)).Should(200);
        (await ImportAsync(Epb, Import.Replace("Gate", "Back gate"))).ShouldBeProblem(422, "notYours");
        order = (await StepAsync(Epb, order, "installed")).Should(200).Json;
        (await ImportAsync(Epb, Import.Replace("C-1", "C-2"))).Should(200);
        (await StepAsync(Owner, order, "accept")).Should(200);
        (await ImportAsync(Epb, Import.Replace("C-1", "C-3"))).ShouldBeProblem(403, "noWorkUnderWay");

        var feeds = await town.Service<IPartnerStore>().ReadFeedsAsync(new("partner-1"), null, null, 100, default);
        feeds.Where(feed => feed.Id.Value != "feed-1").Select(feed => (feed.Label!.ExternalReference, feed.Sharing.Enabled)).ShouldBe([("C-1", false), ("C-2", false)], ignoreOrder: true);
    }

    [Fact]
    public async Task The_doors_for_one_site_and_one_feed_keep_to_the_same_bounds()
    {
        var site = new { name = "Dock", place = new { latitude = 35.0456, longitude = -85.3097 }, timeZone = "America/New_York" };
        var order = await RequestAsync();
        (await Epb.PostAsync("partners/partner-1/sites", site)).ShouldBeProblem(403, "noWorkUnderWay");
        (await StepAsync(Epb, order, "schedule", new { visitAt = Tomorrow })).Should(200);
        var added = (await Epb.PostAsync("partners/partner-1/sites", site)).Should(201).Json.GetProperty("siteId").GetString();
        (await Epb.PostAsync("partners/partner-1/feeds", new { site = added, name = "Gate", place = site.place })).Should(201);
        (await Volt.PostAsync("partners/partner-1/sites", site)).ShouldBeProblem(404, "notFound");

        var there = (await Owner.PostAsync("partners/partner-1/work-orders", new { kind = "needs", installer = "volt", site = added })).Should(201).Json;
        (await StepAsync(Volt, there, "schedule", new { visitAt = Tomorrow })).Should(200);
        (await Volt.PostAsync("partners/partner-1/feeds", new { site = added, name = "Ramp", place = site.place })).Should(201);
        (await Volt.PostAsync("partners/partner-1/feeds", new { site = "partner-1-site-1", name = "Roof", place = site.place })).ShouldBeProblem(403, "notOrdered");
        (await Volt.PostAsync("partners/partner-1/sites", site)).ShouldBeProblem(403, "notOrdered");
        (await TimelineAsync())[^1].ShouldSatisfyAllConditions(entry => entry.Event.ShouldBe(new PartnerRefused("AddSite", "notOrdered", null)), entry => entry.Origin.Actor.ShouldBe("bob"));
    }

    [Fact]
    public async Task Who_is_taken_off_the_list_is_out_at_once()
    {
        var order = await RequestAsync(installer: "volt");
        var tag = (await town.Admin.GetAsync("installers")).Headers.ETag!.ToString();
        (await town.Admin.SendAsync(HttpMethod.Put, "installers", Desk.JsonText("""{"installers": [{"id": "epb"}]}"""), headers => headers.TryAddWithoutValidation("If-Match", tag))).Should(200);
        (await StepAsync(Volt, order, "schedule", new { visitAt = Tomorrow })).ShouldBeProblem(403, "installerNotApproved");
        (await Owner.PostAsync("partners/partner-1/work-orders", new { kind = "needs", installer = "volt" })).ShouldBeProblem(422, "installerNotApproved");
        (await StepAsync(Owner, order, "cancel", new { reason = "they are gone" })).Should(200);
    }

    [Fact]
    public async Task Steps_out_of_order_or_on_what_was_read_too_long_ago_are_refused_and_recorded()
    {
        var order = await RequestAsync();
        (await StepAsync(Epb, order, "installed")).ShouldBeProblem(409, "wrongStatus");
        (await StepAsync(Epb, order, "schedule", new { visitAt = town.Clock.GetUtcNow().AddDays(-1) })).ShouldBeProblem(422, "visitOutOfRange");
        var scheduled = (await StepAsync(Epb, order, "schedule", new { visitAt = Tomorrow })).Should(200).Json;
        (await StepAsync(Epb, order, "schedule", new { visitAt = Tomorrow })).ShouldBeProblem(412, "changed");
        (await Epb.PostAsync($"partners/partner-1/work-orders/{IdOf(order)}/installed")).ShouldBeProblem(428, "ifMatchMissing");
        (await StepAsync(Owner, scheduled, "cancel", new { reason = "not now" })).Should(200).Json.GetProperty("status").GetString().ShouldBe("canceled");
        (await TimelineAsync()).Select(entry => entry.Event).OfType<PartnerRefused>().Select(refused => (refused.Command, refused.Code, refused.Subject)).ShouldBe(
            [("FinishWork", "wrongStatus", IdOf(order)), ("ScheduleWork", "visitOutOfRange", IdOf(order)), ("ScheduleWork", "changed", IdOf(order)), ("FinishWorkOrder", "ifMatchMissing", null)]);
    }

    [Theory]
    [InlineData("""{}""", 422, "required")]
    [InlineData("""{"kind": "coffee"}""", 422, "unknownKind")]
    [InlineData("""{"kind": "needs", "site": "another's"}""", 404, "notFound")]
    [InlineData("""{"kind": "needs", "note": "call me"}""", 422, "unknownProperty")]
    public async Task A_request_is_read_strictly(string body, int status, string code) => (await Owner.PostAsync("partners/partner-1/work-orders", body)).ShouldBeProblem(status, code);

    private Desk OwnerOf(string partner) => new(town, Role.PartnerOwner, $"owner-of-{partner}", "cpd");

    private async Task<JsonElement> RequestAsync(string? installer = null) => (await Owner.PostAsync("partners/partner-1/work-orders", new { kind = "placement", installer })).Should(201).Json;

    private static Task<Reply> StepAsync(Desk desk, JsonElement order, string step, object? body = null) => desk.SendAsync(
        HttpMethod.Post,
        $"partners/partner-1/work-orders/{IdOf(order)}/{step}",
        body is null ? null : Desk.JsonText(Desk.Serialize(body)),
        headers => headers.TryAddWithoutValidation("If-Match", $"\"{order.GetProperty("version")}\""));

    private static async Task<Reply> ImportAsync(Desk desk, string file = Import)
    {
        var trial = await desk.SendAsync(HttpMethod.Post, "partners/partner-1/import?dryRun=true", File());
        return trial.Status != 200 ? trial : await desk.SendAsync(HttpMethod.Post, "partners/partner-1/import", File(), headers => headers.TryAddWithoutValidation("If-Match", trial.Headers.ETag!.ToString()));

        StringContent File() => new(file, System.Text.Encoding.UTF8, "text/csv");
    }

    private static Task<JsonElement[]> OrdersAsync(Desk desk, string query = "") => ItemsAsync(desk, $"work-orders{query}");

    private static async Task<JsonElement[]> ItemsAsync(Desk desk, string path) => [.. (await desk.GetAsync(path)).Should(200).Json.GetProperty("items").EnumerateArray()];

    private static string IdOf(JsonElement order) => order.GetProperty("id").GetString()!;

    private static string[] IdsOf(JsonElement[] orders) => [.. orders.Select(IdOf)];

    private async Task<IReadOnlyList<Entry>> TimelineAsync() => await town.Service<ITimelines>().ReadAsync(Partner.TimelineOf(new("partner-1")), 0, 100, default);
}
