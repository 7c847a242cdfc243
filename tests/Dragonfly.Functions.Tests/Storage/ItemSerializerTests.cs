using System.Text;
using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Storage;

namespace Dragonfly.Functions.Tests.Storage;

public sealed class ItemSerializerTests
{
    private static readonly ItemSerializer Serializer = ItemSerializer.Instance;

    [Fact]
    public void Entries_come_back_byte_for_byte_however_awkward()
    {
        var timeline = EveryEvent.Happened().Incident;
        foreach (var pack in EntryPack.Of(timeline.Id.Timeline, timeline.Incident.Agency, [.. timeline.Timeline]))
        {
            var back = Serializer.FromStream<EntryPack>(Serializer.ToStream(pack));
            back.Entries.ShouldBe(pack.Entries);
            (back.Order, back.First, back.Last, back.Agency).ShouldBe((pack.Order, pack.First, pack.Last, "cpd"));
        }
    }

    [Fact]
    public void That_nobody_is_the_owner_is_written() => Text(EntryPack.Of(new("policy"), null, [.. EveryEvent.Happened().Incident.Timeline[..1]]).Single()).ShouldContain("\"agency\":null");

    [Fact]
    public void Parameters_of_queries_are_written_by_what_they_are()
    {
        foreach (var (value, text) in new (object, string)[] { ("é\"", "\"é\\\"\""), (5L, "5"), (true, "true"), (1.5, "1.5"), (new[] { "a" }, "[\"a\"]") }) Text(value).ShouldBe(text);
    }

    [Fact]
    public void What_no_context_names_is_refused_rather_than_reflected_on() =>
        Should.Throw<NotSupportedException>(() => Serializer.ToStream(new Unnamed(1))).Message.ShouldContain(nameof(Unnamed));

    [Fact]
    public void A_body_is_closed_when_it_was_read()
    {
        var stream = new MemoryStream(Encoding.UTF8.GetBytes("""["a"]"""));
        Serializer.FromStream<string[]>(stream).ShouldBe(["a"]);
        stream.CanRead.ShouldBeFalse();
    }

    private static string Text<T>(T value)
    {
        using var reader = new StreamReader(Serializer.ToStream(value));
        return reader.ReadToEnd();
    }

    private sealed record Unnamed(int Value);
}
