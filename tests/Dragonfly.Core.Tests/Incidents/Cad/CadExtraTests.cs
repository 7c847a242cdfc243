using System.Collections.Frozen;
using System.Text.Json;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Tests.Incidents.Cad;

public sealed class CadExtraTests
{
    [Fact]
    public void What_is_understood_is_not_extra()
    {
        In("""{"a":1,"b":{"c":[2]}}""", "a")!.Members.ShouldHaveSingleItem().Value.GetRawText().ShouldBe("""{"c":[2]}""");
        In("""{"a":1}""", "a").ShouldBeNull();
    }

    [Fact]
    public void The_newest_of_each_member_is_kept()
    {
        var both = CadExtra.After(In("""{"a":1,"b":1}"""), In("""{"b":2,"c":2}"""))!;
        both.Members.Select(member => $"{member.Key}{member.Value}").ShouldBe(["a1", "b2", "c2"]);
        CadExtra.After(both, null).ShouldBeSameAs(both);
    }

    [Fact]
    public void A_member_that_is_too_large_is_left_out_until_it_is_not()
    {
        var large = In($$"""{"a":"{{new string('x', CadExtra.MostBytes)}}","b":1}""")!;
        (string.Concat(large.Members.Keys), string.Concat(large.LeftOut)).ShouldBe(("b", "a"));
        var small = CadExtra.After(large, In("""{"a":"x"}"""))!;
        (string.Concat(small.Members.Keys), small.LeftOut.Length).ShouldBe(("ab", 0));
    }

    [Fact]
    public void However_many_members_there_are_little_is_kept()
    {
        var extra = In($"{{{string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"{i}{new string('n', i % 300)}\":1"))}}}")!;
        extra.Members.Sum(member => member.Key.Length + 1).ShouldBeLessThanOrEqualTo(CadExtra.MostBytes);
        extra.LeftOut.Length.ShouldBe(100);
        extra.LeftOut.ShouldAllBe(name => name.Length <= 128);
        CadExtra.After(extra, In($"{{{string.Join(',', Enumerable.Range(0, 200).Select(i => $"\"x{i}\":\"{new string('x', CadExtra.MostBytes)}\""))}}}"))!.LeftOut.Length.ShouldBe(100);
    }

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":{"\udc00":1}}""")]
    [InlineData("""{"a":[["\ud83d\ud83d"]]}""")]
    public void What_is_not_unicode_could_not_be_written_again_and_is_left_out(string json)
    {
        In(json)!.LeftOut.ShouldBe(["a"]);
        JsonSerializer.Serialize(In("""{"a":"\ud83d\ude93"}""")!, CoreJson.Default.CadExtra).ShouldContain("\\uD83D\\uDE93");
    }

    [Fact]
    public void Whatever_a_member_is_called_it_can_be_read_again()
    {
        var extra = In($$"""{"$type":"x","$id":"1","$ref":"1","$values":[],"":1,"a":1,"a\u200d":2,"{{new string('n', 127)}}\ud83d\ude93{{new string('x', CadExtra.MostBytes)}}":1}""")!;
        var again = JsonSerializer.Deserialize(JsonSerializer.Serialize(extra, CoreJson.Default.CadExtra), CoreJson.Default.CadExtra)!;
        again.Members.Select(member => (member.Key, member.Value.GetRawText())).ShouldBe(extra.Members.Select(member => (member.Key, member.Value.GetRawText())));
    }

    private static CadExtra? In(string json, params string[] understood)
    {
        using var document = JsonDocument.Parse(json);
        return CadExtra.In(document.RootElement, understood.ToFrozenSet());
    }
}
