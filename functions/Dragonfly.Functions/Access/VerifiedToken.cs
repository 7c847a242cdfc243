using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Dragonfly.Functions.Http;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Dragonfly.Functions.Access;

/// <summary>A token that is one of ours and was not changed. Whether it counts now is another question.</summary>
/// <param name="Id">Tells it from others: the first 16 hexadecimal digits of its SHA-256.</param>
/// <param name="Identity">What it claims.</param>
/// <param name="IssuedAt">When it was issued; when it does not say, from when it is valid.</param>
/// <param name="ValidFrom">It does not count before; the least of all times when it does not say.</param>
/// <param name="ExpiresAt">It does not count from here on.</param>
public sealed record VerifiedToken(string Id, ClaimsIdentity Identity, DateTimeOffset IssuedAt, DateTimeOffset ValidFrom, DateTimeOffset ExpiresAt)
{
    // How far apart the issuer's clock and ours may be.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>401 when it does not count at a moment, else null.</summary>
    public Problem? FaultAt(DateTimeOffset now) =>
        ExpiresAt <= now - Skew ? Problem.Unauthorized("tokenExpired", "the token has expired")
        : ValidFrom > now + Skew ? Problem.Unauthorized("tokenNotYetValid", "the token is not valid yet")
        : null;

    internal static VerifiedToken Of(string text, JsonWebToken token, ClaimsIdentity identity)
    {
        var (issued, from) = (Time(token.IssuedAt), Time(token.ValidFrom));
        return new(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8)), identity, issued == DateTimeOffset.MinValue ? from : issued, from, Time(token.ValidTo));

        static DateTimeOffset Time(DateTime utc) => new(utc, TimeSpan.Zero);
    }
}
