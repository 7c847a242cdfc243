using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Registry;
using Dragonfly.Local.Replay;

namespace Dragonfly.Local.Tests.Replay;

public sealed class GeneratedDayTests
{
    [Fact]
    public void The_same_seed_gives_the_same_day()
    {
        GeneratedDay.Make(5).Calls.ShouldBe(GeneratedDay.Make(5).Calls);
        GeneratedDay.Make(6).Calls.ShouldNotBe(GeneratedDay.Make(5).Calls);
    }

    [Fact]
    public void It_is_like_a_real_day()
    {
        foreach (var seed in Enumerable.Range(1, 20))
        {
            var calls = GeneratedDay.Make(seed).Calls;
            calls.Length.ShouldBeInRange(650, 760);
            calls.Select(call => call.Number).ShouldBeUnique();
            calls.Select(call => call.OpenedAt).ShouldBeInOrder();
            calls.ShouldAllBe(call => call.OpenedAt <= call.ClosedAt && call.ClosedAt <= CallDay.End);
            calls.ShouldAllBe(call => call.OnSceneAt == null || (call.OpenedAt < call.OnSceneAt && call.OnSceneAt < call.ClosedAt));
            calls.Count(call => UnlockPolicy.Default.RuleFor(call.CallType) is not null).ShouldBeInRange(30, 85);
            calls.Select(call => call.Place.DistanceTo(SeededRegistry.Downtown)).Order().ElementAt(calls.Length / 2).ShouldBeInRange(3_300, 4_900);
        }
    }
}
