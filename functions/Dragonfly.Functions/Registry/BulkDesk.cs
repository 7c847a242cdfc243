using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Registry.Bulk;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Registry;

/// <summary>Imports and exports what a partner has registered.</summary>
public sealed class BulkDesk(IPartnerStore partners, PartnerDesk desk, InstallerDesk installers, RegistryOptions options, TimeProvider clock)
{
    private const int PageSize = 2_000;

    /// <summary>Finds out what a file would do to a partner as it was read, without doing it.</summary>
    /// <param name="stored">The partner.</param>
    /// <param name="file">The file.</param>
    /// <param name="bounds">What its author may do; null when it is the partner's.</param>
    /// <param name="origin">Who the author is.</param>
    /// <param name="faults">Where faults go; with any, the trial is of no use.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="Core.Incidents.StoreUnavailableException">The store did not answer.</exception>
    public async Task<BulkTrial> TryAsync(StoredPartner stored, BulkFile file, InstallerBounds? bounds, Origin origin, BulkFaults faults, CancellationToken cancellation)
    {
        var feeds = await ReadFeedsAsync(stored.Partner.Id, cancellation);
        var approved = await installers.ReadAsync(cancellation);
        var plan = new BulkPlanner(stored, feeds, options.Area, approved, bounds, RandomId.Next, faults).Plan(file);
        var trial = new BulkTrial(stored, plan, feeds.Values);
        if (faults.Count == 0) trial.Do(new(stored, origin, clock.GetUtcNow()), faults);
        return trial;
    }

    /// <summary>Does what was tried, all of it, unless the partner was changed meanwhile.</summary>
    /// <returns>The version of all that the partner has; null when it was changed, which is recorded.</returns>
    /// <exception cref="Core.Incidents.StoreUnavailableException">Nobody knows whether it was done; or it was, and some incident was not looked at: say it again.</exception>
    public async Task<long?> DoAsync(BulkTrial trial, Origin origin, DurableTaskClient durable)
    {
        var isDone = false;
        var draft = await desk.ChangeAsync(trial.Stored, origin, durable, draft =>
        {
            var faults = new BulkFaults();
            isDone = draft.Partner.ContentVersion == trial.Stored.Partner.ContentVersion;
            if (isDone) trial.Do(draft, faults);
            else draft.Refuse(origin.Source, "changed", null);
            return ValueTask.CompletedTask;
        });
        return isDone ? draft.Partner.ContentVersion : null;
    }

    /// <summary>All that a partner has.</summary>
    /// <exception cref="Core.Incidents.StoreUnavailableException">The store did not answer.</exception>
    public async Task<BulkFile> ExportAsync(StoredPartner stored, CancellationToken cancellation) => BulkExport.Of(stored, (await ReadFeedsAsync(stored.Partner.Id, cancellation)).Values);

    private async Task<SortedDictionary<FeedId, RegisteredFeed>> ReadFeedsAsync(PartnerId partner, CancellationToken cancellation)
    {
        var feeds = new SortedDictionary<FeedId, RegisteredFeed>(Comparer<FeedId>.Create((one, other) => string.CompareOrdinal(one.Value, other.Value)));
        FeedId? last = null;
        while (await partners.ReadFeedsAsync(partner, null, last, PageSize, cancellation) is { IsEmpty: false } page)
        {
            foreach (var feed in page) feeds.Add(feed.Id, feed);
            last = page[^1].Id;
        }

        return feeds;
    }
}

/// <summary>An import that was tried.</summary>
/// <param name="Stored">The partner as it was read.</param>
/// <param name="Plan">What the import does.</param>
/// <param name="Feeds">The partner's feeds.</param>
public sealed record BulkTrial(StoredPartner Stored, BulkPlan Plan, IReadOnlyCollection<RegisteredFeed> Feeds)
{
    /// <summary>Does it on a draft, until something of it is refused.</summary>
    internal void Do(PartnerDraft draft, BulkFaults faults)
    {
        draft.Know(Feeds);
        foreach (var step in Plan.Steps)
        {
            if (draft.Decide(step.Command).Refusal is not { } refusal) continue;
            faults.Add(step.Source.Path, refusal.Code, refusal.Detail);
            return;
        }
    }
}
