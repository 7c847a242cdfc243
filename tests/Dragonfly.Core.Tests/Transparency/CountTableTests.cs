using System.Collections.Immutable;
using Dragonfly.Core.Transparency;

namespace Dragonfly.Core.Tests.Transparency;

/// <summary>Small numbers are not told, and cannot be computed from what is.</summary>
public sealed class CountTableTests
{
    [Fact]
    public void What_is_frequent_is_named_and_the_rest_is_counted_together_with_the_least_of_what_could_be() =>
        Of(("ROBBERY", 20), ("BURGLARY", 30), ("ASSAULT", 40), ("BOMB", 4), ("HOSTAGE", 2)).ShouldBe(new CountTable([new("ASSAULT", 40), new("BURGLARY", 30)], 26));

    [Fact]
    public void A_small_number_cannot_be_computed_from_the_total() =>
        Of(("ROBBERY", 20), ("BURGLARY", 30), ("BOMB", 4)).ShouldBe(new CountTable([new("BURGLARY", 30)], 24), "54 - 30 tells of nothing that is small");

    [Fact]
    public void Where_everything_is_frequent_everything_is_named() =>
        Of(("ROBBERY", 20), ("BOMB", 5)).ShouldBe(new CountTable([new("ROBBERY", 20), new("BOMB", 5)], null));

    [Theory]
    [InlineData(20, 3, 70_000, "unlocked 20, others 70003")]
    [InlineData(20, 30, 70_000, "notQualified 70000, nothingUnlocked 30, unlocked 20")]
    [InlineData(4, 30, 70_000, "others 70034")]
    [InlineData(20, 3, 0, "others 23")]
    [InlineData(20, 0, 0, "unlocked 20")]
    [InlineData(0, 3, 70_000, "others 70003")]
    [InlineData(1, 3, 0, "nothing")]
    public void What_matters_most_is_told_if_it_may_be(int unlocked, int nothingUnlocked, int notQualified, string told) =>
        Told(CountTable.Of(new Dictionary<string, int> { ["unlocked"] = unlocked, ["nothingUnlocked"] = nothingUnlocked, ["notQualified"] = notQualified }, "unlocked")).ShouldBe(told);

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
        var (open, hiding) = (Of(("ROBBERY", 20))!, Of(("ROBBERY", 20), ("ARSON", 9), ("BOMB", 4))!);
        (open.CountOf("ROBBERY"), open.CountOf("BOMB"), hiding.CountOf("ROBBERY"), hiding.CountOf("BOMB")).ShouldBe((20, 0, 20, null));
    }

    [Theory]
    [InlineData(3, 30, null)]
    [InlineData(4, 20, null)]
    [InlineData(3, 30, "a")]
    [InlineData(4, 20, "a")]
    public void Whoever_knows_how_it_is_done_and_every_number_that_is_told_still_cannot_tell_a_small_one(int codes, int total, string? first)
    {
        // Every table there can be up to a total, by what is published of it: where a code may have a small count, there must be another count that it may have as well.
        var tables = Enumerable.Range(0, (int)Math.Pow(total, codes))
            .Select(number => Enumerable.Range(0, codes).Select(code => number / (int)Math.Pow(total, code) % total).ToArray())
            .Where(counts => counts.Sum() < total);
        foreach (var alike in tables.GroupBy(counts => Told(TableOf(counts, first))))
            for (var code = 0; code < codes; code++)
                if (alike.Any(counts => counts[code] is > 0 and < CountTable.Least)) alike.Select(counts => counts[code]).Distinct().Count().ShouldBeGreaterThan(1, $"{code} is told by {alike.Key}");

        static CountTable? TableOf(int[] counts, string? first)
        {
            var byCode = counts.Select((count, index) => KeyValuePair.Create($"{(char)('a' + index)}", count)).ToDictionary();
            return first is null ? CountTable.Of(byCode) : CountTable.Of(byCode, first);
        }
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
        var months = new CountTable[] { new([new("ROBBERY", 20)], 7), new([new("ROBBERY", 10), new("BOMB", 6)], null), CountTable.Empty };
        CountTable.Sum(months).ShouldBe(new CountTable([new("ROBBERY", 30), new("BOMB", 6)], 7));
    }

    private static string Told(CountTable? table) => table is null ? "nothing"
        : string.Join(", ", [.. table.Rows.Select(row => $"{row.Code} {row.Count}"), .. table.Others is { } others ? [$"others {others}"] : (string[])[]]);

    private static CountTable? Of(params (string Code, int Count)[] counts) => CountTable.Of(counts.Select(count => KeyValuePair.Create(count.Code, count.Count)));
}
