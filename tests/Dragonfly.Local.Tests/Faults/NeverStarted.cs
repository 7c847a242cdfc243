using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Faults;

/// <summary>An incident as a process leaves it that died right after intake's write: decided and on disk, and nobody was told.</summary>
internal static class NeverStarted
{
    public static async Task<IncidentId> WriteAsync(Town town, string number, DateTimeOffset at, params Feed[] near)
    {
        var incident = TestIncident.New(number);
        var write = incident.Do(at, TestCad.Message(number, at), new DecideUnlock(UnlockPolicy.Default, near));
        (await town.Store.TryWriteAsync(write, default)).ShouldBeTrue();
        return incident.Id;
    }
}
