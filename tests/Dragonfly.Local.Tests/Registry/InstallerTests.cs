using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Registry;

/// <summary>The list of approved installers, over HTTP.</summary>
public sealed class InstallerTests
{
    private static readonly object Two = new { installers = new[] { new { id = "epb", users = new[] { "ann" } }, new { id = "volt", users = new[] { "bob" } } } };

    [Fact]
    public async Task The_first_partner_is_on_it_from_the_start_and_an_administrator_changes_the_list()
    {
        await using var town = await Town.StartAsync();
        var read = (await town.Admin.GetAsync("installers")).Should(200);
        read.Json.GetProperty("installers")[0].GetProperty("id").GetString().ShouldBe("epb");

        var written = (await PutAsync(town, read.Headers.ETag!.ToString(), Two)).Should(200);
        written.Headers.ETag.ShouldNotBe(read.Headers.ETag);
        IdsIn(await town.Admin.GetAsync("installers")).ShouldBe(["epb", "volt"]);
        (await town.Admin.GetAsync("installers")).Headers.ETag.ShouldBe(written.Headers.ETag);
    }

    [Fact]
    public async Task A_list_that_somebody_else_changed_meanwhile_is_not_replaced_and_that_is_recorded()
    {
        await using var town = await Town.StartAsync();
        var tag = (await town.Admin.GetAsync("installers")).Headers.ETag!.ToString();
        (await PutAsync(town, tag, Two)).Should(200);
        (await PutAsync(town, tag, Two)).ShouldBeProblem(412, "installersChanged");
        (await PutAsync(town, "\"x\"", Two)).ShouldBeProblem(412, "installersChanged");
        (await PutAsync(town, null, Two)).ShouldBeProblem(428, "ifMatchMissing");
        (await PutAsync(town, "*", Two)).ShouldBeProblem(428, "ifMatchMissing");
        (await TimelineAsync(town)).Select(entry => entry.Event.GetType()).ShouldBe(
            [typeof(InstallersRevised), typeof(InstallersRevised), typeof(InstallersRefused), typeof(InstallersRefused)]);
    }

    [Fact]
    public async Task A_faulty_list_is_refused_with_every_fault_and_recorded()
    {
        await using var town = await Town.StartAsync();
        var tag = (await town.Admin.GetAsync("installers")).Headers.ETag!.ToString();
        var reply = (await PutAsync(town, tag, new { installers = new object[] { new { id = "EPB" }, new { users = new[] { "ann" } } } })).ShouldBeProblem(422, "malformed");
        reply.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString()).ShouldBe(["$.installers[0].id", "$.installers[1].id"]);
        var refused = (await TimelineAsync(town))[^1];
        refused.Event.ShouldBe(new InstallersRefused("malformed", "$.installers[0].id"));
        (refused.Origin.Actor, refused.Origin.Source).ShouldBe(("admin", "WriteInstallers"));
    }

    [Fact]
    public async Task Who_acts_for_an_installer_is_told_only_to_those_who_check_it()
    {
        await using var town = await Town.StartAsync();
        foreach (var (role, sees) in new[] { (Role.ProgramAdmin, true), (Role.Auditor, true), (Role.PartnerOwner, false), (Role.Installer, false) })
            (await new Desk(town, role, "somebody", "cpd").GetAsync("installers")).Should(200).Json.GetProperty("installers")[0].TryGetProperty("users", out _).ShouldBe(sees, role);
    }

    private static Task<Reply> PutAsync(Town town, string? tag, object body) => town.Admin.SendAsync(HttpMethod.Put, "installers", Desk.JsonText(Desk.Serialize(body)), headers =>
    {
        if (tag is not null) headers.TryAddWithoutValidation("If-Match", tag);
    });

    private static string?[] IdsIn(Reply reply) => [.. reply.Should(200).Json.GetProperty("installers").EnumerateArray().Select(installer => installer.GetProperty("id").GetString())];

    private static async Task<IReadOnlyList<Entry>> TimelineAsync(Town town) => await town.Service<ITimelines>().ReadAsync(Installers.Timeline, 0, 100, default);
}
