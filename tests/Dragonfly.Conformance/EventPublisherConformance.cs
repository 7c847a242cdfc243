using System.Text.Json;
using Dragonfly.Core.Events;

namespace Dragonfly.Conformance;

/// <summary>What every publisher of events must do. Derive from it, one class for each adapter.</summary>
public abstract class EventPublisherConformance : IAsyncLifetime
{
    private IEventPublisher publisher = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync() => publisher = await OpenAsync();

    /// <inheritdoc/>
    public Task DisposeAsync() => CloseAsync();

    /// <summary>Opens a publisher that nothing was published by; once for each test.</summary>
    protected abstract Task<IEventPublisher> OpenAsync();

    /// <summary>What subscribers get, in order, each as CloudEvents 1.0 in JSON.</summary>
    protected abstract IReadOnlyList<JsonElement> Published { get; }

    /// <summary>Closes it.</summary>
    protected abstract Task CloseAsync();

    [Fact]
    public async Task Nothing_is_published_of_nothing()
    {
        await publisher.PublishAsync([], default);
        Published.ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_arrive_whole_and_in_their_order()
    {
        CloudEvent[] events = [.. Enumerable.Range(0, 20).Select(i => Event(i, EveryEvent.AwkwardText))];
        await publisher.PublishAsync([.. events.Take(15)], default);
        await publisher.PublishAsync([.. events.Skip(15)], default);
        Published.Count.ShouldBe(events.Length);
        foreach (var (published, happened) in Published.Zip(events))
        {
            foreach (var (name, value) in (IEnumerable<(string, string)>)
                [
                    ("id", happened.Id), ("source", happened.Source), ("type", happened.Type), ("subject", happened.Subject), ("specversion", "1.0"), ("datacontenttype", "application/json"),
                ])
                published.GetProperty(name).GetString().ShouldBe(value, name);
            published.GetProperty("time").GetDateTimeOffset().ShouldBe(happened.Time);
            JsonElement.DeepEquals(published.GetProperty("data"), happened.Data).ShouldBeTrue(published.ToString());
        }
    }

    [Fact]
    public async Task As_many_as_there_are_arrive()
    {
        CloudEvent[] events = [.. Enumerable.Range(0, 100).Select(i => Event(i, new string('é', 10_000)))]; // 6 MB as JSON that escapes.
        await publisher.PublishAsync(events, default);
        Published.Select(published => published.GetProperty("id").GetString()).ShouldBe(events.Select(happened => happened.Id));
    }

    [Fact]
    public async Task Who_does_not_wait_any_more_is_not_kept_waiting()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => publisher.PublishAsync([Event(1, "")], gone.Token));
    }

    /// <summary>An event.</summary>
    protected static CloudEvent Event(int i, string text) =>
        new($"incidents/a/{i}/0", "/incidents/a", "com.dragonfly.test", $"grants/{i}", TestCad.Noon.AddTicks(i), JsonSerializer.SerializeToElement(new { i, text }));
}
