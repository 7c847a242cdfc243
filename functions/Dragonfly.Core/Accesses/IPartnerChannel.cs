using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Accesses;

/// <summary>The live channel to the partners' portals: hub <c>partners</c>, one group per partner, message <c>access</c>. It is no part of the RTIC's hub: nothing that is said to all there can reach a partner.</summary>
public interface IPartnerChannel
{
    /// <summary>Tells a partner of an access. A failure is the caller's to count and swallow: the line is in the log.</summary>
    Task PushAsync(PartnerId partner, AccessLine line, CancellationToken cancellation);

    /// <summary>Lets somebody who acts for a partner connect.</summary>
    /// <param name="user">Opaque id of the user.</param>
    /// <param name="partner">Whose accesses the connection gets.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<Negotiation> NegotiateAsync(string user, PartnerId partner, CancellationToken cancellation);
}
