using System.Collections.Immutable;

namespace Dragonfly.Core.Access;

/// <summary>The directory of people. Reads are strongly consistent. Every call throws <see cref="Incidents.StoreUnavailableException"/> when the store does not answer.</summary>
public interface IPeople
{
    /// <summary>Those who have these ids; one who is not listed is left out.</summary>
    ValueTask<ImmutableArray<Person>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation);

    /// <summary>Everybody by id, after one of them.</summary>
    ValueTask<ImmutableArray<Person>> ListAsync(string? after, int limit, CancellationToken cancellation);

    /// <summary>Lists somebody, in the place of what was listed under the id before; durably when the task completes.</summary>
    Task SaveAsync(Person person, CancellationToken cancellation);

    /// <summary>Deletes what is listed under an id, if anything is.</summary>
    Task RemoveAsync(string id, CancellationToken cancellation);
}
