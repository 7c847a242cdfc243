namespace Dragonfly.Emulators.Cosmos.Charges;

/// <summary>
/// What each operation costs in request units: an explicit estimate, not a measurement, to be compared with Microsoft's emulator or the service.
/// Sources (Microsoft Learn, Azure Cosmos DB): "Understand request unit consumption" for reads and writes by size, "Optimize request cost" for doubled
/// reads under Strong and what a query's cost is made of, "Request units" for what counts.
/// What those pages do not give as a number is chosen here and named so.
/// </summary>
internal sealed class RuModel(bool strong)
{
    // Kilobytes, and the RU of a read and of a write of an item of that size, as published; between them we go along a straight line.
    private static readonly (double Kilobytes, double Read, double Write)[] BySize =
    [
        (1, 1.00, 4.95), (2, 1.04, 6.29), (4, 1.14, 6.67), (8, 1.33, 7.04), (16, 1.67, 9.52), (32, 2.19, 11.23), (64, 4.76, 22.67), (128, 9.95, 48.19),
        (256, 20.28, 98.29), (512, 40.95, 184.57), (1024, 145.90, 625.00), (2048, 291.80, 1250.00),
    ];

    // Chosen: each indexed value adds about a fifth of a unit to a write (a default policy on a small item is known to cost a unit or two more than none).
    private const double PerTerm = 0.2;

    // Chosen: what a query costs in each physical partition that it is sent to before it finds anything; 2.2 to 3 is what small queries show in practice.
    private const double QueryFloor = 2.3;

    // Chosen: each lookup in the index, that is each item that the index gives.
    private const double PerLookup = 0.03;

    /// <summary>A read of metadata (account, database, container, partitions) is not charged to the container.</summary>
    public const double Metadata = 0;

    public double PointRead(int bytes) => Reading(At(bytes).Read);

    /// <summary>A read that found nothing, or that the caller already has (304): the lookup alone.</summary>
    public double Miss => Reading(1);

    public double Create(int bytes, int terms) => At(bytes).Write + PerTerm * terms;

    /// <summary>A replacement writes the item and its changed index: the terms that went and those that came.</summary>
    public double Replace(int oldBytes, int newBytes, int changedTerms) => At(Math.Max(oldBytes, newBytes)).Write + PerTerm * changedTerms;

    public double Delete(int bytes, int terms) => At(bytes).Write + PerTerm * terms;

    /// <summary>A write that was refused (404, 409, 412): it read what it would have changed. Chosen: a point read of one kilobyte, not doubled.</summary>
    public double Refused => 1;

    /// <summary>One page of a query in one physical partition: the floor, each item looked up, and the data loaded, at the rate of point reads.</summary>
    public double Query(int lookups, long loadedBytes) => Reading(QueryFloor + PerLookup * lookups + loadedBytes / 1024.0 * PerKilobyteRead);

    /// <summary>One page of a change feed: as a query without a floor; an empty poll costs one read.</summary>
    public double ChangeFeed(int items, long bytes) => Reading(1 + PerLookup * items + bytes / 1024.0 * PerKilobyteRead);

    // The published reads from 1 to 32 KB rise by about 0.04 RU a kilobyte.
    private const double PerKilobyteRead = 0.04;

    private double Reading(double charge) => strong ? 2 * charge : charge;

    private static (double Read, double Write) At(int bytes)
    {
        var kilobytes = bytes / 1024.0;
        if (kilobytes <= 1) return (BySize[0].Read, BySize[0].Write);
        for (var i = 1; i < BySize.Length; i++)
        {
            var (size, read, write) = BySize[i];
            if (kilobytes > size && i < BySize.Length - 1) continue;
            var (below, belowRead, belowWrite) = BySize[i - 1];
            var along = (kilobytes - below) / (size - below);
            return (belowRead + along * (read - belowRead), belowWrite + along * (write - belowWrite));
        }
        throw new InvalidOperationException("The table of sizes has no end.");
    }
}
