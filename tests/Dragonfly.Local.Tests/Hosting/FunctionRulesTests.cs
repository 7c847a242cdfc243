using Dragonfly.Local.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Shouldly;
using Xunit;

namespace Dragonfly.Local.Tests.Hosting;

public sealed class FunctionRulesTests
{
    [Theory]
    [InlineData(typeof(NeedsKey), "AuthorizationLevel must be Anonymous")]
    [InlineData(typeof(TakesGuid), "parameter 'id' of type System.Guid cannot be bound")]
    [InlineData(typeof(TakesQuery), "parameter 'query' of type System.String cannot be bound")]
    [InlineData(typeof(ReturnsText), "an HTTP function returns IResult")]
    [InlineData(typeof(ReturnsValueTask), "return a Task")]
    [InlineData(typeof(NotPublic), "must be public")]
    [InlineData(typeof(NoTrigger), "exactly one parameter must have a trigger")]
    [InlineData(typeof(Twice), "another function has this name")]
    [InlineData(typeof(OrchestratorWithToken), "parameter 'cancellation'")]
    [InlineData(typeof(FeedOfText), "the Cosmos DB trigger must be an IReadOnlyList<T>")]
    [InlineData(typeof(FeedTriedOnce), "must be retried without end")]
    [InlineData(typeof(EventOfAType), "the trigger must be a string")]
    [InlineData(typeof(ManyEvents), "events must come one by one")]
    [InlineData(typeof(MessageOfAType), "the trigger must be a string")]
    public void What_the_host_could_not_do_as_the_real_one_does_is_refused_at_the_start(Type functions, string reason) =>
        Should.Throw<InvalidOperationException>(() => LocalFunction.Discover([functions])).Message.ShouldContain(reason);

    [Fact]
    public void A_schedule_that_is_not_understood_is_refused_at_the_start() =>
        Should.Throw<FormatException>(() => LocalFunction.Discover([typeof(BadSchedule)])).Message.ShouldContain("0 0 9-17 * * *");

    private static class NeedsKey
    {
        [Function("F")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => Results.Ok();
    }

    private static class TakesGuid
    {
        [Function("F")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "f/{id}")] HttpRequest request, Guid id) => Results.Ok(id);
    }

    private static class TakesQuery
    {
        [Function("F")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "f/{id}")] HttpRequest request, string query) => Results.Ok(query);
    }

    private static class ReturnsText
    {
        [Function("F")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => "";
    }

    private static class ReturnsValueTask
    {
        [Function("F")]
        public static ValueTask<int> Run([ActivityTrigger] string input) => new(input.Length);
    }

    private static class NotPublic
    {
        [Function("F")]
        internal static int Run([ActivityTrigger] string input) => input.Length;
    }

    private static class NoTrigger
    {
        [Function("F")]
        public static int Run(string input) => input.Length;
    }

    private static class Twice
    {
        [Function("F")]
        public static int Run([ActivityTrigger] string input) => input.Length;

        [Function("f")]
        public static int Again([ActivityTrigger] string input) => input.Length;
    }

    private static class OrchestratorWithToken
    {
        [Function("F")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context, CancellationToken cancellation) => Task.CompletedTask;
    }

    private static class FeedOfText
    {
        [Function("F")]
        [ExponentialBackoffRetry(-1, "00:00:01", "00:00:02")]
        public static void Run([CosmosDBTrigger("database", "container")] string changes)
        {
        }
    }

    private static class FeedTriedOnce
    {
        [Function("F")]
        [ExponentialBackoffRetry(3, "00:00:01", "00:00:02")]
        public static void Run([CosmosDBTrigger("database", "container")] IReadOnlyList<string> changes)
        {
        }
    }

    private static class EventOfAType
    {
        [Function("F")]
        public static void Run([EventGridTrigger] Uri happened)
        {
        }
    }

    private static class ManyEvents
    {
        [Function("F")]
        public static void Run([EventGridTrigger(IsBatched = true)] string happened)
        {
        }
    }

    private static class MessageOfAType
    {
        [Function("F")]
        public static void Run([QueueTrigger("queue")] Uri happened)
        {
        }
    }

    private static class BadSchedule
    {
        [Function("F")]
        public static void Run([TimerTrigger("0 0 9-17 * * *")] TimerInfo timer)
        {
        }
    }
}
