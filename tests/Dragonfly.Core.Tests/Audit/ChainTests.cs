using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Tests.Audit;

public sealed class ChainTests
{
    private static readonly ImmutableArray<Entry> Timeline = [.. EveryEvent.Happened().Incident.Timeline];

    [Fact]
    public void A_whole_timeline_has_no_fault()
    {
        Chain.FaultIn(Timeline).ShouldBeNull();
        Chain.FaultIn([]).ShouldBeNull();
    }

    [Fact]
    public void A_hash_can_be_checked_without_this_program()
    {
        foreach (var entry in Timeline)
        {
            var json = JsonSerializer.SerializeToNode(entry, CoreJson.Default.Entry)!.AsObject();
            json.Remove("hash");
            var canonical = CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(json.ToJsonString()));
            Convert.ToHexStringLower(SHA256.HashData(canonical)).ShouldBe(entry.Hash);
        }
    }

    [Fact]
    public void A_hash_is_the_same_for_good()
    {
        var entry = Chain.Append(0, "", [new Refused("lock", "grantUnknown", "🚓 \u2028 é")], new Origin("actor", "Rtic.Supervisor", "LockIncident"), TestCad.Noon)[0];
        const string Canonical =
            "{\"at\":\"2026-08-01T12:00:00+00:00\",\"event\":{\"$type\":\"refused\",\"code\":\"grantUnknown\",\"command\":\"lock\",\"subject\":\"🚓 \u2028 é\"},"
            + "\"origin\":{\"actor\":\"actor\",\"role\":\"Rtic.Supervisor\",\"source\":\"LockIncident\"},\"previousHash\":\"\",\"sequence\":1}";
        entry.Hash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical))));
    }

    [Fact]
    public void A_changed_entry_shows()
    {
        for (var i = 0; i < Timeline.Length; i++)
            Chain.FaultIn(Timeline.SetItem(i, Timeline[i] with { At = Timeline[i].At.AddTicks(1) })).ShouldBe($"entry {i + 1} was changed");
    }

    [Fact]
    public void A_dropped_entry_shows()
    {
        for (var i = 0; i < Timeline.Length - 1; i++) Chain.FaultIn(Timeline.RemoveAt(i)).ShouldBe($"entry {i + 1} is missing: found {i + 2}");
    }

    [Fact]
    public void An_entry_put_in_place_of_another_shows_in_the_next()
    {
        var other = Chain.Append(4, Timeline[3].Hash!, [new Refused("lock", "grantUnknown", null)], Origin.System("test"), TestCad.Noon)[0];
        Chain.FaultIn(Timeline.SetItem(4, other)).ShouldBe("entry 6 does not follow the one before it");
    }

    [Fact]
    public void A_store_may_reorder_properties()
    {
        Chain.FaultIn(Timeline.Select(entry => JsonSerializer.Deserialize(Reversed(JsonSerializer.SerializeToNode(entry, CoreJson.Default.Entry)), CoreJson.Default.Entry)!))
            .ShouldBeNull();

        static JsonNode? Reversed(JsonNode? node) => node switch
        {
            JsonObject value => new JsonObject(value.Reverse().Select(property => KeyValuePair.Create(property.Key, Reversed(property.Value)))),
            JsonArray value => new JsonArray([.. value.Select(Reversed)]),
            _ => node?.DeepClone(),
        };
    }
}
