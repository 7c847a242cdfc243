namespace Dragonfly.Functions.Storage;

/// <summary>A call, as it is measured and named in messages.</summary>
/// <param name="Store">The store it is for.</param>
/// <param name="Container">The container it is made to.</param>
/// <param name="Operation">What is done.</param>
internal readonly record struct CosmosCall(string Store, string Container, string Operation);
