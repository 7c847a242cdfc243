using System.Collections.Concurrent;
using Dragonfly.Functions.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dragonfly.Functions.Access;

/// <summary>
/// Verifies tokens. One whose signature, issuer and audience were found good is remembered for five minutes, since a CAD system sends the same one with each
/// message and to verify it takes longer than to decide the message; a key that is withdrawn counts so much longer. Its lifetime is the caller's to check, every time.
/// </summary>
public sealed class TokenVerifier(ITokenAuthority authority, TimeProvider clock)
{
    private const int MostRemembered = 1_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    private readonly ConcurrentDictionary<string, (VerifiedToken Token, DateTimeOffset At)> verified = new(StringComparer.Ordinal);

    /// <summary>The token, which is one of ours.</summary>
    /// <exception cref="ProblemException">401: it is not.</exception>
    /// <exception cref="IdentityProviderUnavailableException">Nobody says whether it is.</exception>
    public async ValueTask<VerifiedToken> VerifyAsync(string token, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (verified.TryGetValue(token, out var known) && known.At + Remembered > now) return known.Token;
        var read = await ReadAsync(token, cancellation);
        if (verified.Count >= MostRemembered) verified.Clear();
        verified[token] = (read, now);
        return read;
    }

    private async ValueTask<VerifiedToken> ReadAsync(string token, CancellationToken cancellation)
    {
        var parameters = await authority.ParametersAsync(cancellation);
        parameters.LifetimeValidator = (_, expires, _, _) => expires is not null;
        var result = await Handler.ValidateTokenAsync(token, parameters);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException) authority.NoteUnknownKey();
        return result.IsValid
            ? VerifiedToken.Of(token, (JsonWebToken)result.SecurityToken, result.ClaimsIdentity)
            : throw new ProblemException(Problem.Unauthorized("tokenInvalid", "the token is not one of ours, or was changed"));
    }
}
