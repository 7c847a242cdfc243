using Dragonfly.Functions.Configuration;
using Microsoft.Extensions.Configuration;

namespace Dragonfly.Functions.Events;

/// <summary>Where our events go: an Event Grid custom topic that takes CloudEvents 1.0.</summary>
/// <param name="Endpoint">The topic's endpoint, <c>https://{topic}.{region}.eventgrid.azure.net/api/events</c>.</param>
/// <param name="Key">A key of the topic, for a stand-in on this machine; null where the app's identity is let in.</param>
public sealed record EventGridOptions(Uri Endpoint, string? Key)
{
    private const string EndpointName = "DRAGONFLY_EVENTGRID_ENDPOINT";
    private const string KeyName = "DRAGONFLY_EVENTGRID_KEY";

    /// <summary>Reads <c>DRAGONFLY_EVENTGRID_ENDPOINT</c> and <c>DRAGONFLY_EVENTGRID_KEY</c>.</summary>
    /// <exception cref="InvalidSettingException">One is missing or is not as it must be.</exception>
    public static EventGridOptions Read(IConfiguration configuration)
    {
        var endpoint = configuration.Uri(EndpointName, "the topic's endpoint, https://{topic}.{region}.eventgrid.azure.net/api/events");
        var key = configuration.LoopbackSecret(KeyName, endpoint);
        return key is not null || endpoint.Scheme == "https" ? new(endpoint, key) : throw new InvalidSettingException(KeyName, "the stand-in's key, since no token is sent over http");
    }
}
