using Dragonfly.Emulators.Cosmos.Http;

namespace Dragonfly.Emulators.Cosmos.Faults;

/// <summary>What struck one request.</summary>
internal sealed record Struck(bool Refuses, ServiceAnswer? Before, ServiceAnswer? After)
{
    public static readonly Struck Nothing = new(false, null, null);
}
