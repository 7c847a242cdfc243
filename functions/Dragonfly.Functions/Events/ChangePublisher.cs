using System.Diagnostics;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Events;
using Dragonfly.Core.Json;
using Dragonfly.Functions.Operations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Events;

/// <summary>
/// Tells others what the log tells: what was written comes here through the store's change feed, at least once and in the order of its timeline, whoever wrote it and
/// whatever became of them. While events cannot be published the feed stands still, and nothing is lost; what can never be published is put aside, so that it keeps
/// nothing that comes after it waiting. It stays in the log, where its place is logged.
/// </summary>
public sealed partial class ChangePublisher(IEventPublisher publisher, ILogger<ChangePublisher> log)
{
    /// <summary>Publishes what a batch of changes gives.</summary>
    /// <exception cref="EventsUnpublishedException">Try the batch again.</exception>
    [Function(nameof(PublishChanges))]
    [ExponentialBackoffRetry(-1, "00:00:02", "00:05:00")]
    public async Task PublishChanges(
        [CosmosDBTrigger(
            databaseName: "%DRAGONFLY_COSMOS_DATABASE%",
            containerName: "log",
            Connection = "CosmosDb",
            LeaseContainerName = "leases",
            LeaseContainerPrefix = "events",
            MaxItemsPerInvocation = 100,
            StartFromBeginning = true)] IReadOnlyList<LogChange> changes,
        CancellationToken cancellation)
    {
        CloudEvent[] events = [.. changes.Where(change => change.Type is LogChange.Pack).SelectMany(EventsOf)];
        if (events is []) return;
        using var span = Spans.Begin("events.publish", ActivityKind.Producer)?.OfIncidents(changes.Select(change => change.Timeline));
        await PublishAsync(events, cancellation);
    }

    private async Task PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellation)
    {
        try
        {
            await publisher.PublishAsync(events, cancellation);
            Telemetry.EventsPublished.Add(events.Count);
        }
        catch (EventRefusedException e) when (events is [_])
        {
            PutAside(e);
        }
        catch (EventRefusedException)
        {
            foreach (var one in events) await PublishAsync([one], cancellation);
        }
    }

    private IEnumerable<CloudEvent> EventsOf(LogChange pack)
    {
        if (pack is not { Timeline: { Length: > 0 } timeline, Entries: { } entries, First: > 0 })
        {
            PutAside(pack.Timeline ?? $"item {pack.Id}", pack.First, "noPack", null);
            return [];
        }

        var agency = pack.Agency is { } id ? new AgencyId(id) : (AgencyId?)null;
        return entries.Index().SelectMany(entry => EventsOf(new(timeline), agency, pack.First + entry.Index, entry.Item));
    }

    private CloudEvent[] EventsOf(TimelineId timeline, AgencyId? agency, long sequence, string json)
    {
        try
        {
            var entry = JsonSerializer.Deserialize(json, CoreJson.Default.Entry) ?? throw new FormatException("the entry is null");
            if (entry.Sequence != sequence) throw new FormatException($"the entry says that it is number {entry.Sequence}");
            return [.. LogEvents.Of(timeline, agency, entry)];
        }
        catch (Exception e) // Whatever is wrong with what is stored: it will be so the next time as well.
        {
            PutAside(timeline.Value, sequence, "noEntry", e);
            return [];
        }
    }

    private void PutAside(EventRefusedException e)
    {
        Telemetry.EventsPoisoned.Add(1, new KeyValuePair<string, object?>("reason", "refused"));
        LogRefused(e.Refused.Id, e);
    }

    private void PutAside(string? timeline, long sequence, string reason, Exception? e)
    {
        Telemetry.EventsPoisoned.Add(1, new KeyValuePair<string, object?>("reason", reason));
        LogPoisoned(timeline, sequence, reason, e);
    }

    [LoggerMessage(EventId = 701, Level = LogLevel.Error, Message = "entry {Sequence} of {Timeline} could not be told of, and never will be: {Reason}")]
    private partial void LogPoisoned(string? timeline, long sequence, string reason, Exception? e);

    [LoggerMessage(EventId = 702, Level = LogLevel.Error, Message = "the event {Event} will not be taken, and was put aside")]
    private partial void LogRefused(string @event, Exception e);
}
