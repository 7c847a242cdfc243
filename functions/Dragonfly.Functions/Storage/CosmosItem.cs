namespace Dragonfly.Functions.Storage;

/// <summary>An item as it was read.</summary>
/// <param name="Value">What it holds.</param>
/// <param name="ETag">Which version of it this is.</param>
internal sealed record CosmosItem<T>(T Value, string ETag);
