using System.Globalization;
using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Incidents;
using Dragonfly.Local.Registry;

namespace Dragonfly.Local.Bench;

/// <summary>Puts calls on record as they would be after a span of ordinary days: one in ten unlocked what was near, and all but the last are over.</summary>
internal static class RecordedCalls
{
    private const int Open = 100;

    /// <summary>Calls spread evenly from a moment to another, within four kilometers of downtown.</summary>
    public static async Task WriteAsync(SqliteIncidentStore store, IRegistry registry, int count, DateTimeOffset from, DateTimeOffset to)
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, cancellation) =>
        {
            var random = new Random(i);
            var (number, at) = (i.ToString("R-000000", CultureInfo.InvariantCulture), from + ((to - from) * i / count));
            var place = SeededRegistry.Downtown.Toward(360 * random.NextDouble(), 4_000 * random.NextDouble());
            var type = i % 10 == 0 ? "ROBBERY" : "NOISE";
            var (incident, rule) = (TestIncident.New(number), UnlockPolicy.Default.RuleFor(type));
            var near = rule is null ? [] : await registry.NearAsync(place, rule.RadiusMeters, cancellation);
            await Write(incident.Do(at, Message(at, CadStatus.Active), new DecideUnlock(UnlockPolicy.Default, near)));
            if (rule is not null) await Write(incident.DoVideo(at.AddSeconds(1)));
            await Write(incident.Do(at.AddMinutes(5), Message(at.AddMinutes(5), CadStatus.ResourcesOnscene)));
            if (i >= count - Open) return;
            await Write(incident.Do(at.AddMinutes(25), Message(at.AddMinutes(25), CadStatus.Closed)));
            if (rule is not null) await Write(incident.DoVideo(at.AddMinutes(25)));

            ReceiveMessage Message(DateTimeOffset now, CadStatus status) => TestCad.Message(number, now, status, type, place, $"{i} Market St");

            async Task Write(IncidentWrite write)
            {
                if (!write.Entries.IsEmpty && !await store.TryWriteAsync(write, cancellation)) throw new InvalidOperationException("a write was lost");
            }
        });
    }
}
