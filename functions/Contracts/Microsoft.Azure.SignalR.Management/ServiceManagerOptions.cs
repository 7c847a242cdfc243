using Azure.Core.Serialization;

namespace Microsoft.Azure.SignalR.Management;

/// <summary>How to speak to the service.</summary>
public class ServiceManagerOptions
{
    public ServiceEndpoint[]? ServiceEndpoints { get; set; }

    public ServiceTransportType ServiceTransportType { get; set; } = ServiceTransportType.Transient;

    public TimeSpan HttpClientTimeout { get; set; } = TimeSpan.FromSeconds(100);

    public void UseJsonObjectSerializer(ObjectSerializer objectSerializer)
    {
    }
}
