namespace Dragonfly.Emulators.Cosmos.Charges;

/// <summary>What every request to the stand-in cost, in the order they were answered. Safe for many threads.</summary>
public sealed class ChargeLedger
{
    private readonly Lock _gate = new();
    private readonly List<Charge> _all = [];

    /// <summary>All charges since the start or the last <see cref="Clear"/>.</summary>
    public IReadOnlyList<Charge> All
    {
        get
        {
            lock (_gate) return [.. _all];
        }
    }

    /// <summary>The sum of all, in request units.</summary>
    public double Total => All.Sum(charge => charge.Ru);

    /// <summary>Requests and request units by operation and container.</summary>
    public IReadOnlyList<(string Operation, string Container, int Requests, double Ru)> Totals =>
        [.. All.GroupBy(charge => (charge.Operation, charge.Container)).Select(group => (group.Key.Operation, group.Key.Container, group.Count(), group.Sum(charge => charge.Ru)))];

    /// <summary>Forgets what was charged, so that a test measures only what follows.</summary>
    public void Clear()
    {
        lock (_gate) _all.Clear();
    }

    internal void Add(Charge charge)
    {
        lock (_gate) _all.Add(charge);
    }
}
