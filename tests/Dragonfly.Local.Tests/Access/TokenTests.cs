using System.Buffers.Text;
using System.Text;
using Dragonfly.Core.Access;
using Dragonfly.Local.Access;
using Dragonfly.Local.Tests.City;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Local.Tests.Access;

/// <summary>Whose word is taken.</summary>
public sealed class TokenTests(TownFixture fixture) : IClassFixture<TownFixture>
{
    private readonly Town town = fixture.Town;

    private string Good => town.Cad.Token;

    [Fact]
    public async Task No_token_is_401_and_says_what_is_wanted()
    {
        var reply = (await AskAsync(null)).ShouldBeProblem(401, "tokenMissing");
        reply.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Fact]
    public async Task A_good_token_is_taken() => (await AskAsync($"bearer {Good}")).Should(404);

    [Theory]
    [InlineData("Basic Y2FkOmNhZA==", "tokenMissing")]
    [InlineData("Bearer", "tokenMissing")]
    [InlineData("Bearer ", "tokenMissing")]
    [InlineData("Bearer garbage", "tokenInvalid")]
    [InlineData("Bearer a.b.c", "tokenInvalid")]
    public async Task What_is_no_token_is_401(string authorization, string code) => (await AskAsync(authorization)).ShouldBeProblem(401, code);

    [Fact]
    public async Task A_token_of_another_issuer_is_401()
    {
        using var folder = new TemporaryFolder();
        using var stranger = new DevelopmentIssuer(folder.Path, town.Clock);
        (await AskAsync($"Bearer {stranger.Mint(new(Role.CadWrite))}")).ShouldBeProblem(401, "tokenInvalid");
    }

    [Fact]
    public async Task A_token_that_says_it_needs_no_signature_is_401()
    {
        var none = Base64Url.EncodeToString("""{"alg":"none","typ":"JWT"}"""u8);
        (await AskAsync($"Bearer {none}.{Good.Split('.')[1]}.")).ShouldBeProblem(401, "tokenInvalid");
    }

    [Fact]
    public async Task A_token_that_was_changed_is_401()
    {
        var parts = Good.Split('.');
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("\"cpd\"", "\"hcso\"");
        (await AskAsync($"Bearer {parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.{parts[2]}")).ShouldBeProblem(401, "tokenInvalid");
    }

    [Fact]
    public async Task A_token_for_the_hub_does_not_open_the_api() =>
        (await AskAsync($"Bearer {town.App.Issuer.MintForHub("cad", "cpd")}")).ShouldBeProblem(401, "tokenInvalid");

    [Theory]
    [InlineData(-12 * 60, 404)]
    [InlineData((-12 * 60) - 1, 401, "tokenExpired")]
    [InlineData(1, 404)]
    [InlineData(2, 401, "tokenNotYetValid")]
    public async Task A_token_counts_for_twelve_hours_and_a_minute_either_way(int issuedMinutesFromNow, int status, string code = "notFound")
    {
        using var issuer = new DevelopmentIssuer(town.Folder, new FakeTimeProvider(town.Clock.GetUtcNow().AddMinutes(issuedMinutesFromNow)));
        (await AskAsync($"Bearer {issuer.Mint(new(Role.CadWrite))}")).ShouldBeProblem(status, code);
    }

    [Fact]
    public async Task A_persons_token_that_lay_unused_for_half_an_hour_is_401_and_a_new_one_is_taken()
    {
        await using var town = await Town.StartAsync();
        var token = town.Investigator.Token;
        for (var times = 0; times < 3; times++)
        {
            (await AskAsync(town, "incidents", $"Bearer {token}")).Should(200);
            town.Clock.Advance(TimeSpan.FromMinutes(30));
        }

        town.Clock.Advance(TimeSpan.FromTicks(1));
        (await AskAsync(town, "incidents", $"Bearer {token}")).ShouldBeProblem(401, "sessionIdle");
        (await AskAsync(town, "health", $"Bearer {token}")).ShouldBeProblem(401, "sessionIdle");
        (await AskAsync(town, "incidents", $"Bearer {town.Investigator.Token}")).Should(200);
        var refused = await Eventually.SeeAsync(() => town.PrincipalAsync("investigator"), entries => entries.Count == 4);
        refused.Count(entry => entry.Event is TokenRefused { Code: "sessionIdle" }).ShouldBe(2);
    }

    [Fact]
    public async Task A_cad_systems_token_may_lie_unused_while_it_lives()
    {
        await using var town = await Town.StartAsync();
        var token = town.Cad.Token;
        town.Clock.Advance(TimeSpan.FromHours(11));
        (await AskAsync(town, "cad/incidents/00000000000000000000000000000000", $"Bearer {token}")).Should(404);
    }

    [Fact]
    public async Task A_connection_to_the_hub_ends_with_its_token_after_half_an_hour()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        await using var early = await town.Investigator.ScreenAsync();
        town.Clock.Advance(TimeSpan.FromMinutes(15));
        await using var late = await town.Investigator.ScreenAsync();

        town.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        early.IsConnected.ShouldBeTrue();
        town.Clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.SeeAsync(() => !early.IsConnected);

        var id = await town.Cad.ReportAsync("26-1");
        await late.SeesAsync(id, _ => true);
        early.Pushed.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_hub_is_closed_to_whoever_did_not_negotiate()
    {
        foreach (var token in (string[])["", town.Investigator.Token, town.App.Issuer.MintForHub("x", "cpd") + "x"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "hubs/rtic/negotiate?negotiateVersion=1");
            if (token.Length > 0) request.Headers.Authorization = new("Bearer", token);
            (await Reply.OfAsync(town.Http, request)).Should(401);
        }
    }

    [Fact]
    public async Task Anybody_on_this_machine_is_given_a_development_token()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "local/tokens") { Content = Desk.JsonText("""{"role": "Cad.Write", "agency": "hcso"}""") };
        var token = (await Reply.OfAsync(town.Http, request)).Should(200).Json.GetProperty("accessToken").GetString();
        (await AskAsync($"Bearer {token}")).Should(404);

        using var unknown = new HttpRequestMessage(HttpMethod.Post, "local/tokens") { Content = Desk.JsonText("""{"role": "Mayor"}""") };
        (await Reply.OfAsync(town.Http, unknown)).ShouldBeProblem(422, "unknownRole");
    }

    private Task<Reply> AskAsync(string? authorization) => AskAsync(town, "cad/incidents/00000000000000000000000000000000", authorization);

    private static async Task<Reply> AskAsync(Town town, string path, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/{path}");
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await Reply.OfAsync(town.Http, request);
    }
}
