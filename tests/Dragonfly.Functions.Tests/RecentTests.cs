namespace Dragonfly.Functions.Tests;

public sealed class RecentTests
{
    private readonly Recent<int, object> recent = new(10);

    [Fact]
    public void What_was_made_once_is_found_again()
    {
        var made = recent.GetOrAdd(1, _ => new());

        recent.GetOrAdd(1, _ => new()).ShouldBeSameAs(made);
    }

    [Fact]
    public void What_is_used_again_and_again_is_never_forgotten()
    {
        var made = recent.GetOrAdd(0, _ => new());
        foreach (var other in Enumerable.Range(1, 1_000))
        {
            recent.GetOrAdd(other, _ => new());
            if (other % 9 == 0) recent.GetOrAdd(0, _ => new()).ShouldBeSameAs(made);
        }
    }

    [Fact]
    public void It_never_remembers_more_than_two_generations()
    {
        foreach (var key in Enumerable.Range(0, 1_000)) recent.GetOrAdd(key, _ => new());

        var made = 0;
        foreach (var key in Enumerable.Range(0, 1_000).Reverse())
        {
            recent.GetOrAdd(key, _ =>
            {
                made++;
                return new();
            });
        }

        made.ShouldBeInRange(980, 990);
    }

    [Fact]
    public void What_was_set_is_found_until_something_else_is()
    {
        recent.TryGet(1, out _).ShouldBeFalse();
        foreach (var key in Enumerable.Range(0, 15)) recent.Set(key, "first");
        recent.Set(1, "second"); // From the generation before.
        recent.Set(14, "second");
        foreach (var key in (int[])[1, 14])
        {
            recent.TryGet(key, out var value).ShouldBeTrue();
            value.ShouldBe("second");
        }
    }
}
