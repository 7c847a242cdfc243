namespace Dragonfly.Emulators.Cosmos.Batch;

/// <summary>One operation of a batch as it was sent. <paramref name="Type"/> is the protocol's number of the operation.</summary>
internal sealed record BatchOperation(int Type, string? Id, byte[]? Body, string? IfMatch, string? IfNoneMatch, bool Minimal)
{
    public const int Create = 0;
    public const int Read = 2;
    public const int Delete = 4;
    public const int Replace = 5;
    public const int Upsert = 20;
}
