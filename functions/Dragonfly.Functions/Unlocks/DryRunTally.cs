using System.Collections.Immutable;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Functions.Unlocks;

/// <summary>Sums up a dry run, incident by incident.</summary>
internal sealed class DryRunTally
{
    private const int MostListed = 100;
    private static readonly DryRunCount Nothing = new(0, 0, 0);

    private readonly SortedDictionary<string, DryRunCallType> types = new(StringComparer.Ordinal);
    private DryRunCallType all = new(null, 0, Nothing, Nothing);
    private DryRunList newly = new(0, []);
    private DryRunList noLonger = new(0, []);

    /// <summary>One more incident.</summary>
    public void Add(Incident incident, DecisionReplay replay)
    {
        all = Plus(all, replay);
        var type = incident.CallType ?? "";
        types[type] = Plus(types.GetValueOrDefault(type) ?? new(incident.CallType, 0, Nothing, Nothing), replay);
        switch (replay.Before.Feeds.IsEmpty, replay.After.Feeds.IsEmpty)
        {
            case (true, false):
                newly = Plus(newly, incident);
                break;
            case (false, true):
                noLonger = Plus(noLonger, incident);
                break;
        }
    }

    /// <summary>The sum.</summary>
    public DryRunResult Sum(DateTimeOffset from, DateTimeOffset to) =>
        new(from, to, "asItIsNow", all.Incidents, all.Before, all.After, [.. types.Values], newly, noLonger);

    private static DryRunCallType Plus(DryRunCallType sum, DecisionReplay replay) =>
        sum with { Incidents = sum.Incidents + 1, Before = Plus(sum.Before, replay.Before), After = Plus(sum.After, replay.After) };

    private static DryRunCount Plus(DryRunCount sum, ReplayedUnlock unlock) =>
        new(sum.Qualified + (unlock.Qualified ? 1 : 0), sum.Unlocking + (unlock.Feeds.IsEmpty ? 0 : 1), sum.Feeds + unlock.Feeds.Count);

    private static DryRunList Plus(DryRunList list, Incident incident) =>
        new(list.Count + 1, list.Count < MostListed ? list.Items.Add(new(incident.Id, incident.Number, incident.CallType)) : list.Items);
}
