using Microsoft.IdentityModel.Tokens;

namespace Dragonfly.Functions.Access;

/// <summary>Whose tokens are believed.</summary>
public interface ITokenAuthority
{
    /// <summary>Issuer, audience and keys to validate by; lifetime is the middleware's to check.</summary>
    /// <exception cref="IdentityProviderUnavailableException">Nobody says.</exception>
    ValueTask<TokenValidationParameters> ParametersAsync(CancellationToken cancellation);

    /// <summary>A token was signed with a key that is none of those: there may be new ones, to be fetched for the tokens that come after it.</summary>
    void NoteUnknownKey()
    {
    }
}
