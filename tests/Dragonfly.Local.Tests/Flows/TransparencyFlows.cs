using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Transparency;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Transparency;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>What the public reads is counted from the log, once, and is on the log itself.</summary>
public sealed class TransparencyFlows
{
    private static readonly DateTimeOffset September = new(2026, 9, 4, 4, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_month_is_counted_from_the_log_published_once_and_read_by_anybody()
    {
        using var folder = new TemporaryFolder();
        await LiveAsync(folder.Path, robberies: 6);
        await using var town = await Town.StartAsync(Town.TwoCameras, null, folder.Path, September);
        (await ReadAsync(town, "transparency")).Json.GetProperty("months").GetArrayLength().ShouldBe(0);
        await PublishAsync(town);
        await PublishAsync(town);

        var page = (await ReadAsync(town, "transparency")).Should(200).Json;
        var month = page.GetProperty("months").EnumerateArray().ShouldHaveSingleItem();
        var figures = month.GetProperty("figures").GetProperty("agencies").EnumerateArray().ShouldHaveSingleItem();
        (figures.GetProperty("agency").GetString(), figures.GetProperty("incidents").GetInt32()).ShouldBe(("cpd", 11));
        var uses = figures.GetProperty("uses");
        uses.GetProperty("byArea").GetRawText().ShouldBe("""{"rows":[{"code":"B7","count":6}]}""");
        uses.GetProperty("byViewing").GetRawText().ShouldBe("""{"rows":[{"code":"viewed","count":6}]}""");
        uses.GetProperty("views").GetInt32().ShouldBe(6);
        uses.TryGetProperty("feeds", out _).ShouldBeFalse("two cameras are too few to tell");

        var entries = await town.Service<ITimelines>().ReadAsync(TransparencyState.Timeline, 0, 10, default);
        entries.ShouldHaveSingleItem().Event.ShouldBeOfType<FiguresPublished>().Month.ToString().ShouldBe("2026-08");
        Chain.FaultIn(entries).ShouldBeNull();
        month.GetProperty("hash").GetString().ShouldBe(entries[0].Hash);
    }

    [Fact]
    public async Task What_was_published_can_be_counted_again_from_the_timelines_alone()
    {
        using var folder = new TemporaryFolder();
        var incidents = await LiveAsync(folder.Path, robberies: 5);
        await using var town = await Town.StartAsync(Town.TwoCameras, null, folder.Path, September);
        await PublishAsync(town);
        var published = (await town.Service<TransparencyDesk>().ReadAsync(default)).Months.Single().Figures.Agencies.Single();

        var again = new MonthCount(new("cpd"), new(2026, 8));
        foreach (var incident in incidents) again.Add(incident.Timeline, await town.TimelineAsync(incident));
        JsonSerializer.Serialize(again.ToFigures()).ShouldBe(JsonSerializer.Serialize(published));
    }

    [Fact]
    public async Task An_auditor_counts_again_from_an_export_and_sees_when_something_is_missing()
    {
        using var folder = new TemporaryFolder();
        var incidents = await LiveAsync(folder.Path, robberies: 5);
        await using var town = await Town.StartAsync(Town.TwoCameras, null, folder.Path, September);
        await PublishAsync(town);
        var export = await town.Auditor.ExportAsync();
        (await AuditDesk.CountAsync(export)).ShouldSatisfyAllConditions(
            run => run.Output.ShouldContain("2026-08 cpd: as published"),
            run => run.ExitCode.ShouldBe(0));

        var start = export.FindIndex(line => line.Contains($"\"{incidents[0].Timeline}\"", StringComparison.Ordinal));
        var end = export.FindIndex(start + 1, line => line.Contains("\"timeline\":", StringComparison.Ordinal));
        export.RemoveRange(start, end - start);
        (await AuditDesk.CountAsync(export)).ShouldSatisfyAllConditions(
            run => run.Output.ShouldContain("2026-08 cpd: NOT AS PUBLISHED"),
            run => run.ExitCode.ShouldBe(1));
    }

    [Fact]
    public async Task A_month_that_has_not_ended_for_three_days_is_not_published()
    {
        using var folder = new TemporaryFolder();
        await LiveAsync(folder.Path, robberies: 5);
        await using var town = await Town.StartAsync(Town.TwoCameras, null, folder.Path, September.AddDays(-1));
        await PublishAsync(town);
        (await ReadAsync(town, "transparency")).Json.GetProperty("months").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Months_that_were_missed_are_made_up_for()
    {
        using var folder = new TemporaryFolder();
        await LiveAsync(folder.Path, robberies: 5);
        await using var town = await Town.StartAsync(Town.TwoCameras, null, folder.Path, September.AddMonths(2));
        await PublishAsync(town);
        var months = (await ReadAsync(town, "transparency")).Json.GetProperty("months").EnumerateArray().Select(month => month.GetProperty("figures")).ToArray();
        months.Select(month => month.GetProperty("month").GetString()).ShouldBe(["2026-08", "2026-09", "2026-10"]);
        months[2].GetProperty("agencies")[0].GetProperty("incidents").GetInt32().ShouldBe(0, "nothing is a figure too");
    }

    [Fact]
    public async Task The_standing_facts_say_what_is_promised_and_what_is_set_and_not_more()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var facts = (await ReadAsync(town, "transparency")).Json.GetProperty("facts");
        facts.GetProperty("notDetected").EnumerateArray().Select(item => item.GetString()).ShouldContain("facial recognition");
        facts.GetProperty("forbiddenCallTypes").EnumerateArray().Select(item => item.GetString()).ShouldBe(["ALIEN", "CIVDIS", "CU2", "CU3", "CURFEW"]);
        facts.GetProperty("policyVersion").GetString().ShouldBe((await town.Admin.PolicyAsync()).Policy.Version);
        facts.GetProperty("retention").EnumerateArray().Select(rule => rule.TryGetProperty("days", out var days) ? days.GetInt32() : (int?)null).ShouldContain(7, "rejected messages");
        facts.GetProperty("retention").EnumerateArray().Select(rule => rule.TryGetProperty("days", out var days) ? days.GetInt32() : (int?)null).ShouldContain(2_555, "the log");
        var clips = facts.GetProperty("retention").EnumerateArray().Single(rule => rule.GetProperty("what").GetString()!.Contains("recordings", StringComparison.Ordinal));
        clips.GetProperty("days").GetInt32().ShouldBe(30);
        facts.GetProperty("organizationsWithAccess").EnumerateArray().Select(agency => agency.GetString()).ShouldContain("cpd");
        facts.GetProperty("agreementVersion").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("transparency", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html")]
    [InlineData("transparency", "text/csv", "text/csv")]
    [InlineData("transparency", "text/csv;q=0.1, application/json;q=0.9", "application/json")]
    [InlineData("transparency", null, "application/json")]
    [InlineData("transparency", "*/*", "application/json")]
    [InlineData("transparency?format=csv", "text/html", "text/csv")]
    [InlineData("reports/annual", null, "text/markdown")]
    [InlineData("reports/annual", "text/html", "text/html")]
    [InlineData("reports/annual?year=2026&format=html", null, "text/html")]
    public async Task It_is_to_be_had_in_the_form_that_is_asked_for(string path, string? accept, string mediaType)
    {
        await using var town = await Town.StartAsync();
        var reply = (await ReadAsync(town, path, accept)).Should(200);
        reply.MediaType.ShouldBe(mediaType);
        reply.Headers.Vary.ShouldBe(["Accept"]);
        reply.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
    }

    [Theory]
    [InlineData("transparency?format=pdf", null, 400, "unknownFormat")]
    [InlineData("transparency", "image/png", 406, "notAcceptable")]
    [InlineData("reports/annual?year=2027", null, 400, "outOfRange")]
    [InlineData("reports/annual?year=last", null, 400, "outOfRange")]
    public async Task What_cannot_be_had_is_said(string path, string? accept, int status, string code)
    {
        await using var town = await Town.StartAsync();
        (await ReadAsync(town, path, accept)).ShouldBeProblem(status, code);
    }

    [Fact]
    public async Task What_CAD_calls_a_beat_is_neither_a_formula_nor_markup_to_those_who_read_it()
    {
        using var folder = new TemporaryFolder();
        await LiveAsync(folder.Path, robberies: 5, beat: "=cmd|' /C calc'!A0<b>");
        await using var town = await Town.StartAsync(Town.TwoCameras, null, folder.Path, September);
        await PublishAsync(town);
        (await ReadAsync(town, "transparency?format=csv")).Text.ShouldContain("2026-08,cpd,area,'=cmd|' /C calc'!A0<b>,5,1\r\n");
        (await ReadAsync(town, "transparency?format=html")).Text.ShouldContain("&lt;b&gt;");
    }

    [Fact]
    public async Task The_report_tells_what_the_log_knows_and_what_an_administrator_stated()
    {
        using var folder = new TemporaryFolder();
        await LiveAsync(folder.Path, robberies: 6);
        await using var town = await Town.StartAsync(Town.TwoCameras, null, folder.Path, September);
        await PublishAsync(town);
        var before = await ReadAsync(town, "reports/annual?year=2026");
        before.Text.ShouldContain("| B7 | 6 |");
        before.Text.ShouldContain("The program's administration has filed no statement on this.");

        var tag = (await town.Admin.GetAsync("reports/annual/2026/statements")).Should(200).Headers.ETag!.ToString();
        (await FileAsync(town, tag, """{"cost":"$12,000","complaints":"None."}""")).Should(200).Headers.ETag!.ToString().ShouldNotBe(tag);
        var report = await ReadAsync(town, "reports/annual?year=2026");
        report.Text.ShouldContain("$12,000");
        report.Text.ShouldContain("entry 1 of the timeline reports/2026");
        (await ReadAsync(town, "reports/annual?year=2025")).Text.ShouldNotContain("$12,000");
        (await town.Auditor.GetAsync("reports/annual/2026/statements")).Should(200).Json.GetProperty("statements").GetProperty("complaints").GetString().ShouldBe("None.");
    }

    [Fact]
    public async Task Statements_that_are_refused_are_told_every_fault_and_recorded()
    {
        await using var town = await Town.StartAsync();
        (await FileAsync(town, null, """{"cost":"$1"}""")).ShouldBeProblem(428, "ifMatchMissing");
        (await FileAsync(town, "\"0\"", """{"cost":"","costs":"$1","breaches":7}""")).Should(422).Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString())
            .ShouldBe(["$.costs", "$.breaches", "$.cost"], ignoreOrder: true);
        (await FileAsync(town, "\"0\"", """{"cost":"$1"}""")).Should(200);
        (await FileAsync(town, "\"0\"", """{"cost":"$2"}""")).ShouldBeProblem(412, "statementsChanged");
        (await town.Admin.GetAsync("reports/annual/1999/statements")).ShouldBeProblem(404, "notFound");
        (await town.Admin.GetAsync("reports/annual/2027/statements")).ShouldBeProblem(404, "notFound");
        var recorded = await town.Service<ITimelines>().ReadAsync(PrincipalLog.TimelineOf(new AgencyId("cpd"), "admin", Town.Afternoon), 0, 100, default);
        recorded.Select(entry => entry.Event).OfType<Refused>().Select(refused => refused.Code).ShouldBe(["unknownProperty", "statementsChanged"]);
    }

    // Six or so robberies and five noises: each robbery is unlocked, viewed for a while, and closed.
    private static async Task<List<IncidentId>> LiveAsync(string folder, int robberies, string beat = "B7")
    {
        await using var town = await Town.StartAsync(Town.TwoCameras, null, folder);
        var incidents = new List<IncidentId>();
        for (var noise = 1; noise <= 5; noise++) incidents.Add(await town.Cad.ReportAsync($"26-0{noise}", "NOISE"));
        for (var number = 1; number <= robberies; number++)
        {
            (await town.Cad.SendAsync(town.Cad.Message($"26-{number}", beat: beat))).Should(202);
            var id = town.Cad.IdOf($"26-{number}");
            var view = await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
            var ticket = await town.Investigator.TicketAsync(id, view.Grants[0].GrantId);
            town.Clock.Advance(TimeSpan.FromSeconds(20));
            (await town.Investigator.ReturnAsync(ticket.Ticket)).Should(204);
            await town.Cad.CloseAsync($"26-{number}");
            await town.Investigator.SeesAllAsync(id, GrantState.Locked);
            incidents.Add(id);
        }

        return incidents;
    }

    private static Task PublishAsync(Town town) => town.Functions.FireTimerAsync(nameof(FiguresPublisher.PublishFigures));

    private static Task<Reply> ReadAsync(Town town, string path, string? accept = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"api/{path}");
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        return Reply.OfAsync(town.Http, request);
    }

    private static Task<Reply> FileAsync(Town town, string? tag, string body) => town.Admin.SendAsync(
        HttpMethod.Put, "reports/annual/2026/statements", Desk.JsonText(body), headers => headers.TryAddWithoutValidation("If-Match", tag is null ? [] : [tag]));
}
