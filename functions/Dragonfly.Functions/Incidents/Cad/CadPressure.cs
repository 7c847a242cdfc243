using System.Threading.RateLimiting;
using Dragonfly.Core.Access;
using Dragonfly.Functions.Http;

namespace Dragonfly.Functions.Incidents.Cad;

/// <summary>Lets each agency's requests in as fast as they can be worked on; a few wait, and more are turned away at once, with nothing taken.</summary>
public sealed class CadPressure(CadOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<AgencyId> turns = PartitionedRateLimiter.Create<AgencyId, AgencyId>(agency => RateLimitPartition.GetConcurrencyLimiter(
        agency,
        _ => new() { PermitLimit = options.MostRunning, QueueLimit = options.MostWaiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));

    /// <summary>Waits for a request's turn, which lasts until it is disposed of.</summary>
    /// <exception cref="ProblemException">429.</exception>
    public async ValueTask<IDisposable> EnterAsync(AgencyId agency, CancellationToken cancellation)
    {
        var turn = await turns.AcquireAsync(agency, 1, cancellation);
        if (turn.IsAcquired) return turn;
        turn.Dispose();
        Telemetry.CadTurnedAway.Add(1, new KeyValuePair<string, object?>("agency", agency.Value));
        throw new ProblemException(Problem.TooManyRequests("too many of the agency's requests are under way; nothing was taken"));
    }

    /// <inheritdoc/>
    public void Dispose() => turns.Dispose();
}
