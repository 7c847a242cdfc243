namespace Microsoft.Azure.SignalR.Management;

/// <summary>One SignalR service, as a backend without connections of its own speaks to it.</summary>
public abstract class ServiceManager : IDisposable
{
    public abstract Task<ServiceHubContext> CreateHubContextAsync(string hubName, CancellationToken cancellationToken);

    public abstract Task<bool> IsServiceHealthy(CancellationToken cancellationToken);

    public abstract void Dispose();
}
