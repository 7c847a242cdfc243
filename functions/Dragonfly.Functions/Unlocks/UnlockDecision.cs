using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Operations;

namespace Dragonfly.Functions.Unlocks;

/// <summary>Brings the policy and the feeds near to a decision that is due.</summary>
public sealed class UnlockDecision(IRegistry registry, IPolicySource policies)
{
    /// <summary>Decides what to unlock, if that is due.</summary>
    public async ValueTask DecideAsync(IncidentDraft draft)
    {
        if (!draft.Incident.DecisionDue) return;
        using var span = Spans.Begin("incident.decide", draft.Incident.Id);
        var command = await CommandAsync(draft.Incident, await policies.CurrentAsync(CancellationToken.None));
        draft.Decide(command);
        span?.SetTag("dragonfly.feeds.near", command.Near.Count);
    }

    /// <summary>The question what to unlock under a policy, with the feeds that may come into it.</summary>
    public async ValueTask<DecideUnlock> CommandAsync(Incident incident, UnlockPolicy policy)
    {
        var (_, area, _) = Matching.Qualify(incident, policy);
        return new(policy, area is null ? [] : await registry.NearAsync(area.Center, area.Reach, CancellationToken.None));
    }

    /// <summary>The feeds of the live grants, as they are now.</summary>
    public async ValueTask<IReadOnlyList<Feed>> LiveFeedsAsync(Incident incident)
    {
        var live = incident.LiveGrants.Select(grant => grant.Feed).Distinct().ToArray();
        return live is [] ? [] : await registry.FindAsync(live, CancellationToken.None);
    }
}
