using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Dragonfly.Local;

/// <summary>Where this process is reached from this machine; known once it listens.</summary>
internal sealed class LocalAddress(IServer server)
{
    /// <summary>The base address.</summary>
    /// <exception cref="InvalidOperationException">It does not listen yet.</exception>
    public Uri Current
    {
        get
        {
            var bound = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? throw new InvalidOperationException("the server does not listen yet");
            return new(bound.Replace("://0.0.0.0", "://localhost").Replace("://[::]", "://localhost").Replace("://+", "://localhost").Replace("://*", "://localhost"));
        }
    }
}
