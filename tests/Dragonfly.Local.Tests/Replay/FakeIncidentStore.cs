using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;

namespace Dragonfly.Local.Tests.Replay;

/// <summary>Heads to be read, changed by hand.</summary>
internal sealed class FakeIncidentStore : IIncidentStore
{
    public Dictionary<IncidentId, Incident> Heads { get; } = [];

    /// <summary>Called before each read, with how many there were before.</summary>
    public Action<int> OnRead { get; set; } = _ => { };

    private int _reads;

    public ValueTask<StoredIncident?> ReadAsync(IncidentId id, CancellationToken cancellation)
    {
        OnRead(_reads++);
        return ValueTask.FromResult(Heads.TryGetValue(id, out var head) ? new StoredIncident(head, null) : null);
    }

    public Task<bool> TryWriteAsync(IncidentWrite write, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<ImmutableArray<Entry>> ReadTimelineAsync(IncidentId id, long afterSequence, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<ImmutableArray<StoredIncident>> QueryAsync(IncidentQuery query, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<ImmutableArray<StoredIncident>> SearchAsync(IncidentSearch search, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<ImmutableArray<IncidentId>> ReadDueAsync(DateTimeOffset now, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<ImmutableArray<IncidentId>> ReadHoldingAsync(IReadOnlyCollection<FeedId> feeds, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<ImmutableArray<StoredIncident>> ReadForUnitAsync(AgencyId agency, string unit, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IncidentCount> CountAsync(DateTimeOffset dueBefore, CancellationToken cancellation) => throw new NotSupportedException();
}
