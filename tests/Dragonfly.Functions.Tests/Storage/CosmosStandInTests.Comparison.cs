using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Tests.Storage;

public sealed partial class CosmosStandInTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public async Task On_random_items_queries_say_what_LINQ_says(int seed)
    {
        await using var fixture = await StandInFixture.StartAsync(options: new() { PhysicalPartitions = 1 + seed % 4 });
        var random = new Random(seed);
        var things = Enumerable.Range(0, 80).Select(i => RandomThing(random, i)).ToList();
        foreach (var thing in things) await fixture.Container.CreateItemAsync(thing, new PartitionKey(thing.Owner));
        for (var round = 0; round < 12; round++)
        {
            var (text, holds) = RandomCondition(random, depth: 3);
            var owner = random.Next(2) == 0 ? null : $"owner{random.Next(6)}";
            var options = new QueryRequestOptions { PartitionKey = owner is null ? null : new PartitionKey(owner), MaxItemCount = random.Next(3) == 0 ? 5 : null };
            var found = await fixture.QueryAsync<string>($"SELECT VALUE c.id FROM c WHERE {text}", options);
            // Nothing of another partition ever shows.
            var expected = things.Where(thing => holds(thing) == true && (owner is null || thing.Owner == owner)).Select(thing => thing.Id);
            found.Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal), $"seed {seed}, {text}");
            var count = await fixture.QueryAsync<int>($"SELECT VALUE COUNT(1) FROM c WHERE {text}", options);
            count.ShouldBe([found.Count]);
        }
    }

    private static Thing RandomThing(Random random, int i) => new(
        $"{i:d2}", $"owner{random.Next(6)}", random.Next(4) == 0 ? null : random.Next(-3, 8), random.Next(4) == 0 ? null : $"n{random.Next(5)}",
        random.Next(3) == 0 ? null : [.. Enumerable.Range(0, random.Next(4)).Select(_ => $"t{random.Next(4)}")]);

    // A condition as text and as a function: true, false, or null where the service says undefined.
    private static (string Text, Func<Thing, bool?> Holds) RandomCondition(Random random, int depth)
    {
        if (depth > 0 && random.Next(3) > 0)
        {
            var (left, right) = (RandomCondition(random, depth - 1), RandomCondition(random, depth - 1));
            return random.Next(3) switch
            {
                // bool? has the three-valued logic of SQL, which undefined follows.
                0 => ($"({left.Text} AND {right.Text})", thing => left.Holds(thing) & right.Holds(thing)),
                1 => ($"({left.Text} OR {right.Text})", thing => left.Holds(thing) | right.Holds(thing)),
                _ => ($"(NOT {left.Text})", thing => !left.Holds(thing)),
            };
        }
        var number = random.Next(-3, 8);
        var name = $"n{random.Next(5)}";
        var tag = $"t{random.Next(4)}";
        return random.Next(9) switch
        {
            0 => ($"(c.size = {number})", thing => thing.Size is { } size ? size == number : null),
            1 => ($"(c.size != {number})", thing => thing.Size is { } size ? size != number : null),
            2 => ($"(c.size < {number})", thing => thing.Size is { } size ? size < number : null),
            3 => ($"(c.size >= {number} - 1)", thing => thing.Size is { } size ? size >= number - 1 : null),
            4 => ($"(c.name <= '{name}')", thing => thing.Name is { } own ? string.CompareOrdinal(own, name) <= 0 : null),
            5 => ($"(c.name IN ('{name}', 'n0'))", thing => thing.Name is { } own ? own == name || own == "n0" : null),
            6 => ("IS_DEFINED(c.name)", thing => thing.Name is not null),
            7 => ($"ARRAY_CONTAINS(c.tags, '{tag}')", thing => thing.Tags?.Contains(tag)),
            _ => ($"EXISTS(SELECT VALUE t FROM t IN c.tags WHERE t > '{tag}')", thing => thing.Tags?.Any(one => string.CompareOrdinal(one, tag) > 0) ?? false),
        };
    }
}
