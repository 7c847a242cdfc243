using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Unlocks;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Registry;

/// <summary>The one way a partner is written; and when what it consents to changed, the one way that is carried out.</summary>
public sealed class PartnerDesk(IPartnerStore partners, IIncidentStore incidents, Stepper stepper, LoopWaker loops, TimeProvider clock)
{
    private const int MostTries = 100;

    /// <summary>Writes what <paramref name="decide"/> decides, and does not return before what may no longer be viewed is not viewed any more.</summary>
    /// <param name="head">The newest head known to the caller.</param>
    /// <param name="origin">Who is behind it.</param>
    /// <param name="durable">Runs the incidents' loops.</param>
    /// <param name="decide">Decides on the draft; it may run more than once, each time on a newer head.</param>
    /// <returns>The draft that was written, or that had nothing to write.</returns>
    /// <exception cref="StoreUnavailableException">The change is not written, or some incident was not looked at: say it again.</exception>
    public async Task<PartnerDraft> ChangeAsync(StoredPartner head, Origin origin, DurableTaskClient durable, Func<PartnerDraft, ValueTask> decide)
    {
        var draft = await WriteAsync(head, origin, decide);
        foreach (var scope in draft.Entries.Select(entry => PartnerState.ReconsideredAfter((PartnerEvent)entry.Event)).OfType<Scope>()) await EnforceAsync(draft.Partner.Id, scope, origin, durable);
        return draft;
    }

    /// <summary>Has each incident that holds one of the partner's feeds look again at once.</summary>
    /// <param name="partner">Whose.</param>
    /// <param name="scope">Which feeds.</param>
    /// <param name="origin">Who is behind it.</param>
    /// <param name="durable">Runs the incidents' loops.</param>
    /// <exception cref="StoreUnavailableException">Some incident was not looked at: say it again.</exception>
    public async Task EnforceAsync(PartnerId partner, Scope scope, Origin origin, DurableTaskClient durable)
    {
        var feeds = scope.Feeds ?? await partners.ReadFeedIdsAsync(partner, scope.Site, CancellationToken.None);
        var holding = await incidents.ReadHoldingAsync(feeds, CancellationToken.None);
        await Task.WhenAll(holding.Select(async incident =>
        {
            // A video system that does not answer is asked again by the incident's loop.
            if (await stepper.StepAsync(incident, origin) is not null) await loops.WakeAsync(durable, incident);
        }));
    }

    private async Task<PartnerDraft> WriteAsync(StoredPartner head, Origin origin, Func<PartnerDraft, ValueTask> decide)
    {
        for (var tries = 1; ; tries++)
        {
            var draft = new PartnerDraft(head, origin, clock.GetUtcNow());
            await decide(draft);

            // From here on no caller's cancellation is honored: a decision that was made is written.
            if (draft.IsEmpty || await partners.TryWriteAsync(draft.ToWrite(), CancellationToken.None)) return draft;
            if (tries == MostTries) throw new StoreUnavailableException("registry", new TimeoutException($"{head.Partner.Id} was written by others {tries} times"));
            head = await partners.ReadAsync(head.Partner.Id, CancellationToken.None) ?? head;
        }
    }
}
