using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Functions.Operations;

/// <summary>Counts what a sweep comes by, on many threads.</summary>
internal sealed class SweepTally(DateTimeOffset seenAt)
{
    /// <summary>A due time may be missed by the loop's second and the sweeper's minute before anything is wrong.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromSeconds(90);

    private int grantsOpen;
    private int locksOverdue;
    private int incidentsOverdue;

    /// <summary>What was counted.</summary>
    public SweepFigures Figures => new(grantsOpen, locksOverdue, incidentsOverdue);

    /// <summary>Counts an incident as it was found.</summary>
    public void Count(Incident incident)
    {
        Interlocked.Add(ref grantsOpen, incident.Grants.Count(grant => grant.Observed is Observed.Open));
        Interlocked.Add(ref locksOverdue, incident.Grants.Count(grant => grant.IsLockOverdue(seenAt)));
        if (Plan.For(incident, incident.ChangedAt).DueAt < seenAt - Late) Interlocked.Increment(ref incidentsOverdue);
    }
}
