using System.Text.Json.Nodes;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>The policy desk: who may change what unlocks, from when on it holds, and what is left on record.</summary>
public sealed class PolicyFlows
{
    [Fact]
    public async Task The_programs_own_policy_stands_until_another_is_written()
    {
        await using var town = await Town.StartAsync();
        var (policy, tag) = await town.Admin.PolicyAsync();
        policy.Version.ShouldBe(UnlockPolicy.Default.Version);
        tag.ShouldBe($"\"{policy.Version}\"");
        foreach (var reader in (Desk[])[town.Supervisor, town.Auditor, town.Ops]) (await reader.GetAsync("policy")).Should(200);
        (await town.Admin.HistoryAsync()).Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_policy_holds_for_new_decisions_only_and_each_names_its_version()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var before = await town.Cad.ReportAsync("26-1");
        var burglary = await town.Cad.ReportAsync("26-2", "NOISE");
        await town.Investigator.SeesAllAsync(before, GrantState.Unlocked);

        var revised = await town.Admin.ReviseAsync(policy => policy with
        {
            Rules = policy.Rules.Remove("ROBBERY").Add("NOISE", new(75, 5, 10, 1)),
        });
        revised.Version.ShouldBe("2026-08-14.1");
        (await town.Admin.PolicyAsync()).ShouldSatisfyAllConditions(it => it.Policy.Version.ShouldBe("2026-08-14.1"), it => it.Tag.ShouldBe("\"2026-08-14.1\""));

        // What was unlocked stays so, on to the end it was given; also when CAD speaks of it again without a new fact.
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await town.Cad.ReportAsync("26-1", status: "ResourcesOnscene");
        await town.SweepAsync();
        var view = await town.Investigator.SeesAllAsync(before, GrantState.Unlocked);
        view.PolicyVersion.ShouldBe(UnlockPolicy.Default.Version);
        view.Grants.ShouldAllBe(grant => grant.ExpiresAt == Town.Afternoon.AddMinutes(30));

        var after = await town.Cad.ReportAsync("26-3");
        (await town.Investigator.IncidentAsync(after)).ShouldSatisfyAllConditions(
            it => it.PolicyVersion.ShouldBe("2026-08-14.1"), it => it.Decision.ShouldBe("callTypeNotQualified"), it => it.Grants.ShouldBeEmpty());
        var noise = await town.Cad.ReportAsync("26-4", "NOISE");
        (await town.Investigator.SeesAllAsync(noise, GrantState.Unlocked)).Grants.ShouldHaveSingleItem().FeedId.ShouldBe(new("feed-1"));

        (await DecisionsAsync(town, before)).ShouldBe([UnlockPolicy.Default.Version]);
        (await DecisionsAsync(town, burglary)).ShouldBe([UnlockPolicy.Default.Version]);
        (await DecisionsAsync(town, after)).ShouldBe(["2026-08-14.1"]);
        (await DecisionsAsync(town, noise)).ShouldBe(["2026-08-14.1"]);
    }

    [Fact]
    public async Task A_policy_outlives_the_process()
    {
        using var folder = new TemporaryFolder();
        await using (var town = await Town.StartAsync([], null, folder.Path)) await town.Admin.ReviseAsync(policy => policy with { Rules = policy.Rules.Remove("BOMB") });
        await using var again = await Town.StartAsync([], null, folder.Path);
        (await again.Admin.PolicyAsync()).Policy.ShouldSatisfyAllConditions(it => it.Version.ShouldBe("2026-08-14.1"), it => it.RuleFor("BOMB").ShouldBeNull());
        var bomb = await again.Cad.ReportAsync("26-1", "BOMB");
        (await again.Investigator.IncidentAsync(bomb)).Decision.ShouldBe("callTypeNotQualified");
    }

    [Fact]
    public async Task Every_dashboard_of_every_agency_hears_of_it()
    {
        await using var town = await Town.StartAsync();
        await using var ours = await town.Investigator.ScreenAsync();
        await using var theirs = await town.InvestigatorOf("hcso").ScreenAsync();
        await town.Admin.ReviseAsync(policy => policy);
        foreach (var screen in (Screen[])[ours, theirs])
            (await screen.HearsAsync(NoticeCode.PolicyChanged)).ShouldBe(new(NoticeCode.PolicyChanged, Town.Afternoon, PolicyVersion: "2026-08-14.1"));
    }

    [Fact]
    public async Task One_who_did_not_say_which_policy_he_read_is_told_to()
    {
        await using var town = await Town.StartAsync();
        var body = AdminDesk.BodyOf(UnlockPolicy.Default, "why");
        (await town.Admin.SendAsync(HttpMethod.Put, "policy", Desk.JsonText(body.ToJsonString()))).ShouldBeProblem(428, "ifMatchMissing");
        foreach (var vague in (string[])["*", "2026-11-default", "W/\"2026-11-default\""])
            (await town.Admin.PutPolicyAsync(body, vague)).ShouldBeProblem(428, "ifMatchMissing");
        (await town.Admin.HistoryAsync()).Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_who_read_an_older_policy_changes_nothing()
    {
        await using var town = await Town.StartAsync();
        var (policy, stale) = await town.Admin.PolicyAsync();
        await town.Admin.ReviseAsync(before => before with { Rules = before.Rules.Remove("BOMB") });
        (await town.Admin.PutPolicyAsync(AdminDesk.BodyOf(policy, "why"), stale)).ShouldBeProblem(412, "policyChanged");
        (await town.Admin.PolicyAsync()).Policy.RuleFor("BOMB").ShouldBeNull();
        (await town.Admin.HistoryAsync()).Entries[^1].Event.ShouldBe(new PolicyRefused("policyChanged", "If-Match"));
    }

    [Fact]
    public async Task Of_many_who_write_at_once_one_prevails_and_the_others_are_told()
    {
        await using var town = await Town.StartAsync();
        var (policy, tag) = await town.Admin.PolicyAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            town.Admin.PutPolicyAsync(AdminDesk.BodyOf(policy with { Rules = policy.Rules.SetItem("ROBBERY", new(100 + i, 30, 60, 5)) }, $"try {i}"), tag))));
        var won = replies.Single(reply => reply.Status == 200).As(Core.Json.CoreJson.Default.UnlockPolicy);
        replies.Where(reply => reply.Status != 200).ShouldAllBe(reply => reply.Status == 412);
        (await town.Admin.PolicyAsync()).Policy.RuleFor("ROBBERY").ShouldBe(won.RuleFor("ROBBERY"));
        var (history, _) = await town.Admin.HistoryAsync();
        Chain.FaultIn(history).ShouldBeNull();
        history.Count(entry => entry.Event is PolicyRevised).ShouldBe(1);
        history.Length.ShouldBe(8);
    }

    [Theory]
    [InlineData("rules.CU2", "RULE", "forbiddenCode", "$.rules.CU2")]
    [InlineData("rules.civDis", "RULE", "forbiddenCode", "$.rules.civDis")]
    [InlineData("threats.reasons", """["BOMB", "curfew"]""", "forbiddenCode", "$.threats.reasons[1]")]
    [InlineData("rules.ROBERY", "RULE", "unknownCode", "$.rules.ROBERY")]
    [InlineData("rules.ROBBERY", """{ "radiusMeters": -300, "minutes": 30, "maxMinutes": 120, "maxFeeds": 12 }""", "outOfRange", "$.rules.ROBBERY.radiusMeters")]
    [InlineData("rules.robbery", "RULE", "repeatedCode", "$.rules.robbery")]
    [InlineData("threat", "{}", "unknownProperty", "$.threat")]
    [InlineData("reason", "null", "required", "$.reason")]
    [InlineData("reason", "\" \"", "empty", "$.reason")]
    public async Task A_policy_that_cannot_stand_is_refused_and_that_is_on_record(string at, string value, string code, string path)
    {
        await using var town = await Town.StartAsync();
        var body = Broken(AdminDesk.BodyOf(UnlockPolicy.Default, "why"), at, value);
        (await town.Admin.PutPolicyAsync(body)).ShouldBeProblem(422, code).Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe(path);
        (await town.Admin.PolicyAsync()).Policy.Version.ShouldBe(UnlockPolicy.Default.Version);
        (await town.Admin.HistoryAsync()).Entries.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            entry => entry.Event.ShouldBe(new PolicyRefused(code, path)), entry => entry.Origin.ShouldBe(new("admin", Role.ProgramAdmin, "WritePolicy")));

        var policy = Broken(AdminDesk.BodyOf(UnlockPolicy.Default), at, value);
        if (at == "reason") return;
        var dryRun = new JsonObject { ["from"] = Town.Afternoon, ["policy"] = policy };
        (await town.Admin.PostAsync("policy/dry-run", dryRun.ToJsonString())).ShouldBeProblem(422, code)
            .Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe(path.Replace("$", "$.policy", StringComparison.Ordinal));
        (await town.Admin.HistoryAsync()).Entries.Length.ShouldBe(1, "a dry run leaves nothing behind");
    }

    [Fact]
    public async Task Every_fault_is_told_at_once_and_the_first_recorded()
    {
        await using var town = await Town.StartAsync();
        var reply = (await town.Admin.PutPolicyAsync((JsonObject)JsonNode.Parse("""{ "rules": { "cu2": {}, "ROBBERY": { "radius": 5 } } }""")!)).ShouldBeProblem(422, "forbiddenCode");
        reply.Json.GetProperty("errors").GetArrayLength().ShouldBe(1 + 4 + 1 + 4 + 1);
        (await town.Admin.HistoryAsync()).Entries.ShouldHaveSingleItem().Event.ShouldBe(new PolicyRefused("forbiddenCode", "$.rules.cu2"));
    }

    [Theory]
    [InlineData("[]", 400, "wrongType")]
    [InlineData("{", 400, "malformedJson")]
    [InlineData("""{ "rules": {}, "rules": {} }""", 400, "duplicateProperty")]
    public async Task What_is_no_object_of_json_is_400(string body, int status, string code)
    {
        await using var town = await Town.StartAsync();
        var reply = await town.Admin.SendAsync(HttpMethod.Put, "policy", Desk.JsonText(body), headers => headers.TryAddWithoutValidation("If-Match", "\"2026-11-default\""));
        reply.ShouldBeProblem(status, code);
    }

    [Fact]
    public async Task One_who_has_the_policy_is_not_sent_it_again()
    {
        await using var town = await Town.StartAsync();
        var (_, tag) = await town.Admin.PolicyAsync();
        (await IfNoneMatchAsync(town, tag)).ShouldSatisfyAllConditions(it => it.Status.ShouldBe(304), it => it.Text.ShouldBeEmpty(), it => it.Headers.ETag!.ToString().ShouldBe(tag));
        await town.Admin.ReviseAsync(policy => policy);
        (await IfNoneMatchAsync(town, tag)).Should(200);
    }

    [Fact]
    public async Task The_history_tells_who_why_and_what_newest_first_and_verifies()
    {
        await using var town = await Town.StartAsync();
        for (var i = 1; i <= 44; i++)
        {
            town.Clock.Advance(TimeSpan.FromMinutes(1));
            if (i % 4 == 0) (await town.Admin.PutPolicyAsync(new())).Should(422);
            else (await town.Admin.ReviseAsync(policy => policy with { Rules = policy.Rules.SetItem("ROBBERY", new(100 + i, 30, 60, 5)) }, $"resolution {i}")).Version.ShouldBe($"2026-08-14.{i}");
        }

        var (entries, pages) = await town.Admin.HistoryAsync();
        pages.ShouldBe(3);
        entries.Select(entry => entry.Sequence).ShouldBe(Enumerable.Range(1, 44).Select(i => (long)i));
        Chain.FaultIn(entries).ShouldBeNull();
        Chain.FaultIn(entries.SetItem(20, entries[20] with { Origin = entries[20].Origin with { Actor = "somebody else" } })).ShouldNotBeNull();
        entries[42].At.ShouldBe(Town.Afternoon.AddMinutes(43));
        entries[42].Origin.ShouldBe(new("admin", Role.ProgramAdmin, "WritePolicy"));
        var revised = entries[42].Event.ShouldBeOfType<PolicyRevised>();
        revised.Reason.ShouldBe("resolution 43");
        revised.Policy.ShouldSatisfyAllConditions(it => it.Version.ShouldBe("2026-08-14.43"), it => it.RuleFor("ROBBERY").ShouldBe(new(143, 30, 60, 5)));
        entries[43].Event.ShouldBe(new PolicyRefused("required", "$.rules"));

        (await town.Auditor.GetAsync("policy/history?after=2")).Should(200).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        (await town.Auditor.GetAsync("policy/history?after=1")).Should(200).Json.ShouldSatisfyAllConditions(
            it => it.GetProperty("items").GetArrayLength().ShouldBe(0), it => it.TryGetProperty("next", out _).ShouldBeFalse());
        (await town.Auditor.GetAsync($"policy/history?after={long.MaxValue}")).Should(200).Json.GetProperty("items")[0].GetProperty("sequence").GetInt32().ShouldBe(44);
        (await town.Auditor.GetAsync("policy/history?after=x")).ShouldBeProblem(400, "notACursor");
    }

    private static Task<Reply> IfNoneMatchAsync(Town town, string tag) =>
        town.Ops.SendAsync(HttpMethod.Get, "policy", headers: headers => headers.TryAddWithoutValidation("If-None-Match", tag));

    private static JsonObject Broken(JsonObject policy, string at, string value)
    {
        var node = at.Split('.')[..^1].Aggregate((JsonNode)policy, (inside, name) => inside[name]!);
        node[at.Split('.')[^1]] = JsonNode.Parse(value.Replace("RULE", """{ "radiusMeters": 300, "minutes": 30, "maxMinutes": 120, "maxFeeds": 12 }""", StringComparison.Ordinal));
        return policy;
    }

    private static async Task<IEnumerable<string>> DecisionsAsync(Town town, IncidentId incident) =>
        (await town.TimelineAsync(incident)).Select(entry => entry.Event).OfType<UnlockDecided>().Select(decided => decided.PolicyVersion);
}
