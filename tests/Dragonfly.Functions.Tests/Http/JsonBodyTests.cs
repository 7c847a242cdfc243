using System.Text.Json;
using Dragonfly.Functions.Http;

namespace Dragonfly.Functions.Tests.Http;

public sealed class JsonBodyTests
{
    [Fact]
    public void A_name_that_repeats_is_found_by_its_path()
    {
        PathIn("""{"a":[1,{"b":{"c":1,"d":2,"c":3}}]}""").ShouldBe("$.a[1].b.c");
        PathIn("""{"a":{"b":1},"b":[{"b":1},{"b":2}]}""").ShouldBeNull();
    }

    [Fact]
    public void A_long_name_is_not_written_again_for_each_property_in_it()
    {
        using var json = JsonDocument.Parse($"{{\"{new string('n', 200_000)}\":{{{string.Concat(Enumerable.Range(0, 10_000).Select(i => $"\"{i}\":1,"))}\"0\":1}}}}");
        var before = GC.GetAllocatedBytesForCurrentThread();
        JsonBody.RepetitionIn(json.RootElement, "$").ShouldNotBeNull();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(20_000_000);
    }

    private static string? PathIn(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonBody.RepetitionIn(document.RootElement, "$")?.Path;
    }
}
