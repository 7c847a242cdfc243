using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Dragonfly.Local.Tests.Hosting;

public sealed class OrchestrationTests
{
    [Fact]
    public async Task Activities_run_at_once_and_payloads_make_a_round_trip_through_Json()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var end = await host.RunAsync("FanOut", new { count = 3 });
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        end.SerializedOutput.ShouldBe("""{"Total":6}""");
        host.Probe.Notes.Count(note => note == "activity").ShouldBe(3);
    }

    [Fact]
    public async Task An_activity_that_throws_surfaces_as_TaskFailedException()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        (await host.RunAsync("CallsBroken", "Broken")).SerializedOutput.ShouldBe("\"Broken: System.FormatException: no\"");
        (await host.RunAsync("CallsBroken", "Missing")).SerializedOutput!.ShouldContain("There is no activity");
    }

    [Fact]
    public async Task An_orchestrator_that_throws_fails_its_instance()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var end = await host.RunAsync("Throws");
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.ErrorType.ShouldBe("System.FormatException");
    }

    [Fact]
    public async Task A_timer_elapses_by_the_clock_and_can_be_canceled()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var due = host.Clock.GetUtcNow().UtcDateTime.AddDays(100);
        var id = await host.ScheduleAsync("Sleeps", due);
        await host.Durable.WaitForInstanceStartAsync(id);
        host.Clock.Advance(TimeSpan.FromDays(99));
        (await host.Durable.GetInstanceAsync(id))!.IsRunning.ShouldBeTrue();

        // Steps of a long timer are armed one after the other.
        var end = host.EndOfAsync(id);
        while (!end.IsCompleted)
        {
            host.Clock.Advance(TimeSpan.FromDays(1));
            await Task.Yield();
        }

        (await end).SerializedOutput.ShouldBe("\"canceled, elapsed\"");
    }

    [Fact]
    public async Task Time_stands_still_within_a_turn()
    {
        await using var host = await TestHost.StartAsync(typeof(Clocked));
        (await host.RunAsync("Clocked")).SerializedOutput.ShouldBe("\"00:00:00, moved, new ids\"");
    }

    [Fact]
    public async Task ContinueAsNew_starts_over_with_the_new_input()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var end = await host.RunAsync("CountsTo", 1000);
        end.SerializedOutput.ShouldBe("\"done\"");
        end.SerializedInput.ShouldBe("0");
    }

    [Fact]
    public async Task Custom_status_is_seen_outside()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        (await host.RunAsync("Status")).SerializedCustomStatus.ShouldBe("""{"Step":2}""");
    }

    [Fact]
    public async Task Many_instances_run_side_by_side()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var ids = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => host.ScheduleAsync("FanOut", new { Count = 4 })));
        foreach (var id in ids)
            (await host.EndOfAsync(id)).SerializedOutput.ShouldBe("""{"Total":10}""");
    }

    public sealed record Order(int Count);

    public sealed record Sum(int Total);

    internal sealed class Functions(Probe probe)
    {
        [Function("FanOut")]
        public static async Task<Sum> FanOut([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var order = context.GetInput<Order>()!;
            var calls = Enumerable.Range(1, order.Count).Select(n => context.CallActivityAsync<Sum>("Add", new Order(n)));
            return new Sum((await Task.WhenAll(calls)).Sum(sum => sum.Total));
        }

        [Function("Add")]
        public async Task<Sum> Add([ActivityTrigger] Order order, FunctionContext context, [DurableClient] DurableTaskClient client)
        {
            await Task.Yield();
            probe.Note("activity");
            return new Sum(order.Count);
        }

        [Function("CallsBroken")]
        public static async Task<string> CallsBroken([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            try
            {
                await context.CallActivityAsync(context.GetInput<string>()!);
                return "no exception";
            }
            catch (TaskFailedException failure)
            {
                return $"{failure.TaskName}: {failure.FailureDetails}";
            }
        }

        [Function("Broken")]
        public static void Broken([ActivityTrigger] string? input) => throw new FormatException("no");

        [Function("Throws")]
        public static Task Throws([OrchestrationTrigger] TaskOrchestrationContext context) => throw new FormatException("no");

        [Function("Sleeps")]
        public static async Task<string> Sleeps([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            using var cancel = new CancellationTokenSource();
            var canceled = context.CreateTimer(TimeSpan.FromDays(1), cancel.Token);
            cancel.Cancel();
            await context.CreateTimer(context.GetInput<DateTime>(), CancellationToken.None);
            return canceled.IsCanceled ? "canceled, elapsed" : "elapsed";
        }

        [Function("CountsTo")]
        public static async Task<string> CountsTo([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var left = context.GetInput<int>();
            await context.CallActivityAsync<Sum>("Add", new Order(left));
            if (left > 0)
                context.ContinueAsNew(left - 1);
            return "done";
        }

        [Function("Status")]
        public static async Task Status([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus(new { Step = 1 });
            await context.CallActivityAsync<Sum>("Add", new Order(1));
            context.SetCustomStatus(new { Step = 2 });
        }
    }

    internal sealed class Clocked(TimeProvider clock)
    {
        [Function("Clocked")]
        public async Task<string> Run([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var first = context.CurrentUtcDateTime;
            ((FakeTimeProvider)clock).Advance(TimeSpan.FromHours(1));
            var second = context.CurrentUtcDateTime;
            var ids = context.NewGuid() != context.NewGuid() ? "new ids" : "same id";
            await context.CreateTimer(first, CancellationToken.None);
            return $"{second - first}, {(context.CurrentUtcDateTime > second ? "moved" : "stuck")}, {ids}";
        }
    }
}
