using System.Collections.Immutable;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Functions.Clips;

/// <summary>Gives the recordings that an incident wants timelines of their own. Safe to run twice: a clip's id is its wish's.</summary>
public sealed class ClipBeginner(ClipWriter writer)
{
    /// <summary>Begins what an incident wants.</summary>
    /// <returns>The clips that are begun, by this call or an earlier one.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer; begin again.</exception>
    public async Task<ImmutableArray<ClipId>> BeginAsync(Incident incident, Origin origin)
    {
        if (incident.WantedClips.IsEmpty) return [];
        return [.. await Task.WhenAll(incident.WantedClips.Select(async wanted =>
        {
            await writer.WriteAsync(StoredClip.Unwanted(wanted.Id), origin, draft => draft.Decide(new BeginClip(WishOf(incident, wanted))));
            return wanted.Id;
        }))];
    }

    /// <summary>What is wanted of a picture or recording that was taken under a grant.</summary>
    /// <param name="incident">The incident, with the grant.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="id">The grant.</param>
    /// <param name="from">Where it begins, or when it was taken.</param>
    /// <param name="to">Where it ends; null for a picture.</param>
    /// <param name="requestedBy">Opaque id of who wants it; null when the policy does.</param>
    /// <param name="reason">Why.</param>
    public static ClipWish WishUnder(Incident incident, ClipKind kind, GrantId id, DateTimeOffset from, DateTimeOffset? to, string? requestedBy, string reason)
    {
        var grant = incident.Grants.First(grant => grant.Id == id);
        return new(
            kind,
            incident.Agency,
            incident.Id,
            id,
            grant.Feed,
            grant.Partner,
            grant.ConsentVersion,
            incident.PolicyVersion,
            incident.CallType,
            from,
            to,
            requestedBy,
            reason,
            incident.Rule?.RetentionDays ?? UnlockRule.UsualRetentionDays);
    }

    private static ClipWish WishOf(Incident incident, WantedClip wanted) =>
        WishUnder(incident, ClipKind.Recording, wanted.Grant, wanted.From, wanted.To, wanted.RequestedBy, wanted.Reason);
}
