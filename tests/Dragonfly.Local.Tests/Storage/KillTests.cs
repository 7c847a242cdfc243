using System.Diagnostics;
using System.Globalization;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Incidents;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Tests.Storage;

public sealed class KillTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_process_that_is_killed_leaves_every_acknowledged_write_and_no_half_ones()
    {
        var acknowledged = await WriteUntilKilledAsync(500);

        await using var database = SqliteDatabase.Open(folder.Path);
        var store = new SqliteIncidentStore(database);
        foreach (var (id, version) in acknowledged)
        {
            var head = (await store.ReadAsync(id, default)).ShouldNotBeNull().Incident;
            var timeline = await store.ReadTimelineAsync(id, 0, int.MaxValue, default);
            head.Version.ShouldBeGreaterThanOrEqualTo(version);
            (head.Version % 2).ShouldBe(1, "each write but the first has two entries");
            timeline.Length.ShouldBe((int)head.Version);
            timeline[^1].Hash.ShouldBe(head.Hash);
            Chain.FaultIn(timeline).ShouldBeNull();
        }
    }

    public void Dispose() => folder.Dispose();

    private async Task<Dictionary<IncidentId, long>> WriteUntilKilledAsync(int writes)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(DoomedWriter).Assembly.Location, folder.Path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var acknowledged = new Dictionary<IncidentId, long>();
        try
        {
            while (writes-- > 0 && await process.StandardOutput.ReadLineAsync() is { } line) Note(line);
            if (process.HasExited) throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
            Should.Throw<DataFolderException>(() => SqliteDatabase.Open(folder.Path)).Message.ShouldContain("in use by another process");
        }
        finally
        {
            process.Kill();
        }

        // What was said before the kill counts as well, save a last line that was cut short.
        var rest = (await process.StandardOutput.ReadToEndAsync()).Split('\n');
        foreach (var line in rest[..^1]) Note(line);
        await process.WaitForExitAsync();
        return acknowledged;

        void Note(string line)
        {
            var words = line.Split(' ');
            acknowledged[new(words[0])] = long.Parse(words[1], CultureInfo.InvariantCulture);
        }
    }
}
