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
            var first = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? throw new InvalidOperationException("the server does not listen yet");
            var bound = BindingAddress.Parse(first);

            // "Any address" is where the server listens, and nowhere to go to.
            var host = bound.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : bound.Host;
            return new UriBuilder(bound.Scheme, host, bound.Port).Uri;
        }
    }
}
