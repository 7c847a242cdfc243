using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Audit.Verification;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Tests.Audit.Verification;

/// <summary>
/// Any single change to an export of a sealed log is found: of a byte, a value, a field, a line. What the first line says of the export (when, from, to) is not part of
/// the log, and what is the same JSON is no change.
/// </summary>
public sealed class MutationTests
{
    private const int Mutations = 1_000;

    private static readonly List<string> Export = TestLog.Full().Export();

    private static readonly (string Name, Func<Random, List<string>, int?> Mutate)[] Ways =
    [
        ("byte", (random, lines) => Byte(random, lines)),
        ("value", (random, lines) => Json(random, lines, ChangeValue)),
        ("field dropped", (random, lines) => Json(random, lines, DropField)),
        ("field added", (random, lines) => Json(random, lines, AddField)),
        ("field renamed", (random, lines) => Json(random, lines, RenameField)),
        ("line dropped", (random, lines) => { lines.RemoveAt(random.Next(1, lines.Count)); return null; }),
        ("line doubled", (random, lines) => { var i = random.Next(1, lines.Count); lines.Insert(random.Next(1, lines.Count), lines[i]); return null; }),
        ("lines exchanged", (random, lines) =>
        {
            var (i, j) = (random.Next(1, lines.Count), random.Next(1, lines.Count));
            (lines[i], lines[j]) = (lines[j], lines[i]);
            return null;
        }),
    ];

    [Fact]
    public void Is_found()
    {
        TestLog.Verify(Export).Faults.ShouldBeEmpty();
        var random = new Random(20260814);
        var (found, same) = (new SortedDictionary<string, int>(), 0);
        for (var i = 0; i < Mutations; i++)
        {
            var (name, mutate) = Ways[i % Ways.Length];
            var lines = new List<string>(Export);
            var at = mutate(random, lines);
            if (at is { } line ? IsSame(Export[line], lines[line]) : lines.SequenceEqual(Export))
            {
                same++;
                continue;
            }

            TestLog.Verify(lines.SelectMany(text => text.Split('\n'))).Whole.ShouldBeFalse($"{i}, {name}: {(at is { } place ? $"line {place + 1}: {Export[place]} became {lines[place]}" : "lines")}");
            found[name] = found.GetValueOrDefault(name) + 1;
        }

        found.Count.ShouldBe(Ways.Length);
        found.Values.ShouldAllBe(count => count > Mutations / Ways.Length / 2);
    }

    private static int? Byte(Random random, List<string> lines)
    {
        var at = random.Next(1, lines.Count);
        var text = lines[at].ToCharArray();
        text[random.Next(text.Length)] = (char)random.Next(1, 127);
        lines[at] = new(text);
        return at;
    }

    private static int? Json(Random random, List<string> lines, Func<Random, JsonNode, bool> change)
    {
        var at = random.Next(1, lines.Count);
        var root = JsonNode.Parse(lines[at])!;
        JsonNode[] nodes = [.. All(root)];
        for (var tries = 0; tries < 20 && !change(random, nodes[random.Next(nodes.Length)]); tries++)
        {
        }

        lines[at] = root.ToJsonString(CoreJson.Default.Options);
        return at;
    }

    private static IEnumerable<JsonNode> All(JsonNode node) => node switch
    {
        JsonObject value => value.Select(property => property.Value).OfType<JsonNode>().SelectMany(All).Prepend(node),
        JsonArray value => value.OfType<JsonNode>().SelectMany(All).Prepend(node),
        _ => [node],
    };

    private static bool ChangeValue(Random random, JsonNode node)
    {
        switch (node)
        {
            case JsonArray { Count: > 1 } array:
                var moved = array[0];
                array.RemoveAt(0);
                array.Insert(random.Next(1, array.Count + 1), moved);
                return true;
            case JsonValue value when node.Parent is not null:
                node.ReplaceWith(value.GetValueKind() switch
                {
                    JsonValueKind.Number => (JsonNode)(value.GetValue<double>() + 1),
                    JsonValueKind.True or JsonValueKind.False => !value.GetValue<bool>(),
                    _ => random.Next(3) == 0 ? "" : value.ToString() + (char)random.Next(' ', '~'),
                });
                return true;
            default:
                return false;
        }
    }

    private static bool DropField(Random random, JsonNode node) => node is JsonObject { Count: > 0 } value && value.Remove(value.ElementAt(random.Next(value.Count)).Key);

    private static bool AddField(Random random, JsonNode node) => node is JsonObject value && value.TryAdd(random.Next(2) == 0 ? "note" : "zone", random.Next(2) == 0 ? null : "x");

    private static bool RenameField(Random random, JsonNode node)
    {
        if (node is not JsonObject { Count: > 0 } value) return false;
        var (name, held) = value.ElementAt(random.Next(value.Count));
        value.Remove(name);
        return value.TryAdd($"{name}x", held);
    }

    // Lines that are not entries are ours to read, and say the same when they are read as the same.
    private static bool IsSame(string before, string after)
    {
        try
        {
            if (before.StartsWith("{\"timeline\"", StringComparison.Ordinal)) return Equals(JsonSerializer.Deserialize(before, CoreJson.Default.ExportTimeline), JsonSerializer.Deserialize(after, CoreJson.Default.ExportTimeline)) && KindOf(after) is LineKind.Timeline;
            if (before.StartsWith("{\"end\"", StringComparison.Ordinal)) return Equals(JsonSerializer.Deserialize(before, CoreJson.Default.ExportEnd), JsonSerializer.Deserialize(after, CoreJson.Default.ExportEnd)) && KindOf(after) is LineKind.End;
            return CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(before)).AsSpan().SequenceEqual(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(after)));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static LineKind KindOf(string line) => new LineReader().Read(Encoding.UTF8.GetBytes(line)).Kind;
}
