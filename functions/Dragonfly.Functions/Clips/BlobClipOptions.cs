using Dragonfly.Functions.Configuration;
using Microsoft.Extensions.Configuration;

namespace Dragonfly.Functions.Clips;

/// <summary>Where the files of clips are. Settings <c>DRAGONFLY_CLIPS_…</c>.</summary>
/// <param name="Endpoint">The account's address.</param>
/// <param name="Key">The key of an emulator on this machine; null to sign in, and to sign links, as the app's identity.</param>
public sealed record BlobClipOptions(Uri Endpoint, string? Key)
{
    private const string EndpointSetting = "DRAGONFLY_CLIPS_ENDPOINT";
    private const string EndpointMust = "the address of the storage account, https://{account}.blob.core.windows.net/";
    private const string KeySetting = "DRAGONFLY_CLIPS_KEY";

    /// <summary>The container, which the account's events name as well.</summary>
    public string Container { get; init; } = "clips";

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidSettingException">One is missing or cannot be used.</exception>
    public static BlobClipOptions Read(IConfiguration configuration)
    {
        var endpoint = configuration.Uri(EndpointSetting, EndpointMust);

        // An emulator has its account in the path.
        if (endpoint.Query is not "" || (endpoint.AbsolutePath is not "/" && !endpoint.IsLoopback)) throw new InvalidSettingException(EndpointSetting, EndpointMust);
        var key = configuration.LoopbackSecret(KeySetting, endpoint);
        if (key is not null && !Convert.TryFromBase64String(key, new byte[key.Length], out _)) throw new InvalidSettingException(KeySetting, "the emulator's key, in Base64");
        return key is not null || endpoint.Scheme is "https" ? new(endpoint, key) : throw new InvalidSettingException(KeySetting, "the emulator's key, since no token is sent over http");
    }
}
