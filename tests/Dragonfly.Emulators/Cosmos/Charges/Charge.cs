namespace Dragonfly.Emulators.Cosmos.Charges;

/// <summary>What one request cost.</summary>
/// <param name="Operation">
/// <c>create</c>, <c>read</c>, <c>replace</c>, <c>upsert</c>, <c>delete</c>, <c>batch</c>, <c>query</c>, <c>queryplan</c>, <c>changefeed</c> or <c>metadata</c>.
/// </param>
/// <param name="Container">The container's name; empty for the account and databases.</param>
/// <param name="Status">The HTTP status that it was answered with.</param>
/// <param name="Ru">Request units, by the stand-in's model.</param>
/// <param name="Query">The query's text, for a query.</param>
public sealed record Charge(string Operation, string Container, int Status, double Ru, string? Query = null);
