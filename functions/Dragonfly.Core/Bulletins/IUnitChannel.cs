using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Core.Bulletins;

/// <summary>
/// The live channel to units' devices: hub <c>units</c>, one group per agency and unit, messages <c>bulletin</c> and <c>bulletinRecalled</c>. It is no part of the RTIC's hub:
/// nothing that is said to all there can reach a unit.
/// </summary>
public interface IUnitChannel
{
    /// <summary>Sends a bulletin to a unit's devices. A failure is the caller's to count and swallow: it is sent again, and devices that connect ask what stands.</summary>
    Task PushAsync(AgencyId agency, string unit, UnitBulletin bulletin, CancellationToken cancellation);

    /// <summary>Tells a unit's devices that a bulletin stands no longer. A failure is the caller's to count and swallow: the link to its picture ends by itself.</summary>
    Task RecallAsync(AgencyId agency, string unit, RecalledBulletin bulletin, CancellationToken cancellation);

    /// <summary>Lets a device connect.</summary>
    /// <param name="user">Opaque id of who uses it.</param>
    /// <param name="agency">The agency of the unit.</param>
    /// <param name="unit">The unit whose bulletins the connection gets.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<Negotiation> NegotiateAsync(string user, AgencyId agency, string unit, CancellationToken cancellation);
}
