using System.Net;
using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Events;
using Dragonfly.Emulators;
using Dragonfly.Emulators.EventGrid;
using Dragonfly.Functions.Configuration;
using Dragonfly.Functions.Events;
using Dragonfly.Functions.Unlocks;
using Microsoft.Extensions.Configuration;

namespace Dragonfly.Functions.Tests.Events;

/// <summary>The real client of Event Grid, over a topic that demands what the service demands.</summary>
public sealed class EventGridPublisherTests : EventPublisherConformance
{
    private EventGridTopic topic = null!;

    protected override IReadOnlyList<JsonElement> Published => topic.Events;

    [Fact]
    public async Task What_fits_into_a_request_goes_in_one()
    {
        await Publisher().PublishAsync([.. Enumerable.Range(0, 500).Select(i => Event(i, "x"))], default);
        (topic.Requests, topic.Events.Count).ShouldBe((1, 500));
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, 3)]
    [InlineData(HttpStatusCode.TooManyRequests, 3)]
    [InlineData(HttpStatusCode.Unauthorized, 1)]
    [InlineData(HttpStatusCode.Forbidden, 1)]
    [InlineData(HttpStatusCode.NotFound, 1)]
    [InlineData(HttpStatusCode.BadRequest, 1)]
    [InlineData(null, 3)]
    public async Task A_topic_that_does_not_take_events_now_is_tried_a_few_times_and_then_it_is_said(HttpStatusCode? status, int requests)
    {
        topic.Fault = new(status);
        await Should.ThrowAsync<EventsUnpublishedException>(() => Publisher().PublishAsync([Event(1, "")], default));
        topic.Requests.ShouldBe(requests);
        topic.Fault = null;
        await Publisher().PublishAsync([Event(1, "")], default);
        topic.Events.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_event_that_no_topic_takes_is_named_without_asking()
    {
        foreach (var wrong in (CloudEvent[])[Event(3, new string('x', EventGridTopic.MostBytes)), Event(3, "") with { Id = "" }, Event(3, "") with { Subject = "" }])
            (await Should.ThrowAsync<EventRefusedException>(() => Publisher().PublishAsync([Event(1, ""), wrong, Event(4, "")], default))).Refused.ShouldBe(wrong);
        topic.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task A_topic_that_does_not_answer_is_not_waited_for()
    {
        var silent = new EventGridOptions(new("http://127.0.0.1:9/api/events"), "key"); // Where nobody listens.
        await Should.ThrowAsync<EventsUnpublishedException>(() => new EventGridPublisher(silent, new NoCredential(), CallLimits.Default, TimeProvider.System).PublishAsync([Event(1, "")], default));
    }

    [Theory]
    [InlineData(null, null, "DRAGONFLY_EVENTGRID_ENDPOINT")]
    [InlineData("topic", null, "DRAGONFLY_EVENTGRID_ENDPOINT")]
    [InlineData("http://topic.example/api/events", null, "DRAGONFLY_EVENTGRID_ENDPOINT")]
    [InlineData("https://topic.example/api/events", "secret", "DRAGONFLY_EVENTGRID_KEY")]
    [InlineData("http://127.0.0.1:7000/api/events", null, "DRAGONFLY_EVENTGRID_KEY")]
    public void A_setting_that_is_wrong_is_named(string? endpoint, string? key, string named)
    {
        var e = Should.Throw<InvalidSettingException>(() => EventGridOptions.Read(Settings(endpoint, key)));
        (e.Setting, e.Message.Contains("secret", StringComparison.Ordinal)).ShouldBe((named, false));
    }

    [Fact]
    public void In_Azure_there_is_no_key_and_on_this_machine_there_is_one()
    {
        EventGridOptions.Read(Settings("https://topic.example/api/events", null)).ShouldBe(new(new("https://topic.example/api/events"), null));
        EventGridOptions.Read(Settings("http://localhost:7000/api/events", "key")).Key.ShouldBe("key");
    }

    protected override async Task<IEventPublisher> OpenAsync()
    {
        topic = await EventGridTopic.StartAsync();
        return Publisher();
    }

    protected override async Task CloseAsync() => await topic.DisposeAsync();

    private EventGridPublisher Publisher() => new(new(topic.Endpoint, topic.Key), new NoCredential(), CallLimits.Default, TimeProvider.System);

    private static IConfiguration Settings(string? endpoint, string? key) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("DRAGONFLY_EVENTGRID_ENDPOINT", endpoint), new("DRAGONFLY_EVENTGRID_KEY", key)]).Build();
}
