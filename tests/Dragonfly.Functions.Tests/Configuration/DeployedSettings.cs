using Microsoft.Extensions.Configuration;

namespace Dragonfly.Functions.Tests.Configuration;

/// <summary>The settings of a deployed app, to leave some out and get others wrong.</summary>
internal static class DeployedSettings
{
    public static IReadOnlyDictionary<string, string?> Good { get; } = new Dictionary<string, string?>
    {
        ["DRAGONFLY_COSMOS_ENDPOINT"] = "https://city.documents.azure.com/",
        ["CosmosDb:accountEndpoint"] = "https://city.documents.azure.com/",
        ["DRAGONFLY_SIGNALR_ENDPOINT"] = "https://city.service.signalr.net",
        ["DRAGONFLY_EVENTGRID_ENDPOINT"] = "https://city.eastus2-1.eventgrid.azure.net/api/events",
        ["DRAGONFLY_CLIPS_ENDPOINT"] = "https://city.blob.core.windows.net/",
        ["DRAGONFLY_COSMOS_DATABASE"] = "dragonfly",
        ["DRAGONFLY_EVENTS_QUEUE"] = "events",
        ["DRAGONFLY_VIDEO_ENDPOINT"] = "https://video.city.example/",
        ["DRAGONFLY_VIDEO_SCOPE"] = "api://video/.default",
        ["DRAGONFLY_AUTHORITY"] = "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0",
        ["DRAGONFLY_AUDIENCE"] = "11111111-1111-1111-1111-111111111111",
        ["DRAGONFLY_CHECKPOINT_KEY"] = "https://city.vault.azure.net/keys/checkpoints",
        ["AZURE_CLIENT_ID"] = "22222222-2222-2222-2222-222222222222",
        ["WEBSITE_SITE_NAME"] = "city",
    };

    /// <summary>Good settings but for one; null leaves it out.</summary>
    public static IConfiguration With(string name, string? value) => Of(new Dictionary<string, string?>(Good) { [name.Replace("__", ":", StringComparison.Ordinal)] = value });

    public static IConfiguration Of(IEnumerable<KeyValuePair<string, string?>> settings) => new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
}
