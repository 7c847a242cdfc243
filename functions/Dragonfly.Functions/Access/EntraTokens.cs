using Dragonfly.Functions.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Dragonfly.Functions.Access;

/// <summary>
/// Tokens of one Entra ID tenant for this application. Settings: <c>DRAGONFLY_AUTHORITY</c>, such as
/// <c>https://login.microsoftonline.com/{tenant}/v2.0</c>, and <c>DRAGONFLY_AUDIENCE</c>, the application's id. Keys are fetched by the library, twice a day, and when a
/// token names one that is not known: then at most every five minutes.
/// </summary>
public sealed class EntraTokens : ITokenAuthority
{
    private const string Setting = "DRAGONFLY_AUTHORITY";

    // Who calls waits for it. The library's own 100 s are longer than any caller stays.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly ConfigurationManager<OpenIdConnectConfiguration> metadata;
    private readonly string authority;
    private readonly string audience;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidSettingsException">One is missing or wrong; the message names it.</exception>
    public EntraTokens(IConfiguration configuration)
    {
        var faults = new SettingFaults();
        var (issuer, application) = ("", "");
        faults.Try(() => issuer = AuthorityIn(configuration));
        faults.Try(() => application = configuration.Required("DRAGONFLY_AUDIENCE", "the application's id, which tokens name as their audience"));
        faults.ThrowIfAny();
        (authority, audience) = (issuer, application);
        var retriever = new HttpDocumentRetriever(new() { Timeout = Limit }) { RequireHttps = authority.StartsWith("https:", StringComparison.Ordinal) };
        metadata = new($"{authority}/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), retriever);
    }

    /// <inheritdoc/>
    public async ValueTask<TokenValidationParameters> ParametersAsync(CancellationToken cancellation)
    {
        try
        {
            var configuration = await metadata.GetConfigurationAsync(cancellation);
            return new() { ValidIssuer = configuration.Issuer, ValidAudience = audience, IssuerSigningKeys = configuration.SigningKeys };
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            throw new IdentityProviderUnavailableException($"{authority} does not say by which keys to verify tokens: check {Setting}, and the network", e);
        }
    }

    /// <inheritdoc/>
    public void NoteUnknownKey() => metadata.RequestRefresh();

    // Entra ID answers for many tenants at once too, and then names an issuer that no token has.
    private static string AuthorityIn(IConfiguration configuration)
    {
        const string must = "what issues the tokens, one tenant: https://login.microsoftonline.com/{tenant}/v2.0";
        var uri = configuration.Uri(Setting, must);
        var names = Uri.UnescapeDataString(uri.AbsolutePath).Split('/');
        return names.Any(name => name is "common" or "organizations" or "consumers" || name.StartsWith('{')) ? throw new InvalidSettingException(Setting, must) : uri.AbsoluteUri.TrimEnd('/');
    }
}
