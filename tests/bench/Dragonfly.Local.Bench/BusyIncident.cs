using System.Globalization;
using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Local.Bench;

/// <summary>What one write of a busy day looks like: a robbery with eight grants, and three entries.</summary>
internal static class BusyIncident
{
    private static readonly IReadOnlyList<Feed> Near = [.. TestFeeds.Around(TestCad.Downtown, 250, 8, seed: 1)];

    /// <summary>A robbery that has its grants.</summary>
    public static TestIncident Reported(string number, out IReadOnlyList<Feed> near)
    {
        var incident = TestIncident.New(number);
        incident.Do(TestCad.Noon, TestCad.Message(number, TestCad.Noon), new DecideUnlock(UnlockPolicy.Default, near = Near));
        return incident;
    }

    /// <summary>The first write of the <paramref name="i"/>th incident.</summary>
    public static IncidentWrite Write(int i)
    {
        var number = i.ToString("26-000000", CultureInfo.InvariantCulture);
        var incident = TestIncident.New(number);
        return incident.Do(TestCad.Noon.AddSeconds(i), TestCad.Message(number, TestCad.Noon), new DecideUnlock(UnlockPolicy.Default, Near), new Extend(5, "suspect on foot", Near));
    }
}
