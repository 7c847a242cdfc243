using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Shouldly;
using Xunit;

namespace Dragonfly.Local.Tests.Hosting;

public sealed class ExternalEventTests
{
    [Theory]
    [InlineData("Buffered", "first")]
    [InlineData("Stack", "last: first, earlier: second")]
    [InlineData("CanceledWaiter", "second")]
    [InlineData("Preserved", "first")]
    [InlineData("Dropped", "nothing")]
    public async Task Events_are_buffered_and_handed_to_the_last_waiter_even_a_canceled_one(string orchestrator, string output)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var id = await host.ScheduleAsync(orchestrator);
        await host.Durable.RaiseEventAsync(id, "E", "first");
        await host.Durable.RaiseEventAsync(id, "e", "second");
        await host.Durable.RaiseEventAsync(id, "Go");
        await host.Durable.RaiseEventAsync(id, "End");
        (await host.EndOfAsync(id)).SerializedOutput.ShouldBe($"\"{output}\"");
    }

    [Fact]
    public async Task A_wait_may_time_out_and_its_waiter_then_swallows_the_next_event()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var id = await host.ScheduleAsync("TimesOut");
        await host.Probe.ReachAsync(1);
        var advanced = host.Probe.ReachAsync(2);
        while (!advanced.IsCompleted)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        await advanced;
        await host.Durable.RaiseEventAsync(id, "E", "first");
        await host.Durable.RaiseEventAsync(id, "E", "second");
        await host.Durable.RaiseEventAsync(id, "Go");
        (await host.EndOfAsync(id)).SerializedOutput.ShouldBe("\"second\"");
    }

    internal sealed class Functions(Probe probe)
    {
        [Function("Buffered")]
        public static async Task<string> Buffered([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.WaitForExternalEvent<string>("Go");
            return await context.WaitForExternalEvent<string>("E");
        }

        [Function("Stack")]
        public static async Task<string> Stack([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var earlier = context.WaitForExternalEvent<string>("E");
            var last = context.WaitForExternalEvent<string>("E");
            return $"last: {await last}, earlier: {await earlier}";
        }

        [Function("CanceledWaiter")]
        public static async Task<string> CanceledWaiter([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            using var cancel = new CancellationTokenSource();
            var abandoned = context.WaitForExternalEvent<string>("E", cancel.Token);
            cancel.Cancel();
            abandoned.IsCanceled.ShouldBeTrue();
            await context.WaitForExternalEvent<string>("Go");
            return await context.WaitForExternalEvent<string>("E");
        }

        [Function("Preserved")]
        public static Task<string> Preserved([OrchestrationTrigger] TaskOrchestrationContext context) => RestartedAsync(context, true);

        [Function("Dropped")]
        public static Task<string> Dropped([OrchestrationTrigger] TaskOrchestrationContext context) => RestartedAsync(context, false);

        [Function("TimesOut")]
        public async Task<string> TimesOut([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            probe.Note("begins");
            try
            {
                await context.WaitForExternalEvent<string>("E", TimeSpan.FromMinutes(5));
            }
            catch (TaskCanceledException)
            {
                probe.Note("timed out");
            }

            await context.WaitForExternalEvent<string>("Go");
            return await context.WaitForExternalEvent<string>("E");
        }

        private static async Task<string> RestartedAsync(TaskOrchestrationContext context, bool preserve)
        {
            if (context.GetInput<bool>())
            {
                var taken = context.WaitForExternalEvent<string>("E");
                return await Task.WhenAny(taken, context.WaitForExternalEvent<string>("End")) == taken ? await taken : "nothing";
            }

            await context.WaitForExternalEvent<string>("Go");
            context.ContinueAsNew(true, preserve);
            return "";
        }
    }
}
