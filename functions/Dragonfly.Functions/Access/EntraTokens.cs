using Dragonfly.Functions.Configuration;
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
    /// <exception cref="InvalidSettingsException">One is missing or wrong; the message names it.</exception>
    public EntraTokens(IConfiguration configuration)
    {
        var faults = new SettingFaults();
        var (authority, application) = ("", "");
        faults.Try(() => authority = configuration.Uri("DRAGONFLY_AUTHORITY", "what issues the tokens: https://login.microsoftonline.com/{tenant}/v2.0").AbsoluteUri.TrimEnd('/'));
        faults.Try(() => application = configuration.Required("DRAGONFLY_AUDIENCE", "the application's id, which tokens name as their audience"));
        faults.ThrowIfAny();
        audience = application;
        metadata = new($"{authority}/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = authority.StartsWith("https:", StringComparison.Ordinal) });
    }

    /// <inheritdoc/>
    public async ValueTask<TokenValidationParameters> ParametersAsync(CancellationToken cancellation)
    {
        var configuration = await metadata.GetConfigurationAsync(cancellation);
        return new() { ValidIssuer = configuration.Issuer, ValidAudience = audience, IssuerSigningKeys = configuration.SigningKeys };
    }
}
