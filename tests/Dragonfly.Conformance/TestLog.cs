using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Audit.Verification;
using Dragonfly.Core.Json;

namespace Dragonfly.Conformance;

/// <summary>A log in memory, which is sealed and exported as in production, and which a test may falsify.</summary>
public sealed class TestLog
{
    private readonly SortedDictionary<string, (string Agency, List<Entry> Entries)> timelines = new(StringComparer.Ordinal);
    private readonly List<Entry> checkpoints = [];

    /// <summary>Signs its checkpoints.</summary>
    public TestSigner Signer { get; } = new();

    /// <summary>When it was exported: a later checkpoint need not be there.</summary>
    public DateTimeOffset ExportedAt { get; set; } = TestCad.Noon.AddMinutes(75);

    /// <summary>The entries of a timeline.</summary>
    public List<Entry> this[string timeline] => timelines[timeline].Entries;

    /// <summary>The checkpoints, all of them of one agency.</summary>
    public List<Entry> Sealed => checkpoints;

    /// <summary>A robbery with all that can happen, a threat, and a few other timelines, all sealed.</summary>
    public static TestLog Full()
    {
        var log = new TestLog();
        foreach (var incident in (TestIncident[])[EveryEvent.Happened().Incident, EveryEvent.Threatened().Incident]) log.Add(incident.Id.Timeline.Value, incident.Timeline);
        log.Seal(TestCad.Noon.AddMinutes(1));
        log.Append("refusals/cpd", TestCad.Noon.AddMinutes(2), new Core.Incidents.Refused("DeclareThreat", "areaTooLarge", EveryEvent.AwkwardText), new Core.Incidents.Refused("DeclareThreat", "reasonNotListed", null));
        log.Append("codes/cpd", TestCad.Noon.AddMinutes(3), new Core.Incidents.Cad.CodesImported(Core.Incidents.Cad.CodeTable.Empty.Codes.Add("211A", "ROBBERY")));
        log.Seal(TestCad.Noon.AddMinutes(15));
        return log;
    }

    /// <summary>Adds a timeline.</summary>
    public void Add(string timeline, IEnumerable<Entry> entries, string agency = "cpd") => timelines[timeline] = (agency, [.. entries]);

    /// <summary>Appends to a timeline.</summary>
    public void Append(string timeline, DateTimeOffset at, params TimelineEvent[] events)
    {
        if (!timelines.ContainsKey(timeline)) Add(timeline, []);
        var last = this[timeline] is [.., var entry] ? entry : null;
        this[timeline].AddRange(Chain.Append(last?.Sequence ?? 0, last?.Hash ?? "", events, Origin.System("test"), at));
    }

    /// <summary>Makes a checkpoint of all that there is, or of some.</summary>
    public void Seal(DateTimeOffset at, int most = int.MaxValue)
    {
        var heads = timelines.Take(most).Select(timeline => (timeline.Key, Last: timeline.Value.Entries[^1])).Select(end => new SealedHead(new(end.Key), end.Last.Sequence, end.Last.Hash!, end.Last.At));
        var checkpoint = new CheckpointSigned("cpd", checkpoints is [] ? DateTimeOffset.MinValue : checkpoints[^1].At - Checkpoints.Overlap, null, 1, 1, [.. heads], "", "");
        checkpoints.Add(CheckpointSeal.SignAsync(Signer, Signer.Key, checkpoints.LastOrDefault(), checkpoint, Origin.System("test"), at, default).AsTask().Result);
    }

    /// <summary>Hashes the entries of a timeline anew from a place on, as a forger would, so that they form a chain again.</summary>
    public static ImmutableArray<Entry> Rehash(IReadOnlyList<Entry> entries, int from)
    {
        var forged = entries.ToArray();
        for (var i = from; i < forged.Length; i++)
            forged[i] = Chain.Append(i == 0 ? 0 : forged[i - 1].Sequence, i == 0 ? "" : forged[i - 1].Hash!, [forged[i].Event], forged[i].Origin, forged[i].At)[0];
        return [.. forged];
    }

    /// <summary>The lines of an export of it.</summary>
    public List<string> Export()
    {
        var lines = new List<string> { Line(new(1, ExportedAt, null, null, ["cpd"], [Signer.Key]), CoreJson.Default.ExportHeader) };
        Put("checkpoints/cpd", "cpd", checkpoints);
        foreach (var (timeline, (agency, entries)) in timelines) Put(timeline, agency, entries);
        lines.Add(Line(new(true, timelines.Count + 1, timelines.Sum(timeline => timeline.Value.Entries.Count) + checkpoints.Count), CoreJson.Default.ExportEnd));
        return lines;

        void Put(string timeline, string agency, IEnumerable<Entry> entries)
        {
            lines.Add(Line(new(new(timeline), agency), CoreJson.Default.ExportTimeline));
            lines.AddRange(entries.Select(entry => Line(entry, CoreJson.Default.Entry)));
        }
    }

    /// <summary>Verifies lines.</summary>
    public static LogReport Verify(IEnumerable<string> lines, params CheckpointKey[]? trusted)
    {
        var (reader, verifier) = (new LineReader(), new ExportVerifier(trusted is [] ? null : trusted));
        foreach (var line in lines.Select(Encoding.UTF8.GetBytes)) verifier.Add(reader.Read(line), line);
        return verifier.Complete();
    }

    private static string Line<T>(T line, JsonTypeInfo<T> type) => JsonSerializer.Serialize(line, type);
}
