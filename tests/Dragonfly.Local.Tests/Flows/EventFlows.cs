using Azure.Core;
using Dragonfly.Core.Events;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Emulators;
using Dragonfly.Emulators.EventGrid;
using Dragonfly.Functions.Events;
using Dragonfly.Local.Tests.City;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>What happens reaches whoever subscribed to it: by HTTP into the system, through the log and the publisher to the topic, and from there to a webhook.</summary>
public sealed class EventFlows : IAsyncLifetime
{
    private EventGridTopic topic = null!;
    private Subscriber subscriber = null!;

    public async Task InitializeAsync()
    {
        (topic, subscriber) = (await EventGridTopic.StartAsync(), await Subscriber.StartAsync());
        await topic.SubscribeAsync(subscriber.Address, types: ["com.dragonfly.incident.*", "com.dragonfly.feed.*", "com.dragonfly.consent.*"]);
    }

    public async Task DisposeAsync()
    {
        await topic.DisposeAsync();
        await subscriber.DisposeAsync();
    }

    [Fact]
    public async Task A_robbery_is_heard_of_from_the_unlock_to_the_lock()
    {
        await using var town = await StartAsync();
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        await Eventually.SeeAsync(() => subscriber.Heard.Count == 3);
        subscriber.HeardOf(EventType.IncidentUnlocked).Single().GetProperty("data").GetProperty("grants").GetArrayLength().ShouldBe(2);
        subscriber.HeardOf(EventType.FeedGranted).Select(granted => granted.GetProperty("data").GetProperty("feed").GetString()).ShouldBe(["feed-1", "feed-2"], ignoreOrder: true);

        await town.Cad.CloseAsync("26-1");
        await Eventually.SeeAsync(() => subscriber.Heard.Count == 5);
        subscriber.HeardOf(EventType.FeedLocked).Select(locked => locked.GetProperty("data").GetProperty("reason").GetString()).ShouldBe(["incidentClosed", "incidentClosed"]);
        subscriber.Ids.ShouldBe(await ExpectedAsync(town, id), ignoreOrder: true);
        topic.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_owner_who_changes_their_mind_is_heard_of()
    {
        await using var town = await StartAsync();
        await town.ShareAsync(Town.TwoCameras[0], SharingRule.Never);
        await Eventually.SeeAsync(() => subscriber.Heard.Count == 1);
        var changed = subscriber.Heard[0];
        (changed.GetProperty("type").GetString(), changed.GetProperty("source").GetString()).ShouldBe((EventType.ConsentChanged, "/partners/partner-1"));
        (changed.GetProperty("data").GetProperty("change").GetString(), changed.GetProperty("data").GetProperty("feeds")[0].GetString()).ShouldBe(("sharingDecided", "feed-1"));
    }

    [Fact]
    public async Task While_the_topic_is_down_the_RTIC_misses_nothing_and_afterwards_nobody_does()
    {
        topic.Fault = TopicFault.Busy;
        await using var town = await StartAsync();
        var first = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(first, GrantState.Unlocked);
        await Eventually.SeeAsync(() => topic.Requests > 0);
        topic.Fault = TopicFault.Down;
        var second = await town.Cad.ReportAsync("26-2");
        await town.Investigator.SeesAllAsync(second, GrantState.Unlocked);
        await town.Cad.CloseAsync("26-1");
        await town.Investigator.SeesAllAsync(first, GrantState.Locked);
        subscriber.Heard.ShouldBeEmpty();

        topic.Fault = null;
        HashSet<string> expected = [.. await ExpectedAsync(town, first), .. await ExpectedAsync(town, second)];
        await Eventually.SeeAsync(() => Task.FromResult(subscriber.Ids), heard => expected.IsSubsetOf(heard), () => town.Clock.Advance(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_process_that_ended_is_made_up_for_by_the_next_one()
    {
        using var folder = new TemporaryFolder();
        topic.Fault = TopicFault.Down;
        HashSet<string> expected;
        await using (var town = await StartAsync(folder.Path))
        {
            var id = await town.Cad.ReportAsync("26-1");
            await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
            await town.Cad.CloseAsync("26-1");
            await town.Investigator.SeesAllAsync(id, GrantState.Locked);
            expected = await ExpectedAsync(town, id);
            expected.Count.ShouldBe(5);
        }

        subscriber.Heard.ShouldBeEmpty();
        topic.Fault = null;
        await using var next = await StartAsync(folder.Path);
        await Eventually.SeeAsync(() => Task.FromResult(subscriber.Ids), heard => heard.SetEquals(expected));
    }

    [Fact]
    public async Task A_subscriber_that_is_down_hears_of_it_when_it_is_back_and_what_it_never_takes_is_a_dead_letter()
    {
        await using var town = await StartAsync();
        await using var late = await EventGridTopic.StartAsync(town.Clock);
        subscriber.Status = 503;
        var subscription = await late.SubscribeAsync(subscriber.Address, mostAttempts: 3, EventType.FeedLocked);
        var publisher = new EventGridPublisher(new(late.Endpoint, late.Key), new NoCredential(), Functions.Unlocks.CallLimits.Default, TimeProvider.System);
        CloudEvent[] events = [.. Enumerable.Range(1, 2).Select(i => new CloudEvent($"{i}", "/s", i == 1 ? EventType.FeedLocked : EventType.FeedGranted, "s", Town.Afternoon, JsonElementOf(i)))];
        await publisher.PublishAsync(events, default);
        await Eventually.SeeAsync(() => Task.FromResult(subscription.DeadLetters), letters => letters.Count == 1, () => town.Clock.Advance(TimeSpan.FromSeconds(10)));
        (subscription.DeadLetters[0].Event.GetProperty("id").GetString(), subscription.DeadLetters[0].Reason).ShouldBe(("1", "503"));

        await publisher.PublishAsync([events[0] with { Id = "3" }], default);
        subscriber.Status = 200;
        await Eventually.SeeAsync(() => Task.FromResult(subscriber.Ids), heard => heard.SetEquals(["3"]), () => town.Clock.Advance(TimeSpan.FromSeconds(10)));
    }

    private static System.Text.Json.JsonElement JsonElementOf(int i) => System.Text.Json.JsonSerializer.SerializeToElement(i);

    private static async Task<HashSet<string>> ExpectedAsync(Town town, IncidentId id) =>
        [.. (await town.TimelineAsync(id)).SelectMany(entry => LogEvents.Of(id.Timeline, new("cpd"), entry)).Select(happened => happened.Id)];

    private Task<Town> StartAsync(string? folder = null) => Town.StartAsync(
        Town.TwoCameras,
        services =>
        {
            services.AddSingleton<TokenCredential>(new NoCredential());
            services.AddEventGridPublisher(new ConfigurationBuilder().AddInMemoryCollection([new("DRAGONFLY_EVENTGRID_ENDPOINT", $"{topic.Endpoint}"), new("DRAGONFLY_EVENTGRID_KEY", topic.Key)]).Build());
        },
        folder);
}
