namespace Dragonfly.Emulators.Cosmos;

/// <summary>How the stand-in is set up.</summary>
public sealed record CosmosStandInOptions
{
    /// <summary>How many physical partitions each container has from the start, each with an equal part of the range of hashes.</summary>
    public int PhysicalPartitions { get; init; } = 3;

    /// <summary>Whether the account is Strong, as ours is: reads cost double. Otherwise Session.</summary>
    public bool Strong { get; init; } = true;

    /// <summary>Whether the account's key is taken; false as with <c>disableLocalAuth</c>.</summary>
    public bool AcceptsKey { get; init; } = true;

    /// <summary>Which bearer tokens (<c>type=aad</c>) are taken; null: none.</summary>
    public Func<string, bool>? AcceptsToken { get; init; }
}
