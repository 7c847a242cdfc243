using System.Security.Cryptography;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dragonfly.Functions.Tests.Access;

public sealed class TokenVerifierTests
{
    private readonly FakeTimeProvider clock = new(new(2026, 8, 3, 12, 0, 0, TimeSpan.Zero));
    private readonly OneKey authority = new();
    private readonly TokenVerifier tokens;

    public TokenVerifierTests() => tokens = new(authority, clock);

    [Fact]
    public async Task A_good_token_says_who_it_is()
    {
        var token = await VerifyAsync(Token());

        token.Identity.FindFirst("sub")!.Value.ShouldBe("cad");
        token.ExpiresAt.ShouldBe(clock.GetUtcNow().AddHours(1));
    }

    [Fact]
    public async Task The_same_token_is_verified_once_in_five_minutes()
    {
        var token = Token();
        for (var second = 0; second < 299; second++)
        {
            await VerifyAsync(token);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        authority.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_that_is_withdrawn_counts_for_five_minutes_at_most()
    {
        var token = Token();
        await VerifyAsync(token);
        authority.ChangeKey();

        clock.Advance(TimeSpan.FromMinutes(5));

        (await RefusalOf(token)).ShouldBe("tokenInvalid");
    }

    [Fact]
    public async Task A_token_that_was_good_a_moment_ago_is_refused_once_it_has_expired()
    {
        var token = Token(life: TimeSpan.FromMinutes(2));
        clock.Advance(TimeSpan.FromMinutes(2.9));
        await VerifyAsync(token);

        clock.Advance(TimeSpan.FromMinutes(0.1));

        (await RefusalOf(token)).ShouldBe("tokenExpired");
    }

    [Fact]
    public async Task A_token_for_later_is_refused_until_then()
    {
        var token = Token(from: TimeSpan.FromMinutes(3));
        (await RefusalOf(token)).ShouldBe("tokenNotYetValid");

        clock.Advance(TimeSpan.FromMinutes(2));

        await VerifyAsync(token);
    }

    [Fact]
    public async Task A_token_changed_in_one_letter_is_refused_though_the_other_is_known()
    {
        var token = Token();
        await VerifyAsync(token);
        var at = token.LastIndexOf('.') + 10;
        var changed = $"{token[..at]}{(token[at] == 'A' ? 'B' : 'A')}{token[(at + 1)..]}";

        (await RefusalOf(changed)).ShouldBe("tokenInvalid");
        (await RefusalOf(changed)).ShouldBe("tokenInvalid");
    }

    [Fact]
    public async Task A_token_that_does_not_say_from_when_it_is_valid_is_good()
    {
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(Described(TimeSpan.Zero, TimeSpan.FromHours(1), notBefore: false));

        await VerifyAsync(token);
    }

    [Fact]
    public async Task A_token_is_told_from_another_by_its_id()
    {
        var (one, other) = (Token(), Token());

        (await VerifyAsync(one)).Id.ShouldBe((await VerifyAsync(one)).Id);
        (await VerifyAsync(other)).Id.ShouldNotBe((await VerifyAsync(one)).Id, "the same claims, signed again");
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, -5)]
    public async Task A_token_that_does_not_say_when_it_was_issued_counts_from_when_it_is_valid(bool says, int expected)
    {
        var now = clock.GetUtcNow();
        var described = Described(TimeSpan.FromMinutes(-5), TimeSpan.FromHours(1), notBefore: true);
        if (says) described.IssuedAt = now.UtcDateTime;

        (await VerifyAsync(new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(described))).IssuedAt.ShouldBe(now.AddMinutes(expected));
    }

    private async Task<VerifiedToken> VerifyAsync(string token)
    {
        var verified = await tokens.VerifyAsync(token, default);
        return verified.FaultAt(clock.GetUtcNow()) is { } fault ? throw new ProblemException(fault) : verified;
    }

    private async Task<string> RefusalOf(string token) => (await Should.ThrowAsync<ProblemException>(async () => await VerifyAsync(token))).Problem.Code;

    private string Token(TimeSpan from = default, TimeSpan? life = null) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(Described(from, life ?? TimeSpan.FromHours(1), notBefore: true));

    private SecurityTokenDescriptor Described(TimeSpan from, TimeSpan life, bool notBefore)
    {
        var start = (clock.GetUtcNow() + from).UtcDateTime;
        return new()
        {
            Issuer = OneKey.Issuer,
            Audience = OneKey.Audience,
            NotBefore = notBefore ? start : null,
            Expires = start + life,
            Claims = new Dictionary<string, object> { ["sub"] = "cad" },
            SigningCredentials = new(authority.Key, SecurityAlgorithms.EcdsaSha256),
        };
    }

    private sealed class OneKey : ITokenAuthority
    {
        public const string Issuer = "https://issuer.test";
        public const string Audience = "dragonfly";

        public int Asked { get; private set; }

        public ECDsaSecurityKey Key { get; private set; } = NewKey();

        public void ChangeKey() => Key = NewKey();

        public ValueTask<TokenValidationParameters> ParametersAsync(CancellationToken cancellation)
        {
            Asked++;
            return new(new TokenValidationParameters { ValidIssuer = Issuer, ValidAudience = Audience, IssuerSigningKey = Key });
        }

        private static ECDsaSecurityKey NewKey() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));
    }
}
