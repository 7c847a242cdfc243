using System.Text;
using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Tests.Audit;

public sealed class EntryFactsTests
{
    [Fact]
    public void An_entry_says_its_hash_its_actor_and_its_kind()
    {
        foreach (var entry in EveryEvent.Happened().Incident.Timeline)
            EntryFacts.In(JsonSerializer.SerializeToUtf8Bytes(entry, CoreJson.Default.Entry)).ShouldBe(new(entry.Hash, entry.Origin.Actor, EventKind.Of(entry.Event)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no entry")]
    [InlineData("[]")]
    [InlineData("""{"hash":5,"origin":"somebody","event":{"$type":null}}""")]
    public void What_is_no_entry_says_nothing(string json) => EntryFacts.In(Encoding.UTF8.GetBytes(json)).ShouldBe(default);
}
