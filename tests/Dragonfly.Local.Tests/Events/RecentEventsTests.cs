using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Events;
using Dragonfly.Local.Events;

namespace Dragonfly.Local.Tests.Events;

public sealed class RecentEventsTests : EventPublisherConformance
{
    private readonly RecentEvents events = new();

    protected override IReadOnlyList<JsonElement> Published => [.. events.All.Select(happened => JsonSerializer.SerializeToElement(happened, EventJson.Default.CloudEvent))];

    [Fact]
    public async Task The_last_thousand_are_kept()
    {
        await events.PublishAsync([.. Enumerable.Range(0, 1_200).Select(i => Event(i, ""))], default);
        events.All.Select(happened => happened.Id).ShouldBe(Enumerable.Range(200, 1_000).Select(i => Event(i, "").Id));
    }

    protected override Task<IEventPublisher> OpenAsync() => Task.FromResult<IEventPublisher>(events);

    protected override Task CloseAsync() => Task.CompletedTask;
}
