using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;

namespace Microsoft.Azure.SignalR.Management;

/// <summary>One hub of the service.</summary>
public abstract class ServiceHubContext : IDisposable
{
    public virtual UserGroupManager UserGroups => null!;

    public virtual IHubClients Clients => null!;

    public virtual ValueTask<NegotiationResponse> NegotiateAsync(NegotiationOptions? negotiationOptions = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    public virtual Task DisposeAsync() => Task.CompletedTask;

    public virtual void Dispose() => DisposeAsync().GetAwaiter().GetResult();
}
