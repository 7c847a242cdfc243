namespace Microsoft.Azure.SignalR.Management;

/// <summary>By a REST call for each message, or over connections that last.</summary>
public enum ServiceTransportType
{
    Transient,
    Persistent,
}
