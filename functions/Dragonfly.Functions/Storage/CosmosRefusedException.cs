namespace Dragonfly.Functions.Storage;

/// <summary>Cosmos DB will not do what it is asked until somebody changes how it or the app is set up; the message says what.</summary>
public sealed class CosmosRefusedException(string message, Exception? inner = null) : Exception(message, inner);
