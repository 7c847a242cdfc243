using Dragonfly.Emulators.Cosmos.Http;

namespace Dragonfly.Emulators.Cosmos.Faults;

/// <summary>What happens to a request that a fault strikes: refused, held, answered instead of being carried out, or carried out and answered otherwise.</summary>
internal sealed record Fault
{
    public bool Refuses { get; init; }

    public bool Holds { get; init; }

    public Func<ServiceAnswer>? Before { get; init; }

    public Func<ServiceAnswer>? After { get; init; }
}
