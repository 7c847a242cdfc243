using System.Collections.Immutable;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Core.Unlocks;

/// <summary>What an incident wants done. Deadlines, retries and the end of sharing hours are all due times here; there is no other schedule.</summary>
/// <param name="Due">Calls to the video system to make now.</param>
/// <param name="DueAt">When there is next something to do, which may be now; null when the incident is finished: every feed locked and confirmed, no bulletin to send again or to end.</param>
public sealed record Plan(ImmutableArray<VideoAction> Due, DateTimeOffset? DueAt)
{
    /// <summary>Nothing is left to do unless CAD or a supervisor speaks again.</summary>
    public bool IsFinished => DueAt is null;

    /// <summary>The plan for an incident.</summary>
    public static Plan For(Incident incident, DateTimeOffset now)
    {
        var due = ImmutableArray.CreateBuilder<VideoAction>();
        DateTimeOffset? dueAt = incident.DecisionDue || !incident.WantedClips.IsEmpty ? now : null;
        if (incident is { IsOpen: true, Threat.Limit.At: var end }) Sooner(end);
        if (BulletinDecider.DueAt(incident) is { } tended) Sooner(tended);
        foreach (var ticket in incident.Tickets) Sooner(ticket.ExpiresAt); // The owner's log says that a view lasts until somebody notes that it has lapsed.
        foreach (var grant in incident.Grants)
        {
            if (grant.IsLive) Sooner(grant.ExpiresAt);
            if (grant.Owed is not { } verb) continue;
            Sooner(grant.RetryAt ?? now);
            if (grant.RetryAt > now || (grant.IsLive && grant.ExpiresAt <= now)) continue;
            due.Add(new(verb, grant.Id, grant.Feed, grant.Attempt + 1, grant.ExpiresAt));
        }

        return new(due.DrainToImmutable(), dueAt);

        void Sooner(DateTimeOffset at) => dueAt = dueAt < at ? dueAt : at;
    }
}
