using Dragonfly.Local.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Shouldly;
using Xunit;

namespace Dragonfly.Local.Tests.Hosting;

public sealed class TaskHubTests
{
    private static readonly StartOrchestrationOptions Named = new("one");

    [Fact]
    public async Task Starting_a_running_instance_throws_and_an_ended_one_does_not()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        await host.Durable.ScheduleNewOrchestrationInstanceAsync("Waits", null, Named);
        await Should.ThrowAsync<InvalidOperationException>(() => host.Durable.ScheduleNewOrchestrationInstanceAsync("Waits", null, Named));
        await host.Durable.RaiseEventAsync("one", "Go", "a");
        (await host.EndOfAsync("one")).SerializedOutput.ShouldBe("\"a\"");
        await host.Durable.ScheduleNewOrchestrationInstanceAsync("Waits", null, Named);
        (await host.Durable.GetInstanceAsync("one"))!.IsCompleted.ShouldBeFalse();
        await host.Durable.RaiseEventAsync("one", "Go", "b");
        (await host.EndOfAsync("one")).SerializedOutput.ShouldBe("\"b\"");
    }

    [Fact]
    public async Task An_unknown_or_ended_instance_can_be_neither_signaled_nor_terminated()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        await Should.ThrowAsync<InvalidOperationException>(() => host.Durable.RaiseEventAsync("one", "Go"));
        await Should.ThrowAsync<InvalidOperationException>(() => host.Durable.TerminateInstanceAsync("one"));
        (await host.Durable.GetInstanceAsync("one")).ShouldBeNull();

        await host.Durable.ScheduleNewOrchestrationInstanceAsync("Waits", null, Named);
        await host.Durable.TerminateInstanceAsync("one", new TerminateInstanceOptions("enough"));
        var end = await host.EndOfAsync("one");
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        end.SerializedOutput.ShouldBe("\"enough\"");
        await Should.ThrowAsync<InvalidOperationException>(() => host.Durable.RaiseEventAsync("one", "Go"));
        await Should.ThrowAsync<InvalidOperationException>(() => host.Durable.TerminateInstanceAsync("one"));
    }

    [Fact]
    public async Task An_ended_instance_can_be_purged_and_a_running_one_cannot()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        await host.Durable.ScheduleNewOrchestrationInstanceAsync("Waits", null, Named);
        (await host.Durable.PurgeInstanceAsync("one")).PurgedInstanceCount.ShouldBe(0);
        await host.Durable.RaiseEventAsync("one", "Go", "a");
        await host.EndOfAsync("one");
        (await host.Durable.PurgeInstanceAsync("one")).PurgedInstanceCount.ShouldBe(1);
        (await host.Durable.GetInstanceAsync("one")).ShouldBeNull();
    }

    [Fact]
    public async Task An_orchestrator_signals_another_instance_and_what_is_not_there_is_lost()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        await host.Durable.ScheduleNewOrchestrationInstanceAsync("Waits", null, Named);
        await host.RunAsync("Signals", "nobody");
        await host.RunAsync("Signals", "one");
        (await host.EndOfAsync("one")).SerializedOutput.ShouldBe("\"hello\"");
    }

    [Fact]
    public async Task What_it_cannot_do_it_says()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        await Should.ThrowAsync<NotSupportedException>(() => host.Durable.SuspendInstanceAsync("one"));
        await Should.ThrowAsync<NotSupportedException>(() => host.Durable.ResumeInstanceAsync("one"));
        await Should.ThrowAsync<InvalidOperationException>(() => host.ScheduleAsync("Missing"));
    }

    [Fact]
    public async Task A_host_that_stops_stops_its_loops()
    {
        for (var i = 0; i < 10; i++)
        {
            var host = await TestHost.StartAsync(typeof(Functions));
            var durable = host.Durable;
            var id = await host.ScheduleAsync("Loops");
            await durable.WaitForInstanceStartAsync(id);
            await host.DisposeAsync();
            (await durable.WaitForInstanceCompletionAsync(id).WaitAsync(TestHost.Patience)).IsCompleted.ShouldBeTrue();
        }
    }

    [Fact]
    public void Only_the_instances_that_ended_last_are_remembered()
    {
        var ended = new EndedInstances(limit: 2);
        foreach (var id in new[] { "a", "b", "c" })
            ended.Add(new OrchestrationMetadata("Waits", id));
        ended.Find("a").ShouldBeNull();
        ended.Find("b").ShouldNotBeNull();
        ended.Remove("c").ShouldBeTrue();
        ended.Add(new OrchestrationMetadata("Waits", "d"));
        ended.Find("b").ShouldNotBeNull();
    }

    public static class Functions
    {
        [Function("Waits")]
        public static Task<string> Waits([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<string>("Go");

        [Function("Loops")]
        public static async Task Loops([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync("Nothing");
            context.ContinueAsNew();
        }

        [Function("Nothing")]
        public static void Nothing([ActivityTrigger] string? input)
        {
        }

        [Function("Signals")]
        public static Task Signals([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SendEvent(context.GetInput<string>()!, "Go", "hello");
            return Task.CompletedTask;
        }
    }
}
