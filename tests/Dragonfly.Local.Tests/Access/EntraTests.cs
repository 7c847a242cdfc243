using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Dragonfly.Local.Tests.City;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dragonfly.Local.Tests.Access;

/// <summary>Tokens of an issuer that is asked for its keys over HTTP, as Entra ID is.</summary>
public sealed class EntraTests
{
    [Fact]
    public async Task Tokens_of_a_new_key_are_good_as_soon_as_one_was_seen()
    {
        await using var issuer = await Issuer.StartAsync();
        var clock = new FakeTimeProvider(TestCad.Noon);
        var tokens = new TokenVerifier(issuer.Authority, clock);
        (await IsGoodAsync()).ShouldBeTrue();
        issuer.ChangeKey();
        await Eventually.SeeAsync(IsGoodAsync, good => good);

        async Task<bool> IsGoodAsync()
        {
            try
            {
                await tokens.VerifyAsync(issuer.Token(clock.GetUtcNow()), default);
                return true;
            }
            catch (ProblemException e) when (e.Problem.Code == "tokenInvalid")
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task While_nobody_says_which_tokens_are_good_callers_are_told_to_come_again()
    {
        await using var issuer = await Issuer.StartAsync();
        issuer.IsDown = true;
        await using var town = await Town.StartAsync(Town.TwoCameras, services => services.AddSingleton<ITokenAuthority>(issuer.Authority));
        (await town.Cad.SendAsync(town.Cad.Message("26-1"))).ShouldBeProblem(503, "identityProviderUnavailable").Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        (await Should.ThrowAsync<IdentityProviderUnavailableException>(async () => await issuer.Authority.ParametersAsync(default))).Message.ShouldContain("DRAGONFLY_AUTHORITY");
    }

    private sealed class Issuer(WebApplication web) : IAsyncDisposable
    {
        private const string Audience = "dragonfly";

        private int version;
        private ECDsaSecurityKey key = null!;

        public EntraTokens Authority { get; private set; } = null!;

        public bool IsDown { get; set; }

        private string Name => web.Urls.First();

        public static async Task<Issuer> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            var issuer = new Issuer(builder.Build());
            await issuer.ServeAsync();
            return issuer;
        }

        public void ChangeKey() => key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = $"key-{++version}" };

        public string Token(DateTimeOffset now) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Name,
            Audience = Audience,
            NotBefore = now.UtcDateTime,
            IssuedAt = now.UtcDateTime,
            Expires = now.UtcDateTime.AddHours(1),
            Claims = new Dictionary<string, object> { ["sub"] = "cad" },
            SigningCredentials = new(key, SecurityAlgorithms.EcdsaSha256),
        });

        public ValueTask DisposeAsync() => web.DisposeAsync();

        private async Task ServeAsync()
        {
            ChangeKey();
            web.Run(http =>
            {
                http.Response.StatusCode = IsDown ? 500 : 200;
                return http.Response.WriteAsync(http.Request.Path.StartsWithSegments("/.well-known") ? Metadata() : Keys());
            });
            await web.StartAsync();
            Authority = new(new ConfigurationBuilder().AddInMemoryCollection([new("DRAGONFLY_AUTHORITY", Name), new("DRAGONFLY_AUDIENCE", Audience)]).Build());
        }

        private string Metadata() => JsonSerializer.Serialize(new Dictionary<string, string> { ["issuer"] = Name, ["jwks_uri"] = $"{Name}/keys" });

        private string Keys()
        {
            var shown = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(key);
            return $$"""{"keys":[{"kty":"EC","use":"sig","crv":"P-256","kid":"{{shown.Kid}}","x":"{{shown.X}}","y":"{{shown.Y}}"}]}""";
        }
    }
}
