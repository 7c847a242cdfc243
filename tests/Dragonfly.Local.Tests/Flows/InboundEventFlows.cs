using System.Net;
using System.Text;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;
using Dragonfly.Emulators.EventGrid;
using Dragonfly.Functions.Events;
using Dragonfly.Functions.Unlocks;
using Dragonfly.Local.Events;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Tests.Faults;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>Events that come to us through Event Grid: to the webhook, or by the queue.</summary>
public sealed class InboundEventFlows(TownFixture fixture) : IClassFixture<TownFixture>
{
    public enum Door
    {
        Webhook,
        Queue,
    }

    [Theory]
    [InlineData(Door.Webhook)]
    [InlineData(Door.Queue)]
    public async Task A_video_gateway_that_reports_facial_recognition_has_the_feed_locked_by_any_door_and_as_often_as_it_says_so(Door door)
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        for (var times = 1; times <= 2; times++) await TakeAsync(town, door, Described("feed-1", "motion", "faceRecognition"));
        var view = await town.Investigator.SeesAsync(id, view => view.Grants[0].State == GrantState.Locked);
        (view.Grants[0].Reason, view.Grants[1].State).ShouldBe(("forbiddenAnalytics", GrantState.Unlocked));
        var source = door is Door.Webhook ? nameof(InboundFunctions.ReceiveEvent) : nameof(InboundFunctions.ReceiveQueuedEvent);
        (await town.TimelineAsync(id)).Count(entry => entry.Event is GrantsEnded && entry.Origin.Source == source).ShouldBe(1);
        (await town.PrincipalAsync("event-grid", agency: null)).Select(entry => entry.Event).OfType<Refused>().ShouldAllBe(refused => refused.Code == "forbiddenAnalytics" && refused.Subject == "feed-1");
    }

    [Theory]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"Some.Other.Type","data":{}}""")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s"}""")]
    [InlineData("""{"specversion":"0.3","id":"1","source":"/s","type":"com.dragonfly.video.feedDescribed","data":{"feed":"feed-1","health":"online","analytics":[]}}""")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"com.dragonfly.video.feedDescribed","data":{"feed":"nobody's","health":"online","analytics":[]}}""")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"com.dragonfly.video.feedDescribed","data":"?"}""")]
    [InlineData("""{"specversion":"1.0","id":["1"],"source":"/s","type":{},"data":{}}""")]
    [InlineData("""[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]""")]
    [InlineData("\"text\"")]
    [InlineData("no JSON")]
    [InlineData("")]
    public async Task What_means_nothing_to_us_is_acknowledged_and_not_delivered_again(string body)
    {
        var town = fixture.Town;
        foreach (var door in Enum.GetValues<Door>()) await InvokeAsync(town, door, body);
    }

    [Fact]
    public async Task What_we_could_not_do_is_delivered_again_until_we_did_it()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras, FailingStore.Put);
        await using var topic = await EventGridTopic.StartAsync(town.Clock);
        await topic.SubscribeAsync(AddressOf(town), types: "com.dragonfly.video.*");
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);

        var store = (FailingStore)town.Store;
        store.IsDown = true;
        await PublishAsync(topic, Described("feed-1", "faceRecognition"));
        await Eventually.SeeAsync(() => store.Refusals > 0);
        store.IsDown = false;
        await town.Investigator.SeesAsync(id, view => view.Grants[0].State == GrantState.Locked, pace: TimeSpan.FromSeconds(1));
        topic.DeadLetters.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_gateway_that_is_not_let_in_by_the_topic_reaches_nobody()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        await using var topic = await EventGridTopic.StartAsync(town.Clock);
        var wrong = new Uri(AddressOf(town).AbsoluteUri + "x");
        await Should.ThrowAsync<InvalidOperationException>(() => topic.SubscribeAsync(wrong));
    }

    private static Uri AddressOf(Town town) => town.Service<WebhookCode>().AddressOf(town.App.Address, nameof(InboundFunctions.ReceiveEvent));

    private static async Task PublishAsync(EventGridTopic topic, string json)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{topic.Endpoint}?api-version={EventGridTopic.ApiVersion}") { Content = new StringContent($"[{json}]", Encoding.UTF8, "application/cloudevents-batch+json") };
        request.Headers.Add("aeg-sas-key", topic.Key);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    private static Task TakeAsync(Town town, Door door, string json) => door is Door.Queue ? InvokeAsync(town, door, json) : PostAsync(town, json);

    private static async Task PostAsync(Town town, string json)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, AddressOf(town)) { Content = new StringContent(json, Encoding.UTF8, "application/cloudevents+json") };
        request.Headers.Add("aeg-event-type", "Notification");
        using var answer = await http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    // As the host does it with what it took from the queue, or with a body that the webhook took.
    private static async Task InvokeAsync(Town town, Door door, string json)
    {
        var function = door is Door.Queue
            ? town.Functions.Find<QueueTriggerAttribute>(nameof(InboundFunctions.ReceiveQueuedEvent))
            : town.Functions.Find<EventGridTriggerAttribute>(nameof(InboundFunctions.ReceiveEvent));
        await town.Functions.InvokeAsync(function.ShouldNotBeNull(), json);
    }

    private static string Described(string feed, params string[] analytics) => JsonSerializer.Serialize(
        new { specversion = "1.0", id = "7", source = "/gateways/downtown", type = FeedReport.EventType, data = new { feed, health = "online", analytics } });
}
