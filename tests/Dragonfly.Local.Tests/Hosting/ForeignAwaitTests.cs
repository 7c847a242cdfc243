using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Shouldly;
using Xunit;

namespace Dragonfly.Local.Tests.Hosting;

public sealed class ForeignAwaitTests
{
    [Theory]
    [InlineData("yield")]
    [InlineData("run")]
    [InlineData("never")]
    [InlineData("configureAwait")]
    [InlineData("configureAwaitInHelper")]
    [InlineData("runWhileWaiting")]
    [InlineData("configureAwaitWhileWaiting")]
    [InlineData("callFromAnotherThread")]
    public async Task What_would_hang_the_real_host_fails_at_once(string how)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        for (var i = 0; i < 20; i++)
        {
            var end = await host.RunAsync("Foreign", how);
            end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
            end.FailureDetails!.ErrorMessage.ShouldContain("not durable");
        }
    }

    public static class Functions
    {
        [Function("Foreign")]
        public static async Task<string> Run([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            switch (context.GetInput<string>())
            {
                case "yield":
                    await Task.Yield();
                    break;
                case "run":
                    await Task.Run(() => Thread.SpinWait(100_000));
                    break;
                case "never":
                    await new TaskCompletionSource().Task;
                    break;
                case "configureAwait":
                    await context.CallActivityAsync("Nothing").ConfigureAwait(false);
                    break;
                case "configureAwaitInHelper":
                    await HelperAsync(context);
                    break;
                case "runWhileWaiting":
                    _ = context.WaitForExternalEvent<string>("Never");
                    await Task.Run(() => Thread.SpinWait(1000));
                    break;
                case "configureAwaitWhileWaiting":
                    _ = context.WaitForExternalEvent<string>("Never");
                    await context.CallActivityAsync("Nothing").ConfigureAwait(false);
                    break;
                case "callFromAnotherThread":
                    _ = context.WaitForExternalEvent<string>("Never");
                    _ = Task.Run(() => context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None));
                    await context.WaitForExternalEvent<string>("Never");
                    break;
            }

            return "unnoticed";
        }

        [Function("Nothing")]
        public static void Nothing([ActivityTrigger] string? input)
        {
        }

        private static async Task HelperAsync(TaskOrchestrationContext context) => await context.CallActivityAsync("Nothing").ConfigureAwait(false);
    }
}
