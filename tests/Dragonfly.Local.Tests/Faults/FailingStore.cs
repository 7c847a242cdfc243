using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.Faults;

/// <summary>An incident store that fails to order, in the two ways there are: nothing was written, or it was and the answer is lost.</summary>
internal sealed class FailingStore(IIncidentStore inner) : IIncidentStore
{
    private int writes;
    private int refusals;

    /// <summary>It does not answer, and does nothing.</summary>
    public bool IsDown { get; set; }

    /// <summary>How often it did not answer since it was made.</summary>
    public int Refusals => refusals;

    /// <summary>Of so many writes, one is not made; and the one after it is, but its answer is lost. 0: none.</summary>
    public int LosesOneWriteIn { get; set; }

    /// <summary>It answers no read before this.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public static void Put(IServiceCollection services)
    {
        var inner = (IIncidentStore)services.Single(service => service.ServiceType == typeof(IIncidentStore)).ImplementationInstance!;
        services.AddSingleton<IIncidentStore>(new FailingStore(inner));
    }

    public async ValueTask<StoredIncident?> ReadAsync(IncidentId id, CancellationToken cancellation)
    {
        await Gate;
        return await Up().ReadAsync(id, cancellation);
    }

    public async Task<bool> TryWriteAsync(IncidentWrite write, CancellationToken cancellation)
    {
        var turn = LosesOneWriteIn > 0 ? Interlocked.Increment(ref writes) % LosesOneWriteIn : -1;
        if (turn == 0) throw Unavailable();
        var written = await Up().TryWriteAsync(write, cancellation);
        return turn == 1 ? throw Unavailable() : written;
    }

    public ValueTask<ImmutableArray<Entry>> ReadTimelineAsync(IncidentId id, long afterSequence, int limit, CancellationToken cancellation) =>
        Up().ReadTimelineAsync(id, afterSequence, limit, cancellation);

    public ValueTask<ImmutableArray<StoredIncident>> QueryAsync(IncidentQuery query, CancellationToken cancellation) => Up().QueryAsync(query, cancellation);

    public ValueTask<ImmutableArray<StoredIncident>> SearchAsync(IncidentSearch search, CancellationToken cancellation) => Up().SearchAsync(search, cancellation);

    public ValueTask<ImmutableArray<IncidentId>> ReadDueAsync(DateTimeOffset now, int limit, CancellationToken cancellation) => Up().ReadDueAsync(now, limit, cancellation);

    public ValueTask<ImmutableArray<IncidentId>> ReadHoldingAsync(IReadOnlyCollection<FeedId> feeds, CancellationToken cancellation) => Up().ReadHoldingAsync(feeds, cancellation);

    public ValueTask<ImmutableArray<StoredIncident>> ReadForUnitAsync(AgencyId agency, string unit, int limit, CancellationToken cancellation) => Up().ReadForUnitAsync(agency, unit, limit, cancellation);

    public ValueTask<IncidentCount> CountAsync(DateTimeOffset dueBefore, CancellationToken cancellation) => Up().CountAsync(dueBefore, cancellation);

    private static StoreUnavailableException Unavailable() => new("incident", new IOException("as ordered"));

    private IIncidentStore Up()
    {
        if (!IsDown) return inner;
        Interlocked.Increment(ref refusals);
        throw Unavailable();
    }
}
