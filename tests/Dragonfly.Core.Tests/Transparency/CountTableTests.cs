using System.Collections.Immutable;
using Dragonfly.Core.Transparency;

namespace Dragonfly.Core.Tests.Transparency;

/// <summary>Small numbers are not told, and cannot be computed from what is.</summary>
public sealed class CountTableTests
{
    [Fact]
    public void What_is_frequent_is_named_and_the_rest_is_counted_together() =>
        Of(("ROBBERY", 20), ("BURGLARY", 30), ("BOMB", 4), ("HOSTAGE", 2)).ShouldBe(new CountTable([new("BURGLARY", 30), new("ROBBERY", 20)], 6));

    [Fact]
    public void A_small_number_that_stands_alone_takes_the_next_one_with_it() =>
        Of(("ROBBERY", 20), ("BURGLARY", 30), ("BOMB", 4)).ShouldBe(new CountTable([new("BURGLARY", 30)], 24), "or 54 - 50 would tell");

    [Fact]
    public void What_matters_most_is_counted_with_others_last() =>
        CountTable.Of([new("unlocked", 20), new("nothingUnlocked", 3), new("notQualified", 70_000)], keep: "unlocked").ShouldBe(new CountTable([new("unlocked", 20)], 70_003));

    [Fact]
    public void Where_even_the_sum_is_small_there_is_no_table() => Of(("ROBBERY", 3), ("BOMB", 1)).ShouldBeNull();

    [Fact]
    public void Nothing_at_all_is_no_secret()
    {
        Of().ShouldBe(CountTable.Empty);
        CountTable.Tell(0).ShouldBe(0);
        CountTable.Tell(4).ShouldBeNull();
        CountTable.Tell(5).ShouldBe(5);
    }

    [Fact]
    public void A_code_that_is_not_named_has_a_count_only_when_nothing_is_hidden()
    {
        var (open, hiding) = (Of(("ROBBERY", 20))!, Of(("ROBBERY", 20), ("BOMB", 4), ("HOSTAGE", 2))!);
        (open.CountOf("ROBBERY"), open.CountOf("BOMB"), hiding.CountOf("ROBBERY"), hiding.CountOf("BOMB")).ShouldBe((20, 0, 20, null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a")]
    public void Whoever_knows_how_it_is_done_and_every_number_that_is_told_still_cannot_tell_a_small_one(string? keep)
    {
        // Every table of three codes there can be, by what is published of it: where a code may have a small count, there must be another count that it may have as well.
        string[] codes = ["a", "b", "c"];
        var numbers = Enumerable.Range(0, 13).ToArray();
        var tables = from a in numbers from b in numbers from c in numbers select new[] { a, b, c };
        foreach (var alike in tables.GroupBy(counts => Told(codes.Zip(counts).Select(pair => KeyValuePair.Create(pair.First, pair.Second)), keep)))
            foreach (var (code, index) in codes.Select((code, index) => (code, index)))
                if (alike.Any(counts => counts[index] is > 0 and < CountTable.Least)) alike.Select(counts => counts[index]).Distinct().Count().ShouldBeGreaterThan(1, $"{code} is told by {alike.Key}");
    }

    [Fact]
    public void A_table_always_adds_up_and_holds_no_small_number()
    {
        var random = new Random(4);
        for (var i = 0; i < 2_000; i++)
        {
            var counts = Enumerable.Range(0, random.Next(1, 12)).Select(code => KeyValuePair.Create($"{code}", random.Next(3) == 0 ? random.Next(200) : random.Next(7))).ToArray();
            if (CountTable.Of(counts) is not { } table)
            {
                counts.Sum(count => count.Value).ShouldBeInRange(1, 4);
                continue;
            }

            (table.Rows.Sum(row => row.Count) + (table.Others ?? 0)).ShouldBe(counts.Sum(count => count.Value));
            table.Rows.ShouldAllBe(row => row.Count >= 5);
            (table.Others is null or >= 5).ShouldBeTrue();
        }
    }

    [Fact]
    public void Months_are_summed_by_what_was_published_of_them()
    {
        var months = new[] { Of(("ROBBERY", 20), ("BOMB", 4), ("HOSTAGE", 3))!, Of(("ROBBERY", 10), ("BOMB", 6))!, CountTable.Empty };
        CountTable.Sum(months).ShouldBe(new CountTable([new("ROBBERY", 30), new("BOMB", 6)], 7));
    }

    private static string Told(IEnumerable<KeyValuePair<string, int>> counts, string? keep) =>
        CountTable.Of(counts, keep) is { } table ? $"{string.Join(", ", table.Rows)} / {table.Others}" : "nothing";

    private static CountTable? Of(params (string Code, int Count)[] counts) => CountTable.Of(counts.Select(count => KeyValuePair.Create(count.Code, count.Count)));
}
