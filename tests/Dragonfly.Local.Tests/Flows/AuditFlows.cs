using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Audit.Verification;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Audit;
using Dragonfly.Local.Tests.City;
using Microsoft.Data.Sqlite;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>An auditor reads the log, takes it home, and finds whatever was done to it.</summary>
public sealed class AuditFlows
{
    [Fact]
    public async Task An_auditor_takes_the_log_home_and_finds_it_whole()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await LiveAsync(town);
        await town.SealAsync();
        var lines = await town.Auditor.ExportAsync();
        var (exitCode, output) = await AuditDesk.ToolAsync(lines);
        output.ShouldContain("The log is as it was written.");
        exitCode.ShouldBe(0, output);
        var report = await AuditDesk.ReportAsync(lines);
        report.Seals.ShouldBe([new("cpd", 1, null, Town.Afternoon), new("program", 1, null, Town.Afternoon)]);
        report.Unsealed.ShouldBeInRange(1, 2, "the reading of the log itself, and that who reads it signed in, which is noted aside");
        var stored = await town.Service<IAuditArchive>().ReadAsync(id.Timeline, 0, 1_000, default);
        var at = lines.IndexOf($"{{\"timeline\":\"incidents/{id}\",\"agency\":\"cpd\",\"after\":0}}");
        lines.GetRange(at + 1, stored.Length).ShouldBe(stored.Select(entry => Encoding.UTF8.GetString(entry.Span)), "each line is as it is stored");

        var served = await town.Auditor.VerifyAsync();
        (served.Whole, served.OwnKeys, served.Seals.Length).ShouldBe((true, false, 2));
    }

    public static TheoryData<string, string, string> Tamperings => new()
    {
        { "a value", "changed", "entry 3" },
        { "a field lost from an event", "changed", "entry 3" },
        { "a field added to an event", "changed", "entry 3" },
        { "a field lost from an entry", "fieldLost", "entry 3" },
        { "a field added to an entry", "fieldAdded", "entry 3" },
        { "an entry hashed anew", "notLinked", "entry 4" },
        { "all hashed anew", "changed", "entry" },
        { "an entry gone", "missing", "entry 3" },
        { "two exchanged", "reordered", "entry 3" },
        { "one twice", "duplicated", "entry 3" },
        { "the end gone", "truncated", "entry 3" },
        { "the timeline gone", "timelineMissing", "incidents/" },
        { "no JSON", "unreadable", "entry 3" },
        { "an entry added", "unsealed", "entry" },
        { "a checkpoint without it", "badSignature", "checkpoints/cpd, entry 1" },
        { "another key", "unknownKey", "checkpoints/cpd, entry 1" },
        { "the export cut short", "incomplete", "the export" },
    };

    [Theory]
    [MemberData(nameof(Tamperings))]
    public async Task Whatever_is_done_to_an_export_is_found_and_named(string tampering, string fault, string place)
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var timeline = (await OverAsync(town)).Timeline.Value;
        town.Clock.Advance(TimeSpan.FromMinutes(6));
        await town.SealAsync();
        var lines = await town.Auditor.ExportAsync();
        var tampered = Tamper(lines, timeline, tampering);
        var (exitCode, output) = await AuditDesk.ToolAsync(tampered);
        exitCode.ShouldBe(1, output);
        output.ShouldContain("The log is NOT as it was written");
        output.Split('\n').ShouldContain(line => line.StartsWith($"FAULT     {fault}: ", StringComparison.Ordinal) && line.Contains(place, StringComparison.Ordinal), output);
        if (place.StartsWith("entry", StringComparison.Ordinal)) output.ShouldContain($"{fault}: {timeline}, {place}");
    }

    [Fact]
    public async Task What_is_done_to_the_store_is_found_by_the_server_as_by_the_tool()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await LiveAsync(town);
        (await town.Auditor.VerifyAsync()).Whole.ShouldBeTrue();
        await town.SealAsync();
        foreach (var (sql, code) in ((string, string)[])
            [
                ("UPDATE entry SET json = replace(json, '\"actor\":\"investigator\"', '\"actor\":\"nobody\"') WHERE kind = 'ticketIssued'", "changed"),
                ("UPDATE entry SET json = replace(json, '\"actor\":\"nobody\"', '\"actor\":\"investigator\"') WHERE kind = 'ticketIssued'", ""),
                ("DELETE FROM entry WHERE kind = 'unlockDecided'", "missing"),
                ("DELETE FROM entry WHERE timeline = (SELECT key FROM timeline WHERE id LIKE 'incidents/%')", "timelineMissing"),
            ])
        {
            Execute(town, sql);
            var auditor = new AuditDesk(town, $"auditor-{code}"); // One may not verify as often as one likes.
            var report = await auditor.VerifyAsync();
            if (code == "") report.Faults.ShouldBeEmpty();
            else report.Faults.Select(fault => (fault.Code, fault.Timeline)).ShouldContain((code, id.Timeline.Value), sql);
            (await AuditDesk.ReportAsync(await auditor.ExportAsync())).Faults.Select(fault => fault.Code).ShouldBe(report.Faults.Select(fault => fault.Code));
        }

        await town.SealAsync();
        (await town.Auditor.VerifyAsync()).Whole.ShouldBeFalse("a later checkpoint does not heal it");
    }

    [Fact]
    public async Task An_entry_that_is_no_json_keeps_nobody_from_the_rest()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await LiveAsync(town);
        Execute(town, "UPDATE entry SET json = '{' || char(10) || 'x' WHERE kind = 'ticketIssued'");
        await town.SealAsync();
        var report = await AuditDesk.ReportAsync(await town.Auditor.ExportAsync());
        report.Faults.Select(fault => (fault.Code, fault.Timeline)).ShouldBe([("unreadable", id.Timeline.Value)]);
        (await town.Auditor.SearchAsync("kind=ticketIssued")).Items.Single().GetProperty("entry").GetString().ShouldBe("{\nx");

        Execute(town, "UPDATE entry SET json = 'x' WHERE timeline = (SELECT key FROM timeline WHERE id = 'checkpoints/cpd')");
        (await town.Auditor.VerifyAsync()).Faults.Select(fault => (fault.Code, fault.Timeline)).ShouldContain(("unreadable", "checkpoints/cpd"));
        (await AuditDesk.ReportAsync(await town.Auditor.ExportAsync())).Whole.ShouldBeFalse();
    }

    [Fact]
    public async Task The_log_is_sealed_every_quarter_of_an_hour_and_once_more_for_the_day()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        await OverAsync(town);
        for (var quarter = 1; quarter <= 26; quarter++)
        {
            await PassQuarterAsync(town, quarter);
        }

        var checkpoints = Sealed(town, "cpd");
        checkpoints.Select(entry => entry.At).ShouldBe(Enumerable.Range(1, 26).Select(quarter => Town.Afternoon.AddMinutes(15 * quarter)));
        var signed = checkpoints.Select(entry => (CheckpointSigned)entry.Event).ToArray();
        signed[0].Heads.ShouldNotBeEmpty();
        signed[20].Heads.ShouldBeEmpty();
        signed.Single(checkpoint => checkpoint.Day is not null).ShouldSatisfyAllConditions(
            closing => closing.Day.ShouldBe(new DateOnly(2026, 8, 14)),
            closing => closing.Heads.Select(head => head.Timeline).ShouldBe(signed[0].Heads.Select(head => head.Timeline), ignoreOrder: true));
        Array.FindIndex(signed, checkpoint => checkpoint.Day is not null).ShouldBe(23, "the one at midnight");
        (await town.Auditor.VerifyAsync()).Whole.ShouldBeTrue();
    }

    [Fact]
    public async Task A_part_of_the_log_is_exported_with_the_checkpoints_that_prove_it()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var first = await OverAsync(town);
        for (var quarter = 1; quarter <= 8; quarter++)
        {
            await PassQuarterAsync(town, quarter);
        }

        var second = await town.Cad.ReportAsync("26-2", callType: "NOISE");
        await town.UntilAsync(() => town.PrincipalAsync("cad"), noted => noted.Count == 2); // Signed in with another token: noted aside, and a clock that leaps meanwhile would date it before it is stored.
        await PassQuarterAsync(town, 9);

        var from = Town.Afternoon.AddMinutes(110);
        var lines = await town.Auditor.ExportAsync($"?from={from:O}".Replace("+", "%2B", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains(second.Value, StringComparison.Ordinal));
        lines.ShouldNotContain(line => line.Contains($"\"incidents/{first}\"", StringComparison.Ordinal) && line.StartsWith("{\"timeline\"", StringComparison.Ordinal));
        lines.ShouldContain("{\"timeline\":\"checkpoints/cpd\",\"agency\":\"cpd\",\"after\":7}");
        (await AuditDesk.ReportAsync(lines)).Faults.ShouldBeEmpty();
        (await AuditDesk.ReportAsync([.. lines.Where(line => !line.Contains(second.Value, StringComparison.Ordinal) || line.Contains("checkpointSigned", StringComparison.Ordinal))]))
            .Faults.Select(fault => (fault.Code, fault.Timeline)).ShouldContain(("timelineMissing", second.Timeline.Value));

        var until = $"?to={Town.Afternoon.AddMinutes(10):O}".Replace("+", "%2B", StringComparison.Ordinal);
        (await AuditDesk.ReportAsync(await town.Auditor.ExportAsync(until))).ShouldSatisfyAllConditions(
            report => report.Faults.ShouldBeEmpty(),
            report => report.To.ShouldBe(Town.Afternoon.AddMinutes(10)));
        (await town.Auditor.VerifyAsync(until)).Whole.ShouldBeTrue();
        (await town.Auditor.GetAsync("audit/export?from=2026-08-14&to=2026-08-14")).ShouldBeProblem(400, "outOfRange");
    }

    [Fact]
    public async Task Entries_are_found_by_time_principal_kind_and_timeline()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await LiveAsync(town);
        await town.Admin.ReviseAsync(policy => policy);
        var auditor = town.Auditor;
        var all = (await auditor.SearchAsync("")).Items;
        new[] { "incidents", "partners", "policy" }.ShouldBeSubsetOf(all.Select(item => item.GetProperty("timeline").GetString()!.Split('/')[0]));
        all.Select(item => item.GetProperty("entry").GetProperty("at").GetDateTimeOffset()).ShouldBeInOrder(SortDirection.Descending);

        var tickets = (await auditor.SearchAsync("kind=ticketIssued&actor=investigator")).Items.Single();
        (tickets.GetProperty("agency").GetString(), tickets.GetProperty("timeline").GetString()).ShouldBe(("cpd", id.Timeline.Value));
        tickets.GetProperty("entry").Deserialize(CoreJson.Default.Entry)!.Event.ShouldBeOfType<TicketIssued>().Viewer.ShouldBe("investigator");
        (await auditor.SearchAsync($"timeline={id.Timeline}")).Items.Count.ShouldBe((await town.TimelineAsync(id)).Count);
        (await auditor.SearchAsync("timeline=policy")).Items.Single().GetProperty("agency").GetString().ShouldBe("program");
        (await auditor.SearchAsync("from=2026-08-15")).Items.ShouldBeEmpty();
        (await auditor.GetAsync("audit?kind=nonsense")).ShouldBeProblem(400, "unknownKind");
        (await auditor.GetAsync("audit?after=x")).ShouldBeProblem(400, "notACursor");
        (await auditor.GetAsync("audit?from=2026-08-15&to=2026-08-14")).ShouldBeProblem(400, "outOfRange");
    }

    [Fact]
    public async Task Pages_hold_each_entry_once()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await LiveAsync(town);
        var ticket = await town.Investigator.TicketAsync(id, (await town.Investigator.IncidentAsync(id)).Grants[0].GrantId);
        for (var i = 0; i < 210; i++) (await town.Investigator.RenewAsync(ticket.Ticket)).Should(200);
        foreach (var query in (string[])["kind=ticketRenewed", $"timeline={id.Timeline}&kind=ticketRenewed"])
        {
            var (items, pages) = await town.Auditor.SearchAsync(query);
            pages.ShouldBe(3);
            items.Select(item => item.GetProperty("entry").GetProperty("sequence").GetInt64()).ToArray().ShouldSatisfyAllConditions(
                sequences => sequences.ShouldBeInOrder(SortDirection.Descending),
                sequences => sequences.Length.ShouldBe(210));
        }
    }

    [Fact]
    public async Task An_agencys_auditor_sees_its_own_part_and_the_programs()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await LiveAsync(town);
        await town.Admin.ReviseAsync(policy => policy);
        await town.SealAsync();
        var other = new AuditDesk(town, "stranger", "tpd");
        (await other.SearchAsync("")).Items.Select(item => item.GetProperty("agency").GetString()).Distinct().ShouldBe(["program"]);
        (await other.SearchAsync($"timeline={id.Timeline}")).Items.ShouldBeEmpty();
        var lines = await other.ExportAsync();
        lines.ShouldNotContain(line => line.Contains(id.Value, StringComparison.Ordinal));
        (await AuditDesk.ReportAsync(lines)).Whole.ShouldBeTrue();
        (await new Desk(town, Role.Auditor, "nobody", "").GetAsync("audit")).ShouldBeProblem(403, "noAgency");
    }

    [Fact]
    public async Task That_the_log_was_read_is_on_it()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        await LiveAsync(town);
        var auditor = town.Auditor;
        await auditor.SearchAsync("kind=ticketIssued&actor=investigator");
        await auditor.SearchAsync("actor=Jane%20Doe");
        await auditor.VerifyAsync();
        await auditor.ExportAsync();
        var entries = await town.Service<ITimelines>().ReadAsync(new("principals/cpd/auditor/2026-08-14"), 0, 10, default);
        entries.Select(entry => entry.Event).OfType<LogRead>().ShouldBe([new("ReadAudit", "actor=investigator kind=ticketIssued"), new("ReadAudit"), new("VerifyAudit", "whole"), new("ExportAudit")]);
        entries.Where(entry => entry.Event is LogRead).ShouldAllBe(entry => entry.Origin == new Origin("auditor", Role.Auditor, ((LogRead)entry.Event).What));
        Chain.FaultIn(entries).ShouldBeNull();
    }

    // A robbery that somebody looks at.
    // The timer is armed for the next quarter before the clock goes on: one that passes while a firing is under way is not made up for.
    private static async Task PassQuarterAsync(Town town, int quarter)
    {
        town.Clock.Advance(TimeSpan.FromMinutes(15));
        await Eventually.SeeAsync(() => Sealed(town, "program").Count == quarter && town.Functions.Timers.ArmedFor(nameof(Checkpointer.SignCheckpoints)) > town.Clock.GetUtcNow());
    }

    private static async Task<IncidentId> LiveAsync(Town town)
    {
        var id = await town.Cad.ReportAsync("26-1");
        var view = await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        await town.Investigator.TicketAsync(id, view.Grants[0].GrantId);
        return id;
    }

    // The same, and nothing is left to do: a clock that leaps while something is being written would date that long before it is stored.
    private static async Task<IncidentId> OverAsync(Town town)
    {
        var id = await LiveAsync(town);
        await town.Cad.CloseAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Locked);
        await town.UntilAsync(() => town.Store.ReadDueAsync(DateTimeOffset.MaxValue, 1, default).AsTask(), due => due.IsEmpty, TimeSpan.FromSeconds(1));
        return id;
    }

    private static IReadOnlyList<Entry> Sealed(Town town, string agency) => town.Service<ITimelines>().ReadAsync(Checkpoints.TimelineOf(agency), 0, 1_000, default).Result;

    private static void Execute(Town town, string sql)
    {
        using var database = new SqliteConnection($"Data Source={Path.Combine(town.Folder, "dragonfly.db")};Pooling=False");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery().ShouldBePositive(sql);
    }

    // The timeline's own line is at; its nth entry is at + n.
    private static List<string> Tamper(List<string> lines, string timeline, string tampering)
    {
        var tampered = new List<string>(lines);
        var at = lines.FindIndex(line => line.StartsWith($"{{\"timeline\":\"{timeline}\"", StringComparison.Ordinal));
        var length = lines.FindIndex(at + 1, line => !line.StartsWith("{\"sequence\"", StringComparison.Ordinal)) - at - 1;
        var entries = lines.GetRange(at + 1, length).Select(line => JsonSerializer.Deserialize(line, CoreJson.Default.Entry)!).ToArray();
        var checkpoint = lines.FindIndex(line => line.Contains("checkpointSigned", StringComparison.Ordinal));
        switch (tampering)
        {
            case "a value":
                tampered[at + 3] = lines[at + 3].Replace("\"actor\":\"", "\"actor\":\"not-", StringComparison.Ordinal);
                break;
            case "a field lost from an event":
                tampered[at + 3] = Edit(lines[at + 3], entry => entry["event"]!.AsObject().RemoveAt(1));
                break;
            case "a field added to an event":
                tampered[at + 3] = Edit(lines[at + 3], entry => entry["event"]!["why"] = "because");
                break;
            case "a field lost from an entry":
                tampered[at + 3] = Edit(lines[at + 3], entry => entry.Remove("origin"));
                break;
            case "a field added to an entry":
                tampered[at + 3] = Edit(lines[at + 3], entry => entry["why"] = "because");
                break;
            case "an entry hashed anew":
                tampered[at + 3] = Json(TestLog.Rehash([.. entries[..2], entries[2] with { At = entries[2].At.AddTicks(1) }], 2)[2]);
                break;
            case "all hashed anew":
                entries[2] = entries[2] with { At = entries[2].At.AddTicks(1) };
                foreach (var (i, entry) in TestLog.Rehash(entries, 2).Index()) tampered[at + 1 + i] = Json(entry);
                break;
            case "an entry gone":
                tampered.RemoveAt(at + 3);
                break;
            case "two exchanged":
                (tampered[at + 3], tampered[at + 4]) = (lines[at + 4], lines[at + 3]);
                break;
            case "one twice":
                tampered.Insert(at + 5, lines[at + 3]);
                break;
            case "the end gone":
                tampered.RemoveRange(at + 3, length - 2);
                break;
            case "the timeline gone":
                tampered.RemoveRange(at, length + 1);
                break;
            case "no JSON":
                tampered[at + 3] = lines[at + 3][..^7];
                break;
            case "an entry added":
                tampered.Insert(at + length + 1, Json(Chain.Append(length, entries[^1].Hash!, [new ThreatEnded("timeToLive")], entries[^1].Origin, entries[^1].At)[0]));
                break;
            case "a checkpoint without it":
                tampered[checkpoint] = Edit(lines[checkpoint], entry => entry["event"]!["heads"]!.AsArray().RemoveAt(0));
                break;
            case "another key":
                tampered[0] = Edit(lines[0], header => header["keys"]![0]!["keyId"] = "another");
                break;
            case "the export cut short":
                tampered.RemoveAt(lines.Count - 1);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(tampering), tampering, null);
        }

        return tampered;
    }

    private static string Json(Entry entry) => JsonSerializer.Serialize(entry, CoreJson.Default.Entry);

    private static string Edit(string line, Action<JsonObject> edit)
    {
        var node = JsonNode.Parse(line)!.AsObject();
        edit(node);
        return node.ToJsonString();
    }
}
