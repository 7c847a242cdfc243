using System.Buffers.Text;
using Dragonfly.Functions.Configuration;
using Microsoft.Extensions.Configuration;

namespace Dragonfly.Functions.Storage;

/// <summary>Which Cosmos DB database this is about. Settings <c>DRAGONFLY_COSMOS_…</c>.</summary>
/// <param name="Endpoint">The account's address.</param>
/// <param name="Database">The database.</param>
/// <param name="Key">The key of an emulator on this machine; null to sign in as the app's identity.</param>
/// <param name="SlowCall">A call that takes longer than this is logged with its diagnostics.</param>
public sealed record CosmosOptions(Uri Endpoint, string Database, string? Key, TimeSpan SlowCall)
{
    /// <summary>The setting of <see cref="Database"/>, which the change feed's trigger reads as well.</summary>
    internal const string DatabaseSetting = "DRAGONFLY_COSMOS_DATABASE";

    private const string EndpointSetting = "DRAGONFLY_COSMOS_ENDPOINT";
    private const string KeySetting = "DRAGONFLY_COSMOS_KEY";

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidSettingException">One is missing or cannot be used.</exception>
    public static CosmosOptions Read(IConfiguration configuration)
    {
        var endpoint = configuration.Uri(EndpointSetting, "the account's address, https://{account}.documents.azure.com/");
        var database = configuration.Optional(DatabaseSetting) ?? "dragonfly";
        if (database.Length > 255 || database.AsSpan().ContainsAny("/\\#?")) throw new InvalidSettingException(DatabaseSetting, "a database's name: at most 255 characters, without / \\ # ?");
        var key = configuration.LoopbackSecret(KeySetting, endpoint);
        if (key is not null && !Base64.IsValid(key)) throw new InvalidSettingException(KeySetting, "the emulator's key as it is published, which is Base64");
        return new(endpoint, database, key, configuration.Milliseconds("DRAGONFLY_COSMOS_SLOW_MS", TimeSpan.FromMilliseconds(500)));
    }
}
