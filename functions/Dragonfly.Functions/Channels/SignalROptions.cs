using Azure.Core;
using Azure.Core.Serialization;
using Dragonfly.Functions.Configuration;
using Microsoft.Azure.SignalR;
using Microsoft.Azure.SignalR.Management;
using Microsoft.Extensions.Configuration;

namespace Dragonfly.Functions.Channels;

/// <summary>Which Azure SignalR Service, and how it is spoken to.</summary>
/// <param name="Endpoint">Where it is: <c>DRAGONFLY_SIGNALR_ENDPOINT</c>.</param>
/// <param name="Key">The key of a stand-in on this machine: <c>DRAGONFLY_SIGNALR_KEY</c>. None in Azure, where the app's identity speaks.</param>
public sealed record SignalROptions(Uri Endpoint, string? Key)
{
    /// <summary>How long one call may take; the SDK's own 100 s would keep a dashboard that negotiates waiting.</summary>
    public static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(2);

    private const string EndpointSetting = "DRAGONFLY_SIGNALR_ENDPOINT";
    private const string EndpointMust = "the service's address, https://{name}.service.signalr.net";

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidSettingException">One is missing or malformed, or a key is set for a service that is not on this machine.</exception>
    public static SignalROptions Read(IConfiguration configuration)
    {
        var endpoint = configuration.Uri(EndpointSetting, EndpointMust);
        if (endpoint.PathAndQuery is not "/") throw new InvalidSettingException(EndpointSetting, EndpointMust);
        return new(endpoint, configuration.LoopbackSecret("DRAGONFLY_SIGNALR_KEY", endpoint));
    }

    /// <summary>Tells the SDK. Each message is a call of its own: a Functions app has no connections that last.</summary>
    /// <param name="options">The SDK's.</param>
    /// <param name="credential">What the app runs as; asked for only where there is no key.</param>
    public void Apply(ServiceManagerOptions options, Func<TokenCredential> credential)
    {
        options.ServiceEndpoints = [Key is null ? new ServiceEndpoint(Endpoint, credential()) : new ServiceEndpoint($"Endpoint={Endpoint};AccessKey={Key};Version=1.0;")];
        options.ServiceTransportType = ServiceTransportType.Transient;
        options.HttpClientTimeout = CallLimit;
        options.UseJsonObjectSerializer(new JsonObjectSerializer(ChannelJson.Options));
    }
}
