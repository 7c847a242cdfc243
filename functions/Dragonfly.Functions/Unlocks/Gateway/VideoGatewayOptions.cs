using Dragonfly.Functions.Configuration;
using Microsoft.Extensions.Configuration;

namespace Dragonfly.Functions.Unlocks.Gateway;

/// <summary>Where the video gateway is, and as whom we call it.</summary>
/// <param name="Endpoint">Its address, with a slash at the end.</param>
/// <param name="Scope">The scope that the app's identity asks a token for; null where <paramref name="Token"/> is used.</param>
/// <param name="Token">A fixed bearer token, for a gateway on this machine only.</param>
public sealed record VideoGatewayOptions(Uri Endpoint, string? Scope, string? Token)
{
    private const string EndpointName = "DRAGONFLY_VIDEO_ENDPOINT";
    private const string ScopeName = "DRAGONFLY_VIDEO_SCOPE";
    private const string TokenName = "DRAGONFLY_VIDEO_TOKEN";

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidSettingException">One is missing or cannot be used.</exception>
    /// <exception cref="InvalidSettingsException">None is there.</exception>
    public static VideoGatewayOptions Read(IConfiguration configuration)
    {
        const string address = "the video gateway's address, https://{host}/{path}, or http on this machine, without a query";
        const string scope = "the scope of the video gateway's app registration, api://{application}/.default";
        if (((string[])[EndpointName, ScopeName, TokenName]).All(name => configuration.Optional(name) is null)) throw new InvalidSettingsException([new(EndpointName, address), new(ScopeName, scope)]);
        var endpoint = configuration.Uri(EndpointName, address);
        if (endpoint.Query.Length + endpoint.Fragment.Length > 0) throw new InvalidSettingException(EndpointName, address);
        if (!endpoint.AbsolutePath.EndsWith('/')) endpoint = new($"{endpoint.AbsoluteUri}/");

        if (configuration.LoopbackSecret(TokenName, endpoint) is { } token)
            return token.All(character => character is > ' ' and <= '~') ? new(endpoint, null, token) : throw new InvalidSettingException(TokenName, "a bearer token");
        if (endpoint.Scheme != "https") throw new InvalidSettingException(TokenName, "the fixed bearer token of a gateway that is called by http");
        return configuration.Required(ScopeName, scope) is var asked && asked.EndsWith("/.default", StringComparison.Ordinal) ? new(endpoint, asked, null) : throw new InvalidSettingException(ScopeName, scope);
    }

    /// <summary>The address alone, since the token is a secret.</summary>
    public override string ToString() => Endpoint.AbsoluteUri;
}
