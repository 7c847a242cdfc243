using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Registry;

/// <summary>Deletes what people call partners that have left, or were declined, once they have been gone for long enough. Their timelines hold no names, and stay whole.</summary>
public sealed partial class Eraser(IPartnerStore partners, PartnerDesk desk, RegistryOptions options, TimeProvider clock, ILogger<Eraser> log)
{
    private const int PageSize = 100;
    private const int FeedsAtOnce = 1_000;
    private static readonly Origin Origin = Origin.System(nameof(ErasePersonalData));

    /// <summary>Once a night.</summary>
    [Function(nameof(ErasePersonalData))]
    public async Task ErasePersonalData([TimerTrigger("0 15 3 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable)
    {
        var before = clock.GetUtcNow().AddDays(-options.EraseAfterDays);
        PartnerId? after = null;
        while (await partners.ListAsync(new(PageSize, after, EndedBefore: before), CancellationToken.None) is { IsEmpty: false } page)
        {
            foreach (var stored in page) await TryEraseAsync(stored, durable);
            after = page[^1].Partner.Id;
        }
    }

    // One that fails must not keep the others.
    private async Task TryEraseAsync(StoredPartner stored, DurableTaskClient durable)
    {
        try
        {
            await desk.ChangeAsync(stored, Origin, durable, async draft =>
            {
                FeedId? after = null;
                while (await partners.ReadFeedsAsync(draft.Partner.Id, null, after, FeedsAtOnce, CancellationToken.None) is { IsEmpty: false } feeds)
                {
                    draft.Know(feeds);
                    after = feeds[^1].Id;
                }

                draft.Decide(new ErasePersonalData());
            });
        }
        catch (Exception e)
        {
            LogFailed(stored.Partner.Id, e);
        }
    }

    [LoggerMessage(EventId = 601, Level = LogLevel.Error, Message = "what people call {Partner} was not deleted; the next night tries again")]
    private partial void LogFailed(PartnerId partner, Exception e);
}
