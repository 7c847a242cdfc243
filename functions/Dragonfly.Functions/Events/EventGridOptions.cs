using Dragonfly.Functions.Configuration;
using Microsoft.Extensions.Configuration;

namespace Dragonfly.Functions.Events;

/// <summary>Where our events go: an Event Grid custom topic that takes CloudEvents 1.0.</summary>
/// <param name="Endpoint">The topic's endpoint, <c>https://{topic}.{region}.eventgrid.azure.net/api/events</c>.</param>
/// <param name="Key">A key of the topic, for a stand-in on this machine; null where the app's identity is let in.</param>
public sealed record EventGridOptions(Uri Endpoint, string? Key)
{
    /// <summary>Reads <c>DRAGONFLY_EVENTGRID_ENDPOINT</c> and <c>DRAGONFLY_EVENTGRID_KEY</c>.</summary>
    /// <exception cref="InvalidSettingException">One is missing or is not as it must be.</exception>
    public static EventGridOptions Read(IConfiguration configuration) => throw new NotImplementedException();
}
