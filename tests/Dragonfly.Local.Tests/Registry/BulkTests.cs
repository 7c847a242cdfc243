using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Registry;

/// <summary>Sites and feeds as one file, in and out, over HTTP.</summary>
public sealed class BulkTests : IAsyncLifetime
{
    private const string Csv = """
        kind,site,name,reference,latitude,longitude,timeZone,azimuth,width,range,analytics
        site,Market Street,,,35.0456,-85.3097,America/New_York,,,,
        feed,Market Street,Front door,C-1,35.0456,-85.3097,,90,70,40,motion
        feed,Market Street,"Yard, back",C-2,35.0457,-85.3097,,,,,
        """;

    private Town town = null!;

    private static PartnerId Ours => new("partner-1");

    private Desk Owner => OwnerOf("partner-1");

    public async Task InitializeAsync() => town = await Town.StartAsync(Town.TwoCameras);

    public async Task DisposeAsync() => await town.DisposeAsync();

    [Fact]
    public async Task A_dry_run_says_what_would_be_and_the_import_does_it()
    {
        var before = await SnapshotAsync();
        var trial = (await ImportAsync(Owner, Csv, dryRun: true)).Should(200);
        (trial.Json.GetProperty("dryRun").GetBoolean(), Counts(trial)).ShouldBe((true, "sites +1 ~0 =0, feeds +2 ~0 =0"));
        (await SnapshotAsync()).ShouldBe(before);

        var done = (await ImportAsync(Owner, "\uFEFF" + Csv, TagOf(trial))).Should(200);
        (done.Json.GetProperty("dryRun").GetBoolean(), Counts(done)).ShouldBe((false, "sites +1 ~0 =0, feeds +2 ~0 =0"));
        (await ExportAsync(Owner)).Text.ShouldSatisfyAllConditions(
            csv => csv.ShouldContain(",Market Street,Front door,C-1,35.0456,-85.3097,"), csv => csv.ShouldContain("\"Yard, back\""), csv => csv.ShouldContain("Camera feed-1"));

        (await ImportAsync(Owner, Csv, TagOf(done))).ShouldSatisfyAllConditions(again => Counts(again).ShouldBe("sites +0 ~0 =1, feeds +0 ~0 =2"), again => TagOf(again).ShouldBe(TagOf(done)));
    }

    [Fact]
    public async Task What_was_refused_meanwhile_changed_nothing_and_stands_in_nobodys_way()
    {
        var tag = TagOf(await ImportAsync(Owner, Csv, dryRun: true));
        var exported = TagOf(await ExportAsync(Owner));

        (await ImportAsync(Owner, Csv)).ShouldBeProblem(428, "ifMatchMissing");
        (await ImportAsync(Owner, Csv.Replace(",90,", ",400,", StringComparison.Ordinal), tag)).Status.ShouldBe(422);

        TagOf(await ExportAsync(Owner)).ShouldBe(exported);
        (await ImportAsync(Owner, Csv, tag)).Should(200);
    }

    [Fact]
    public async Task Nothing_that_is_imported_opens_until_its_owner_says_so()
    {
        await ImportAsync(Csv);
        var opened = await UnlockedAsync("26-1");
        opened.ShouldBe(["feed-1", "feed-2"], ignoreOrder: true);
        (await FeedsAsync()).Where(feed => feed.Label!.ExternalReference is not null).ShouldAllBe(feed => !feed.Sharing.Enabled);
    }

    [Fact]
    public async Task What_is_shared_stays_shared_when_an_import_changes_it()
    {
        var row = (await ExportAsync(Owner)).Text.Replace("Camera feed-1", "Gate");
        Counts(await ImportAsync(row)).ShouldBe("sites +0 ~0 =1, feeds +0 ~1 =0");
        (await UnlockedAsync("26-2")).ShouldBe(["feed-1", "feed-2"], ignoreOrder: true);
        (await FeedsAsync()).ShouldHaveSingleItem().Label!.Name.ShouldBe("Gate");
    }

    [Fact]
    public async Task Of_a_file_with_faults_nothing_is_imported_every_fault_is_told_and_the_refusal_is_on_record()
    {
        var tag = TagOf(await ImportAsync(Owner, Csv, dryRun: true));
        var before = await SnapshotAsync();
        var faulty = Csv.Replace(",90,70,40,motion", ",400,70,40,facialRecognition").Replace("\"Yard, back\"", "=cmd|' /C calc'!A0") + "\nfeed,broken\n";
        foreach (var isDryRun in new[] { true, false })
        {
            var reply = (await ImportAsync(Owner, faulty, tag, isDryRun)).ShouldBeProblem(422, "outOfRange");
            reply.Json.GetProperty("errorCount").GetInt32().ShouldBe(4);
            reply.Json.GetProperty("errors").EnumerateArray().Select(error => $"{error.GetProperty("path")}: {error.GetProperty("code")}").ShouldBe(
                ["line 3, azimuth: outOfRange", "line 3, analytics: forbiddenAnalytics", "line 4, name: formula", "line 5: wrongColumns"]);
        }

        (await SnapshotAsync()).ShouldBe(before);
        var entry = (await TimelineAsync())[^1];
        entry.Event.ShouldBe(new PartnerRefused("ImportRegistry", "outOfRange", "line 3, azimuth"));
        (entry.Origin.Actor, entry.Origin.Source).ShouldBe(("owner-of-partner-1", "ImportRegistry"));
    }

    [Fact]
    public async Task What_the_registry_refuses_of_a_file_is_named_with_its_line_too()
    {
        (await ImportAsync(Owner, Csv.Replace("feed,Market Street,Front", "feed,Elm Street,Front"), dryRun: true)).ShouldBeProblem(422, "siteUnknown")
            .Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("line 3, site");
        await WithdrawAsync();
        (await ImportAsync(Owner, Csv, dryRun: true)).ShouldBeProblem(422, "withdrawn").Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("line 2");
    }

    [Theory]
    [InlineData("35.0456,-70.0", "outsideProgramArea")]
    [InlineData("35.0856,-85.3097", "farFromSite")]
    public async Task A_camera_at_sea_or_far_from_its_site_is_refused(string place, string code) =>
        (await ImportAsync(Owner, Csv.Replace("C-2,35.0457,-85.3097", $"C-2,{place}"), dryRun: true)).ShouldBeProblem(422, code)
            .Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("line 4, latitude");

    [Fact]
    public async Task An_import_is_done_on_what_its_author_saw_or_not_at_all()
    {
        (await ImportAsync(Owner, Csv)).ShouldBeProblem(428, "ifMatchMissing");
        var tag = TagOf(await ImportAsync(Owner, Csv, dryRun: true));
        (await ImportAsync(Owner, Csv.Replace("C-2", "C-3"), tag)).Should(200);
        (await ImportAsync(Owner, Csv, tag)).ShouldBeProblem(412, "changed");
        (await FeedsAsync()).Select(feed => feed.Label!.ExternalReference).ShouldBe([null, "C-1", "C-3"], ignoreOrder: true);
        (await TimelineAsync())[^1].Event.ShouldBe(new PartnerRefused("ImportRegistry", "changed", null));
    }

    [Fact]
    public async Task Of_two_imports_at_once_one_is_done()
    {
        var tag = TagOf(await ImportAsync(Owner, Csv, dryRun: true));
        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => ImportAsync(Owner, Csv.Replace("C-1", $"D-{i}").Replace("C-2", $"E-{i}"), tag)));
        replies.Select(reply => reply.Status).Order().ShouldBe([200, 412, 412, 412]);
        (await FeedsAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Geojson_goes_in_and_comes_out_again()
    {
        await ImportAsync(Csv);
        var export = (await ExportAsync(Owner, "application/geo+json")).Should(200);
        export.MediaType.ShouldBe("application/geo+json");
        var json = JsonNode.Parse(export.Text)!;
        json["features"]!.AsArray().Count.ShouldBe(5);
        Counts(await ImportAsync(Owner, export.Text, TagOf(export), type: "application/geo+json")).ShouldBe("sites +0 ~0 =2, feeds +0 ~0 =3");

        json["features"]![4]!["properties"]!["azimuth"] = 400;
        (await ImportAsync(Owner, json.ToJsonString(), dryRun: true, type: "application/geo+json")).ShouldBeProblem(422, "outOfRange")
            .Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("$.features[4].properties.azimuth");
        (await ImportAsync(Owner, """{"type": "FeatureCollection", "features": [], "features": []}""", dryRun: true, type: "application/geo+json")).ShouldBeProblem(400, "duplicateProperty");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/vnd.ms-excel")]
    [InlineData("text/plain")]
    public async Task Another_kind_of_file_is_415(string type) => (await ImportAsync(Owner, Csv, dryRun: true, type: type)).ShouldBeProblem(415, "notCsvOrGeoJson");

    [Fact]
    public async Task Every_other_partner_does_not_exist()
    {
        foreach (var stranger in new[] { OwnerOf("partner-2"), new Desk(town, Role.PartnerOwner, "nobody", "cpd") })
        {
            (await ImportAsync(stranger, Csv, "\"1\"")).ShouldBeProblem(404, "notFound");
            (await ImportAsync(stranger, Csv, dryRun: true)).ShouldBeProblem(404, "notFound");
            (await ExportAsync(stranger)).ShouldBeProblem(404, "notFound");
        }

        (await ExportAsync(town.Auditor)).Should(200);
        (await ImportAsync(town.Admin, Csv, dryRun: true)).ShouldBeProblem(403, "roleMissing");
    }

    [Fact]
    public async Task An_id_of_another_partners_feed_is_no_feed()
    {
        var theirs = Csv.Replace("kind,", "kind,id,").Replace("site,Market", "site,,Market").Replace("feed,Market Street,Front", "feed,feed-2,Market Street,Front").Replace("feed,Market", "feed,,Market");
        (await ImportAsync(Owner, theirs, dryRun: true)).ShouldBeProblem(422, "feedUnknown").Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("line 3, id");
    }

    [Theory]
    [InlineData("Content-Length: 1073741824")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task A_gigabyte_is_refused_before_it_is_there(string length)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, town.App.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/partners/partner-1/import?dryRun=true HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Owner.Token}\r\nContent-Type: text/csv\r\n{length}\r\n\r\n"));
        var answer = ReadLineAsync(stream);
        var sent = length.StartsWith("Content", StringComparison.Ordinal) ? 0L : await SendUntilAsync(stream, answer);
        (await answer.WaitAsync(TimeSpan.FromSeconds(20))).ShouldStartWith("HTTP/1.1 413");
        sent.ShouldBeLessThan(64 * 1024 * 1024);
    }

    private static async Task<string> ReadLineAsync(NetworkStream stream)
    {
        var line = new StringBuilder();
        for (var block = new byte[1]; await stream.ReadAsync(block) == 1 && block[0] != '\r';) line.Append((char)block[0]);
        return line.ToString();
    }

    private static async Task<long> SendUntilAsync(NetworkStream stream, Task answered)
    {
        var (chunk, sent) = (Encoding.ASCII.GetBytes($"10000\r\n{new string('x', 65_536)}\r\n"), 0L);
        try
        {
            for (; !answered.IsCompleted && sent < 1L << 30; sent += chunk.Length) await stream.WriteAsync(chunk);
        }
        catch (IOException)
        {
            // The server hung up: it has said what it had to say.
        }

        return sent;
    }

    private Desk OwnerOf(string partner) => new(town, Role.PartnerOwner, $"owner-of-{partner}", "cpd");

    private static Task<Reply> ImportAsync(Desk desk, string file, string? tag = null, bool dryRun = false, string type = "text/csv") => desk.SendAsync(
        HttpMethod.Post, $"partners/{Ours}/import{(dryRun ? "?dryRun=true" : "")}", new StringContent(file, Encoding.UTF8, type), headers => headers.TryAddWithoutValidation("If-Match", tag ?? ""));

    private async Task<Reply> ImportAsync(string file) => (await ImportAsync(Owner, file, TagOf(await ImportAsync(Owner, file, dryRun: true)))).Should(200);

    private static Task<Reply> ExportAsync(Desk desk, string type = "text/csv") =>
        desk.SendAsync(HttpMethod.Get, $"partners/{Ours}/export", headers: headers => headers.TryAddWithoutValidation("Accept", type));

    private static string TagOf(Reply reply) => reply.Should(200).Headers.ETag!.ToString();

    private static string Counts(Reply reply)
    {
        var json = reply.Should(200).Json;
        return $"sites {Of(json.GetProperty("sites"))}, feeds {Of(json.GetProperty("feeds"))}";

        static string Of(JsonElement count) => $"+{count.GetProperty("added")} ~{count.GetProperty("changed")} ={count.GetProperty("unchanged")}";
    }

    private async Task<IEnumerable<string>> UnlockedAsync(string number) =>
        (await town.Investigator.SeesAllAsync(await town.Cad.ReportAsync(number), GrantState.Unlocked)).Grants.Select(grant => grant.FeedId.Value);

    private Task WithdrawAsync() => ChangeAsync(new Withdraw(Scope.Everything, null));

    private async Task ChangeAsync(PartnerCommand command)
    {
        var stored = (await town.Service<IPartnerStore>().ReadAsync(Ours, default)).ShouldNotBeNull();
        var draft = new PartnerDraft(stored, Origin.System("test"), town.Clock.GetUtcNow());
        draft.Decide(command).Refusal.ShouldBeNull();
        (await town.Service<IPartnerStore>().TryWriteAsync(draft.ToWrite(), default)).ShouldBeTrue();
    }

    private async Task<IReadOnlyList<RegisteredFeed>> FeedsAsync() => await town.Service<IPartnerStore>().ReadFeedsAsync(Ours, null, null, 100, default);

    private async Task<IReadOnlyList<Entry>> TimelineAsync() => await town.Service<ITimelines>().ReadAsync(Partner.TimelineOf(Ours), 0, 100, default);

    // All that is registered, but for the entries that say what was refused.
    private async Task<string> SnapshotAsync()
    {
        var stored = (await town.Service<IPartnerStore>().ReadAsync(Ours, default)).ShouldNotBeNull();
        return $"{stored.Partner.Sites.Length} {string.Join(',', stored.Profile!.Sites.Values)} {string.Join(',', await FeedsAsync())}";
    }
}
