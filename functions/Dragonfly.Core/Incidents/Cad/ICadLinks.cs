using System.Collections.Immutable;
using Dragonfly.Core.Access;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>When each agency's CAD system was last heard of: one that is silent sends no closes either.</summary>
public interface ICadLinks
{
    /// <summary>Notes that it was heard; a time before the one that is known changes nothing.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    Task HeardAsync(AgencyId agency, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Every agency that was ever heard, by its id.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    ValueTask<ImmutableArray<CadLink>> ListAsync(CancellationToken cancellation);
}

/// <summary>An agency's CAD system.</summary>
/// <param name="Agency">Whose.</param>
/// <param name="HeardAt">When it was last heard, to about half a minute.</param>
public sealed record CadLink(AgencyId Agency, DateTimeOffset HeardAt)
{
    /// <summary>Whether nothing was heard of it for more than <paramref name="after"/>.</summary>
    public bool IsSilent(DateTimeOffset now, TimeSpan after) => now - HeardAt > after;
}
