using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;

namespace Dragonfly.Functions.Clips;

/// <summary>Is told that a file has come into the clip store.</summary>
public interface IClipArrivals
{
    /// <summary>A file has come: whole, and for the first time or again. One that nobody asked for is ignored.</summary>
    /// <exception cref="Core.Incidents.StoreUnavailableException">Tell it again.</exception>
    Task ArriveAsync(ClipBlob blob, Origin origin);
}
