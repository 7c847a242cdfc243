using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Audit.Verification;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Tests.Audit.Verification;

public sealed class LineReaderTests
{
    private static readonly Entry Entry = EveryEvent.Happened().Incident.Timeline[1];

    [Fact]
    public void Reads_what_an_entry_says_of_itself()
    {
        var facts = Read(Json());
        (facts.Kind, facts.Sequence, facts.At, facts.Fault).ShouldBe((LineKind.Entry, 2, Entry.At.UtcTicks, null));
        (facts.Hash.ToString(), facts.Previous.ToString()).ShouldBe((Entry.Hash, Entry.PreviousHash));
    }

    [Fact]
    public void White_space_the_order_of_fields_and_the_writing_of_letters_are_the_stores_business()
    {
        var node = Json();
        Read(node.ToJsonString(new() { WriteIndented = true })).Fault.ShouldBeNull();
        Read(new JsonObject(node.Reverse().Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))).ToJsonString()).Fault.ShouldBeNull();
        Read(node.ToJsonString().Replace("\"at\"", "\"\\u0061t\"", StringComparison.Ordinal)).Fault.ShouldBeNull();
    }

    [Theory]
    [InlineData("sequence")]
    [InlineData("at")]
    [InlineData("origin")]
    [InlineData("event")]
    [InlineData("previousHash")]
    [InlineData("hash")]
    public void Names_a_field_that_is_lost(string field)
    {
        var node = Json();
        node.Remove(field);
        Read(node).ShouldSatisfyAllConditions(facts => facts.Fault.ShouldBe("fieldLost"), facts => facts.Detail!.ShouldContain(field));
        node[field] = false;
        Read(node).Fault.ShouldBe("fieldLost");
    }

    [Fact]
    public void Names_a_field_that_was_added()
    {
        var node = Json();
        node["why"] = null;
        Read(node).ShouldSatisfyAllConditions(facts => facts.Fault.ShouldBe("fieldAdded"), facts => facts.Detail!.ShouldContain("'why'"));
    }

    [Fact]
    public void Knows_no_events_and_misses_none()
    {
        var node = Json();
        node["event"] = new JsonObject { ["$type"] = "ofTheFuture", ["what"] = new JsonArray(1, "two", null) };
        node.Remove("hash");
        node["hash"] = Digest.Of(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(node.ToJsonString()))).ToString();
        Read(node).Fault.ShouldBeNull();
        node["event"]!["what"]![2] = false;
        Read(node).Fault.ShouldBe("changed");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("nothing")]
    [InlineData("{\"sequence\":1,\"hash\":\"\\uD800\"}")]
    [InlineData("{\"sequence\":1,\"sequence\":1}{}")]
    public void What_is_no_entry_is_no_reason_to_fail(string line) => Read(line).Fault.ShouldNotBeNull();

    [Fact]
    public void A_second_hash_does_not_go_by()
    {
        var line = Json().ToJsonString();
        Read($"{{\"hash\":\"{new string('0', 64)}\",{line[1..]}").Fault.ShouldBe("unreadable");
        Read($"{line[..^1]},\"hash\":\"{Entry.Hash}\"}}").Fault.ShouldBe("unreadable");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void No_entry_stands_before_the_first(long sequence)
    {
        var node = Json();
        node["sequence"] = sequence;
        node.Remove("hash");
        node["hash"] = Digest.Of(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(node.ToJsonString()))).ToString();
        Read(node).Fault.ShouldBe("fieldLost");
    }

    [Fact]
    public void A_hash_in_capitals_is_not_the_one_that_was_written()
    {
        var node = Json();
        node["hash"] = Entry.Hash!.ToUpperInvariant();
        Read(node).Fault.ShouldBe("changed");
    }

    private static JsonObject Json() => JsonSerializer.SerializeToNode(Entry, CoreJson.Default.Entry)!.AsObject();

    private static LineFacts Read(JsonObject node) => Read(node.ToJsonString());

    private static LineFacts Read(string line) => new LineReader().Read(Encoding.UTF8.GetBytes(line));
}
