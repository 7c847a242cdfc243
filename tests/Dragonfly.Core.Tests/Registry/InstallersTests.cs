using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Tests.Registry;

public sealed class InstallersTests
{
    private static readonly Origin Admin = new("6f1d", "Program.Admin", "WriteInstallers");

    [Fact]
    public void Until_somebody_writes_a_list_the_first_partner_is_on_it_and_nobody_acts_for_it()
    {
        Installers.Unwritten.Approved.ShouldHaveSingleItem().Id.ShouldBe(new("epb"));
        Installers.Unwritten.InstallerOf("anybody").ShouldBeNull();
    }

    [Fact]
    public void A_list_replaces_the_one_that_its_author_read()
    {
        var state = Evolve(Installers.Unwritten, Installers.Unwritten.Revise([new(new("epb"), ["ann"]), new(new("volt"), ["bob"])], [0]));
        (state.Version, state.InstallerOf("bob"), state.Approves(new("volt")), state.Approves(new("amp"))).ShouldBe((1, new InstallerId("volt"), true, false));
        var refused = state.Revise([new(new("amp"), [])], [0]).ShouldBeOfType<InstallersRefused>();
        (refused.Code, refused.Path).ShouldBe(("installersChanged", "If-Match"));
        state = Evolve(state, refused);
        (state.Version, state.Sequence, state.Approved.Length).ShouldBe((1, 2, 2));
    }

    [Fact]
    public void Who_is_taken_off_the_list_acts_for_nobody_any_more() =>
        Evolve(Evolve(Installers.Unwritten, new InstallersRevised([new(new("epb"), ["ann"])])), new InstallersRevised([new(new("volt"), [])])).InstallerOf("ann").ShouldBeNull();

    [Theory]
    [InlineData("""{}""", "$.installers", "required")]
    [InlineData("""{"installers": []}""", "$.installers", "outOfRange")]
    [InlineData("""{"installers": [7]}""", "$.installers[0]", "wrongType")]
    [InlineData("""{"installers": [{"id": "EPB"}]}""", "$.installers[0].id", "malformed")]
    [InlineData("""{"installers": [{"users": []}]}""", "$.installers[0].id", "required")]
    [InlineData("""{"installers": [{"id": "epb", "name": "EPB"}]}""", "$.installers[0].name", "unknownProperty")]
    [InlineData("""{"installers": [{"id": "epb"}, {"id": "epb"}]}""", "$.installers[1].id", "duplicateInstaller")]
    [InlineData("""{"installers": [{"id": "epb", "users": ["ann"]}, {"id": "volt", "users": ["bob", "ann"]}]}""", "$.installers[1].users[1]", "duplicateUser")]
    [InlineData("""{"installers": [{"id": "epb", "users": "ann"}]}""", "$.installers[0].users", "wrongType")]
    public void A_list_is_read_strictly(string json, string path, string code)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        InstallersFormat.Read(new(JsonElement.Parse(json), "$", errors));
        errors.Select(error => (error.Path, error.Code)).First().ShouldBe((path, code));
    }

    private static Installers Evolve(Installers state, InstallersEvent happened) =>
        Chain.Append(state.Sequence, state.Hash, [happened], Admin, TestCad.Noon).Aggregate(state, (before, entry) => before.Evolve(entry));
}
