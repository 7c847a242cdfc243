using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>
/// Messages that could not be understood, kept for a while so that operators can see what was wrong and take them in once it is put right. They may hold
/// personal data: hence no listing shows a body, and each is deleted when it expires.
/// </summary>
public interface IRejectedMessages
{
    /// <summary>Keeps messages. One whose id is kept already is counted once more, and the newer errors, time of receipt and expiry stand.</summary>
    /// <param name="rejected">The messages; each <see cref="RejectedMessage.Count"/> is added to what is kept.</param>
    /// <param name="mostOfAgency">At most so many of one agency are kept; those not received for longest go.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    Task AddAsync(IReadOnlyCollection<KeptMessage> rejected, int mostOfAgency, CancellationToken cancellation);

    /// <summary>Messages of every agency, newest receipt first.</summary>
    /// <param name="after">Only those after this place: where the page before ended.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    ValueTask<ImmutableArray<RejectedMessage>> ListAsync(Cursor<RejectedId>? after, int limit, CancellationToken cancellation);

    /// <summary>One of them with its body, or null.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    ValueTask<KeptMessage?> ReadAsync(RejectedId id, CancellationToken cancellation);

    /// <summary>Removes one; nothing happens when there is none.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    Task RemoveAsync(RejectedId id, CancellationToken cancellation);

    /// <summary>Removes what has expired.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    Task<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellation);
}
