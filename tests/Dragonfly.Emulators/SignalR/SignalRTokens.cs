using System.Security.Claims;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dragonfly.Emulators.SignalR;

/// <summary>The tokens of the service: JWTs for one address each, signed with the service's key.</summary>
internal static class SignalRTokens
{
    public const string User = "asrs.s.uid";
    public const string ClosesOnExpiry = "asrs.s.coae";
    public const string ExpiresOn = "asrs.s.aeo";

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false };

    public static string Make(string key, string audience, DateTimeOffset expires, params (string Name, string Value)[] claims) => Handler.CreateToken(new SecurityTokenDescriptor
    {
        Audience = audience,
        Expires = expires.UtcDateTime,
        SigningCredentials = new(KeyOf(key), SecurityAlgorithms.HmacSha256),
        Subject = new([.. claims.Select(claim => new Claim(claim.Name, claim.Value))]),
    });

    /// <summary>What a token says; null when it was not made with the key, is for another address, or is over.</summary>
    public static async Task<JsonWebToken?> ReadAsync(string key, string token, Func<string, bool> isFor, DateTimeOffset now)
    {
        var result = await Handler.ValidateTokenAsync(token, new()
        {
            IssuerSigningKey = KeyOf(key),
            ValidateIssuer = false,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            AudienceValidator = (audiences, _, _) => audiences.Any(isFor),
            LifetimeValidator = (_, expires, _, _) => expires > now.UtcDateTime,
        });
        return result.IsValid ? (JsonWebToken)result.SecurityToken : null;
    }

    /// <summary>Whether an audience is an address. The SDK leaves the port out in some versions, and the query in others; the service is reached through a proxy and heeds neither.</summary>
    public static bool IsSame(string audience, Uri address) =>
        Uri.TryCreate(audience, UriKind.Absolute, out var named) && named.Scheme == address.Scheme && named.Host == address.Host
        && (named.IsDefaultPort || named.Port == address.Port)
        && named.AbsolutePath == address.AbsolutePath && (named.Query is "" || named.Query == address.Query);

    private static SymmetricSecurityKey KeyOf(string key) => new(Encoding.UTF8.GetBytes(key)) { CryptoProviderFactory = new() { CacheSignatureProviders = false } };
}
