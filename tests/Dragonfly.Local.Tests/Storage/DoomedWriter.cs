using System.Globalization;
using Dragonfly.Conformance;
using Dragonfly.Local.Incidents;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Tests.Storage;

/// <summary>A process that writes incidents, says which were acknowledged, and is killed meanwhile.</summary>
internal static class DoomedWriter
{
    private const int Writers = 16;

    public static async Task<int> Main(string[] args)
    {
        if (args is not [var folder]) return 2;
        var store = new SqliteIncidentStore(SqliteDatabase.Open(folder));
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var incident = TestIncident.New(writer.ToString(CultureInfo.InvariantCulture));
            var write = incident.Do(TestCad.Noon, TestCad.Message(incident.Incident.Number, TestCad.Noon));
            while (await store.TryWriteAsync(write, default))
            {
                Console.WriteLine($"{incident.Id} {incident.Incident.Version}");
                write = incident.Do(TestCad.Noon, new Core.Incidents.LockFeeds(null, "a"), new Core.Incidents.LockFeeds(null, "b"));
            }
        })));
        return 1;
    }
}
