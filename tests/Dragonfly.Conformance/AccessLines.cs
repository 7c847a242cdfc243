using Dragonfly.Core.Accesses;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Conformance;

/// <summary>An access log in memory, as plain as can be: what a store's should say.</summary>
public sealed class AccessLines
{
    private readonly Dictionary<AccessId, AccessRecord> lines = [];

    /// <summary>The lines, in no order.</summary>
    public IReadOnlyCollection<AccessRecord> All => lines.Values;

    /// <summary>The lines that an incident's timeline comes to, entry by entry.</summary>
    public static AccessLines From(Incident incident, IEnumerable<Entry> timeline)
    {
        var (made, at) = (new AccessLines(), Incident.Unreported(incident.Agency, incident.Number));
        foreach (var entry in timeline) made.Add(at = at.Evolve(entry), [entry]);
        return made;
    }

    /// <summary>A write more.</summary>
    public void Add(Incident incident, IEnumerable<Entry> entries)
    {
        foreach (var change in AccessChanges.Of(incident, entries)) Add(change);
    }

    /// <summary>A change more.</summary>
    public void Add(AccessChange change)
    {
        switch (change)
        {
            case AccessBegan began:
                lines.Add(began.Record.Id, began.Record);
                break;
            case AccessOpened opened:
                lines[opened.Record.Id] = lines[opened.Record.Id] with { From = opened.Record.From };
                break;
            case AccessEnded ended:
                lines[ended.Access] = lines[ended.Access] with { Until = ended.At, How = ended.How, Why = ended.Why };
                break;
            default:
                throw new ArgumentException(change.GetType().Name);
        }
    }
}
