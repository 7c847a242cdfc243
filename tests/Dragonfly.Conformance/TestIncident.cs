using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Conformance;

/// <summary>An incident that lives as in production: commands are decided, their events chained and evolved, and each step yields the write for a store.</summary>
public sealed class TestIncident
{
    private TestIncident(StoredIncident stored) => (Incident, Cad) = stored;

    /// <summary>Where it stands.</summary>
    public Incident Incident { get; private set; }

    /// <summary>What CAD told of it.</summary>
    public CadReport? Cad { get; private set; }

    /// <summary>Its id.</summary>
    public IncidentId Id => Incident.Id;

    /// <summary>Its entries since this object was made.</summary>
    public List<Entry> Timeline { get; } = [];

    /// <summary>What a store that took every write should hold.</summary>
    public StoredIncident Stored => new(Incident, Cad);

    /// <summary>One that nobody has reported yet.</summary>
    public static TestIncident New(string number, string agency = "cpd") => new(new(Incident.Unreported(new AgencyId(agency), number), null));

    /// <summary>One that goes on from where a store holds it.</summary>
    public static TestIncident From(StoredIncident stored) => new(stored);

    /// <summary>Does the commands one after another; what is refused is recorded as refused. Yields the one write for all of them.</summary>
    public IncidentWrite Do(DateTimeOffset at, params ReadOnlySpan<IncidentCommand> commands)
    {
        var expected = Incident.Version;
        var entries = ImmutableArray.CreateBuilder<Entry>();
        foreach (var command in commands)
        {
            var decision = IncidentDecider.Decide(Incident, command, at);
            IEnumerable<IncidentEvent> events = decision switch
            {
                Accepted accepted => accepted.Events,
                Rejected rejected => [new Refused(command.GetType().Name, rejected.Code, rejected.Subject)],
                _ => [],
            };
            var chained = Chain.Append(Incident.Version, Incident.Hash, events, Origin.System("conformance"), at);
            Incident = Incident.Evolve(chained);
            entries.AddRange(chained);
            if (command is ReceiveMessage received && decision is Accepted) Cad = CadReport.After(Cad, new(received.Message, at));
        }

        Timeline.AddRange(entries);
        return new(expected, Incident, Cad, Plan.For(Incident, at).DueAt, entries.DrainToImmutable());
    }

    /// <summary>Asks the video system for what is due, and records that it did as told, or <paramref name="failure"/>.</summary>
    public IncidentWrite DoVideo(DateTimeOffset at, string? failure = null)
    {
        var due = Plan.For(Incident, at).Due;
        return Do(at, new StartVideo(due), new FinishVideo([.. due.Select(action => new VideoOutcome(action.Verb, action.Grant, action.Attempt, failure, at))]));
    }
}
