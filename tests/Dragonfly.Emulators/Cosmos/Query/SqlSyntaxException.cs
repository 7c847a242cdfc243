namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>A query that the stand-in refuses, with the reason; the service answers 400.</summary>
internal sealed class SqlSyntaxException(string message) : Exception(message);
