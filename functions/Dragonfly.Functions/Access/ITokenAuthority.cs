using Microsoft.IdentityModel.Tokens;

namespace Dragonfly.Functions.Access;

/// <summary>Whose tokens are believed.</summary>
public interface ITokenAuthority
{
    /// <summary>Issuer, audience and keys to validate by; lifetime is the middleware's to check.</summary>
    ValueTask<TokenValidationParameters> ParametersAsync(CancellationToken cancellation);
}
