namespace Dragonfly.Emulators.Cosmos.Items;

/// <summary>What one operation on an item came to. <paramref name="Error"/> says why it was refused.</summary>
internal sealed record OperationResult(int Status, double Charge, Item? Item = null, string? Error = null, int SubStatus = 0)
{
    public bool Failed => Status >= 400;
}
