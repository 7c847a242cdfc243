using System.Text.Json;
using System.Text.Json.Nodes;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Tests.Audit;

/// <summary>
/// What is on record from before must pass for unchanged: whatever an entry has gained since is not written where nobody said it. The entries are as release 5 wrote them, of two incidents, a
/// partner and a policy.
/// </summary>
public sealed class EarlierEntriesTests
{
    private static readonly string[] Lines = ReadLines();

    [Fact]
    public void The_hashes_of_entries_from_before_hold()
    {
        var timelines = new List<List<Entry>>();
        foreach (var entry in Lines.Select(line => JsonSerializer.Deserialize(line, CoreJson.Default.Entry)!))
        {
            if (entry.Sequence == 1) timelines.Add([]);
            timelines[^1].Add(entry);
        }

        timelines.Count.ShouldBe(4);
        foreach (var timeline in timelines) Chain.FaultIn(timeline).ShouldBeNull();
    }

    [Fact]
    public void Entries_from_before_are_written_as_they_were()
    {
        foreach (var line in Lines)
            JsonNode.DeepEquals(JsonNode.Parse(line), JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(line, CoreJson.Default.Entry)!, CoreJson.Default.Entry)).ShouldBeTrue(line);
    }

    private static string[] ReadLines()
    {
        using var reader = new StreamReader(typeof(EarlierEntriesTests).Assembly.GetManifestResourceStream("earlier-entries.jsonl")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
