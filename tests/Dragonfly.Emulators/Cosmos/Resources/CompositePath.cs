namespace Dragonfly.Emulators.Cosmos.Resources;

/// <summary>A path of a composite index and its direction.</summary>
internal sealed record CompositePath(string Path, bool Descending);
