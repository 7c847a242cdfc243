using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Shouldly;
using Xunit;

namespace Dragonfly.Local.Tests.Hosting;

public sealed class TimerFunctionTests
{
    [Fact]
    public async Task Fires_when_the_clock_says_so_and_again_though_it_threw()
    {
        await using var host = await TestHost.StartAsync(typeof(EveryMinute));
        host.Clock.Advance(TimeSpan.FromSeconds(29));
        host.Probe.Notes.ShouldBeEmpty();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.Probe.ReachAsync(1);
        host.Probe.Notes[0].ShouldBe("12:01:00");

        // The next firing is armed once the first has ended.
        var second = host.Probe.ReachAsync(2);
        while (!second.IsCompleted)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        await second;
    }

    [Fact]
    public async Task A_test_can_fire_it_and_sees_what_it_throws()
    {
        await using var host = await TestHost.StartAsync(typeof(EveryMinute));
        await Should.ThrowAsync<InvalidOperationException>(() => host.Functions.FireTimerAsync("EveryMinute"));
        host.Probe.Notes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Fires_at_the_start_when_asked_to_and_one_firing_at_a_time()
    {
        await using var host = await TestHost.StartAsync(typeof(OnStartup));
        await host.Probe.ReachAsync(1);
        var second = host.Functions.FireTimerAsync("OnStartup");
        second.IsCompleted.ShouldBeFalse();
        host.Probe.Notes.ShouldBe(["begin"]);
        host.Probe.Gate.SetResult();
        await second.WaitAsync(TestHost.Patience);
        host.Probe.Notes.ShouldBe(["begin", "end", "begin", "end"]);
    }

    internal sealed class EveryMinute(Probe probe, TimeProvider clock)
    {
        [Function("EveryMinute")]
        public Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer, FunctionContext context, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
        {
            timer.ScheduleStatus.ShouldBeNull();
            client.ShouldNotBeNull();
            probe.Note(clock.GetUtcNow().ToString("HH:mm:ss"));
            throw new InvalidOperationException("not fatal");
        }
    }

    internal sealed class OnStartup(Probe probe)
    {
        [Function("OnStartup")]
        public async Task Run([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer)
        {
            probe.Note("begin");
            await probe.Gate.Task;
            probe.Note("end");
        }
    }
}
