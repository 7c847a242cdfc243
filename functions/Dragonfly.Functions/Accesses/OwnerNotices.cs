using System.Collections.Immutable;
using System.Text.Json;
using System.Threading.Channels;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Events;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Http;
using Dragonfly.Functions.Unlocks;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Accesses;

/// <summary>
/// Tells partners who want it of each access when it begins: an unlock once the feed is viewable, a view, a refusal. Noted after the write and told aside, so that no
/// unlock waits for it and none fails; what a process has noted and not told is lost with it, and is in the log all the same.
/// </summary>
public sealed partial class OwnerNotices : IAsyncDisposable
{
    private const int MostWaiting = 4_096;

    private readonly Channel<(Incident Incident, ImmutableArray<Entry> Entries)> waiting =
        Channel.CreateBounded<(Incident Incident, ImmutableArray<Entry> Entries)>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    private readonly NoticeWishes wishes;
    private readonly AccessTeller teller;
    private readonly IPartnerChannel channel;
    private readonly IEventPublisher publisher;
    private readonly CallLimits limits;
    private readonly TimeProvider clock;
    private readonly ILogger<OwnerNotices> log;
    private readonly Task telling;

    /// <summary>Begins to tell what is noted.</summary>
    public OwnerNotices(
        NoticeWishes wishes, AccessTeller teller, IPartnerChannel channel, IEventPublisher publisher, CallLimits limits, TimeProvider clock, ILogger<OwnerNotices> log)
    {
        (this.wishes, this.teller, this.channel, this.publisher, this.limits, this.clock, this.log) = (wishes, teller, channel, publisher, limits, clock, log);
        telling = TellAsync();
    }

    /// <summary>Notes a write. At once, and never failing.</summary>
    public void Note(Incident incident, ImmutableArray<Entry> entries)
    {
        if (!entries.Any(entry => entry.Event is VideoFinished or TicketIssued or Refused)) return;
        if (waiting.Writer.TryWrite((incident, entries))) return;
        Telemetry.OwnerNoticesLost.Add(1);
        LogLost(incident.Id, "too many wait");
    }

    /// <summary>Tells what was noted, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await telling;
    }

    private async Task TellAsync()
    {
        await foreach (var (incident, entries) in waiting.Reader.ReadAllAsync())
        {
            foreach (var records in RecordsIn(incident, entries))
                await TryAsync(incident.Id, cancellation => TellAsync(records.Key, [.. records], cancellation));
        }
    }

    private IGrouping<PartnerId, AccessRecord>[] RecordsIn(Incident incident, ImmutableArray<Entry> entries)
    {
        try
        {
            return [.. AccessChanges.Of(incident, entries).Select(BeginningIn).OfType<AccessRecord>().GroupBy(record => record.Partner)];
        }
        catch (Exception e) // One write that cannot be told of must not silence all that follow.
        {
            Telemetry.OwnerNoticesLost.Add(1);
            LogFailed(incident.Id, e);
            return [];
        }
    }

    // Being unlocked begins for an owner when the feed can be viewed.
    private static AccessRecord? BeginningIn(AccessChange change) => change switch
    {
        AccessOpened opened => opened.Record,
        AccessBegan { Record.Kind: not AccessKind.Unlocked } began => began.Record,
        _ => null,
    };

    private async Task TellAsync(PartnerId partner, ImmutableArray<AccessRecord> records, CancellationToken cancellation)
    {
        if (!await wishes.WantsAsync(partner, cancellation)) return;
        var lines = await teller.TellAsync(partner, records, identifiedTo: null, cancellation);
        await TryAsync(records[0].Incident, token => publisher.PublishAsync([.. lines.Select(line => EventOf(partner, line))], token));
        foreach (var line in lines) await TryAsync(line.IncidentId, token => channel.PushAsync(partner, line, token));
    }

    private static CloudEvent EventOf(PartnerId partner, AccessLine line) => new(
        line.Id.Value,
        $"/partners/{partner}",
        $"com.dragonfly.access.{JsonNamingPolicy.CamelCase.ConvertName(line.Kind.ToString())}",
        $"feeds/{line.FeedId}",
        line.From ?? line.At,
        JsonSerializer.SerializeToElement(line, ApiJson.Default.AccessLine));

    private async Task TryAsync(IncidentId incident, Func<CancellationToken, Task> tell)
    {
        try
        {
            using var timeout = new CancellationTokenSource(limits.Push, clock);
            await tell(timeout.Token).WaitAsync(timeout.Token);
        }
        catch (Exception e)
        {
            Telemetry.OwnerNoticesLost.Add(1);
            LogFailed(incident, e);
        }
    }

    [LoggerMessage(EventId = 501, Level = LogLevel.Warning, Message = "an owner was not told of {Incident}")]
    private partial void LogFailed(IncidentId incident, Exception e);

    [LoggerMessage(EventId = 502, Level = LogLevel.Warning, Message = "no owner was told of {Incident}: {Why}")]
    private partial void LogLost(IncidentId incident, string why);
}
