using System.Collections.Concurrent;
using System.Security.Claims;
using Dragonfly.Functions.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dragonfly.Functions.Access;

/// <summary>
/// Verifies tokens. One whose signature, issuer and audience were found good is remembered for five minutes, since a CAD system sends the same one with each
/// message and to verify it takes longer than to decide the message; a key that is withdrawn counts so much longer. Its lifetime is checked every time.
/// </summary>
public sealed class TokenVerifier(ITokenAuthority authority, TimeProvider clock)
{
    private const int MostRemembered = 1_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    private readonly ConcurrentDictionary<string, VerifiedToken> verified = new(StringComparer.Ordinal);

    /// <summary>What a good token claims.</summary>
    /// <exception cref="ProblemException">401: it is not good.</exception>
    public async ValueTask<ClaimsIdentity> VerifyAsync(string token, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (!verified.TryGetValue(token, out var known) || known.At + Remembered <= now) known = Remember(token, await ReadAsync(token, now, cancellation));
        if (known.Token.ValidTo <= now.UtcDateTime - Skew) throw new ProblemException(Problem.Unauthorized("tokenExpired", "the token has expired"));
        if (known.Token.ValidFrom > now.UtcDateTime + Skew) throw new ProblemException(Problem.Unauthorized("tokenNotYetValid", "the token is not valid yet"));
        return known.Identity;
    }

    private async ValueTask<VerifiedToken> ReadAsync(string token, DateTimeOffset now, CancellationToken cancellation)
    {
        var parameters = await authority.ParametersAsync(cancellation);
        parameters.LifetimeValidator = (_, expires, _, _) => expires is not null;
        var result = await Handler.ValidateTokenAsync(token, parameters);
        return result.IsValid
            ? new(result.ClaimsIdentity, (JsonWebToken)result.SecurityToken, now)
            : throw new ProblemException(Problem.Unauthorized("tokenInvalid", "the token is not one of ours, or was changed"));
    }

    private VerifiedToken Remember(string token, VerifiedToken read)
    {
        if (verified.Count >= MostRemembered) verified.Clear();
        return verified[token] = read;
    }

    private sealed record VerifiedToken(ClaimsIdentity Identity, JsonWebToken Token, DateTimeOffset At);
}
