using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Tests.Storage;

namespace Dragonfly.Functions.Tests.Access;

public sealed class CosmosPeopleTests : PeopleConformance
{
    private TestCosmos cosmos = null!;

    [Fact]
    public async Task Ids_may_be_anything_and_stay_apart()
    {
        var people = new CosmosPeople(cosmos.Database);
        string[] ids = ["a/b", "a\\b", "a?b", "a#b", "a~2fb", "a b", " ", "ä", "\U0001F409", "%2F", new('x', 128), new('ä', 128), new('\u4e2d', 128), new('\u4e2d', 127)];
        foreach (var id in ids) await people.SaveAsync(new(id, id, null, null), default);
        (await people.FindAsync(ids, default)).Select(person => person.Id).ShouldBe(ids, ignoreOrder: true);
        (await people.ListAsync(null, 100, default)).Select(person => person.Badge).ShouldBe(ids, ignoreOrder: true);
        foreach (var id in ids[1..]) await people.RemoveAsync(id, default);
        (await people.ListAsync(null, 100, default)).ShouldHaveSingleItem().Id.ShouldBe("a/b");
    }

    protected override async Task<IPeople> OpenAsync() => new CosmosPeople((cosmos = await TestCosmos.OpenAsync()).Database);

    protected override Task CloseAsync() => cosmos.DisposeAsync().AsTask();
}
