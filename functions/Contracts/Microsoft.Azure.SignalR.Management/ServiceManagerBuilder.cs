namespace Microsoft.Azure.SignalR.Management;

/// <summary>Makes a <see cref="ServiceManager"/>. The contract cannot.</summary>
public class ServiceManagerBuilder
{
    public ServiceManagerBuilder WithOptions(Action<ServiceManagerOptions> configure) => this;

    public ServiceManager BuildServiceManager() => throw new PlatformNotSupportedException("there is no SignalR SDK in this build: use DRAGONFLY_CHANNEL=hub, or build with AzureSdk=packages");
}
