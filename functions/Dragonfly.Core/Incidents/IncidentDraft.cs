using System.Collections.Immutable;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Incidents;

/// <summary>One write in the making: commands decided one after another against the same head, to be saved whole or not at all.</summary>
/// <param name="stored">The head as it was read.</param>
/// <param name="origin">Who is behind it.</param>
/// <param name="clock">What time it is. Never before the last entry: instances' clocks differ, a timeline's times do not go back.</param>
public sealed class IncidentDraft(StoredIncident stored, Origin origin, DateTimeOffset clock)
{
    private readonly ImmutableArray<Entry>.Builder entries = ImmutableArray.CreateBuilder<Entry>();

    /// <summary>The moment everything in this write is decided at.</summary>
    public DateTimeOffset Now { get; } = clock > stored.Incident.ChangedAt ? clock : stored.Incident.ChangedAt;

    /// <summary>The head with the decisions so far.</summary>
    public Incident Incident { get; private set; } = stored.Incident;

    /// <summary>What CAD told us.</summary>
    public CadReport? Cad { get; set; } = stored.Cad;

    /// <summary>What was decided so far, refusals included.</summary>
    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>Nothing to write.</summary>
    public bool IsEmpty => entries.Count == 0;

    /// <summary>Whether anything happened that a viewer of the incident would see.</summary>
    public bool IsVisible => entries.Any(entry => entry.Event is not (VideoStarted or Refused or TicketIssued or TicketRenewed or ViewsEnded or StillTaken or RecordingsRequested or ClipsBegun));

    /// <summary>The head as it would be stored.</summary>
    public StoredIncident Result => new(Incident, Cad);

    /// <summary>Decides a command. A refusal is an entry too, unless nobody ever reported the incident.</summary>
    public Decision Decide(IncidentCommand command)
    {
        var decision = IncidentDecider.Decide(Incident, command, Now);
        var events = decision switch
        {
            Accepted accepted => accepted.Events,
            Rejected rejected when Incident.Version > 0 => [new Refused(command.GetType().Name, rejected.Code, rejected.Subject)],
            _ => [],
        };
        foreach (var entry in Chain.Append(Incident.Version, Incident.Hash, events, origin, Now))
        {
            Incident = Incident.Evolve(entry);
            entries.Add(entry);
        }

        return decision;
    }

    /// <summary>When the incident next wants a Step; null when it is finished.</summary>
    public DateTimeOffset? DueAt => Plan.For(Incident, Now).DueAt;

    /// <summary>The write.</summary>
    public IncidentWrite ToWrite() => new(stored.Incident.Version, Incident, Cad, DueAt, entries.ToImmutable());
}
