namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>One page of a query in one physical partition.</summary>
/// <param name="Lookups">Items that the index gave.</param>
/// <param name="LoadedBytes">Bytes of the items that had to be read.</param>
internal sealed record QueryPage(IReadOnlyList<Value> Results, PagePosition? Next, int Lookups, long LoadedBytes, bool ReverseScan);
