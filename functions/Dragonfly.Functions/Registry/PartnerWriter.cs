using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Storage;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Registry;

/// <summary>
/// Writes partners. What fits in one batch is written by it, under the head's ETag. What does not is staged first, in as many batches as it takes, as items that mean nothing yet;
/// the head's batch then names the write, and in the same moment all of it is so. ADR 15.
/// </summary>
internal sealed partial class PartnerWriter(CosmosStore log, string store, long mostBytes, ILogger logger)
{
    // Each further try is due to somebody who tidied up, or wrote a feed between two readings, and had its way.
    private const int MostTries = 8;
    private const int MostIds = 100;

    private readonly PartnerTidier tidier = new(log, store, mostBytes);

    /// <inheritdoc cref="IPartnerStore.TryWriteAsync"/>
    public async Task<bool> TryWriteAsync(PartnerWrite write)
    {
        var (timeline, id) = (write.Partner.Timeline.Value, WriteId.New(write.ExpectedSequence));
        var staged = false;
        for (var tries = 0; tries < MostTries; tries++)
        {
            var before = await log.ReadAsync<PartnerHead>(timeline, PartnerHead.Name, CancellationToken.None);
            if (tries > 0 && before?.Value.LastWrite == id) return await DoneAsync(before.Value); // The answer got lost, and what was sent again lost against itself.
            if ((before?.Value.Length ?? 0) != write.ExpectedSequence)
            {
                if (staged) await TidyAsync(timeline);
                return false;
            }

            if (tries == 0) await CheckOwnersAsync(write);
            var attempt = new PartnerAttempt(write, id, before, mostBytes);
            staged |= attempt.IsLarge;
            if (await attempt.TryAsync(log)) return await DoneAsync(attempt.Head);
        }

        throw new StoreUnavailableException(store, new TimeoutException($"{timeline} was written by others {MostTries} times"));
    }

    private async Task<bool> DoneAsync(PartnerHead head)
    {
        if (head.Writes is not null || head.Head.Erased) await TidyAsync(head.Timeline);
        return true;
    }

    // Ids of feeds are drawn at random: this finds mistakes. Two partners that add one id at the same moment would both have it, and lookups would leave it out.
    private async Task CheckOwnersAsync(PartnerWrite write)
    {
        foreach (var ids in write.Entries.Select(entry => entry.Event).OfType<FeedsAdded>().SelectMany(added => added.Feeds).Select(feed => feed.Feed).Chunk(MostIds))
        {
            var others = (await log.ListAsync<FeedItem>("owners", FeedQuery.ByIds("SELECT *", ids), null, CancellationToken.None)).Where(item => item.Timeline != write.Partner.Timeline.Value);
            if (others.FirstOrDefault() is { } taken) throw new InvalidOperationException($"feed {taken.Now.Feed.Id} is another partner's");
        }
    }

    // The write is done or lost already: whoever writes the partner next tidies up what is left.
    private async Task TidyAsync(string timeline)
    {
        try
        {
            await tidier.TidyAsync(timeline);
        }
        catch (StoreUnavailableException e)
        {
            LogUntidied(timeline, e);
        }
    }

    [LoggerMessage(EventId = 602, Level = LogLevel.Warning, Message = "{Timeline} was written, and what is left of a large write could not be tidied up yet")]
    private partial void LogUntidied(string timeline, Exception e);
}
