using System.Collections.Immutable;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.Faults;

/// <summary>Timelines that fail to order.</summary>
internal sealed class FailingTimelines(ITimelines inner) : ITimelines
{
    /// <summary>It does not answer, and does nothing.</summary>
    public bool IsDown { get; set; }

    /// <summary>It writes nothing before this.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public static void Put(IServiceCollection services)
    {
        var failing = new FailingTimelines((ITimelines)services.Single(service => service.ServiceType == typeof(ITimelines)).ImplementationInstance!);
        services.AddSingleton(failing).AddSingleton<ITimelines>(failing);
    }

    public ValueTask<ImmutableArray<Entry>> ReadAsync(TimelineId timeline, long afterSequence, int limit, CancellationToken cancellation) =>
        Up().ReadAsync(timeline, afterSequence, limit, cancellation);

    public async Task<bool> TryAppendAsync(TimelineId timeline, ImmutableArray<Entry> entries, CancellationToken cancellation)
    {
        await Gate;
        return await Up().TryAppendAsync(timeline, entries, cancellation);
    }

    private ITimelines Up() => IsDown ? throw new StoreUnavailableException("timeline", new IOException("as ordered")) : inner;
}
