using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Dragonfly.Functions.Access;

/// <summary>
/// Tokens of one Entra ID tenant for this application. Settings: <c>DRAGONFLY_AUTHORITY</c>, such as
/// <c>https://login.microsoftonline.com/{tenant}/v2.0</c>, and <c>DRAGONFLY_AUDIENCE</c>, the application's id. Keys are fetched and refreshed by the library.
/// </summary>
public sealed class EntraTokens : ITokenAuthority
{
    private readonly ConfigurationManager<OpenIdConnectConfiguration> metadata;
    private readonly string audience;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidOperationException">One is missing; the message names it.</exception>
    public EntraTokens(IConfiguration configuration)
    {
        var authority = Setting("DRAGONFLY_AUTHORITY").TrimEnd('/');
        audience = Setting("DRAGONFLY_AUDIENCE");
        metadata = new($"{authority}/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever());

        string Setting(string name) => configuration[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"the setting {name} is missing");
    }

    /// <inheritdoc/>
    public async ValueTask<TokenValidationParameters> ParametersAsync(CancellationToken cancellation)
    {
        var configuration = await metadata.GetConfigurationAsync(cancellation);
        return new() { ValidIssuer = configuration.Issuer, ValidAudience = audience, IssuerSigningKeys = configuration.SigningKeys };
    }
}
