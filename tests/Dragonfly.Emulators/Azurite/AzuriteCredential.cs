using Azure.Core;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dragonfly.Emulators.Azurite;

/// <summary>An identity as Entra ID would vouch for it. Azurite looks at what a token says, and not at who signed it.</summary>
public sealed class AzuriteCredential(TimeProvider clock) : TokenCredential
{
    private static readonly SymmetricSecurityKey Nobodys = new(new byte[64]);

    /// <inheritdoc/>
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "https://sts.windows.net/00000000-0000-0000-0000-000000000001/",
            Audience = "https://storage.azure.com",
            NotBefore = now.UtcDateTime.AddMinutes(-5),
            IssuedAt = now.UtcDateTime.AddMinutes(-5),
            Expires = now.UtcDateTime.AddHours(1),
            Claims = new Dictionary<string, object> { ["oid"] = "00000000-0000-0000-0000-000000000002", ["tid"] = "00000000-0000-0000-0000-000000000001" },
            SigningCredentials = new(Nobodys, SecurityAlgorithms.HmacSha256),
        });
        return new(token, now.AddHours(1));
    }

    /// <inheritdoc/>
    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
}
