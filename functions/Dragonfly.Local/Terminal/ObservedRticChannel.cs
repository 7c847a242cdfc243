using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Local.Terminal;

/// <summary>Lets observers see every push that succeeded.</summary>
/// <param name="inner">The channel.</param>
/// <param name="clock">Tells when a push was done.</param>
/// <param name="observers">Who wants to know.</param>
public sealed class ObservedRticChannel(IRticChannel inner, TimeProvider clock, params IReadOnlyList<IRticObserver> observers) : IRticChannel
{
    /// <inheritdoc/>
    public async Task PushAsync(IncidentView view, CancellationToken cancellation)
    {
        await inner.PushAsync(view, cancellation);
        var at = clock.GetUtcNow();
        foreach (var observer in observers) observer.Pushed(view, at);
    }

    /// <inheritdoc/>
    public Task NotifyAsync(AgencyId? agency, Notice notice, CancellationToken cancellation) => inner.NotifyAsync(agency, notice, cancellation);

    /// <inheritdoc/>
    public Task<Negotiation> NegotiateAsync(string user, AgencyId agency, bool supervises, CancellationToken cancellation) =>
        inner.NegotiateAsync(user, agency, supervises, cancellation);
}
