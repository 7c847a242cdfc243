using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Functions.Unlocks;

/// <summary>Brings the policy and the feeds near to a decision that is due.</summary>
public sealed class UnlockDecision(IRegistry registry, IPolicySource policies)
{
    /// <summary>Decides what to unlock, if that is due.</summary>
    public async ValueTask DecideAsync(IncidentDraft draft)
    {
        if (!draft.Incident.DecisionDue) return;
        var policy = await policies.CurrentAsync(CancellationToken.None);
        var (_, area, _) = Matching.Qualify(draft.Incident, policy);
        IReadOnlyList<Feed> near = area is null ? [] : await registry.NearAsync(area.Center, area.Reach, CancellationToken.None);
        draft.Decide(new DecideUnlock(policy, near));
    }

    /// <summary>The feeds of the live grants, as they are now.</summary>
    public async ValueTask<IReadOnlyList<Feed>> LiveFeedsAsync(Incident incident)
    {
        var live = incident.LiveGrants.Select(grant => grant.Feed).Distinct().ToArray();
        return live is [] ? [] : await registry.FindAsync(live, CancellationToken.None);
    }
}
