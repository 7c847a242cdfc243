using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Storage;

/// <summary>Makes the database and its containers where nobody else does: in stand-ins and emulators. In Azure <c>infra/</c> does, and the app's identity may not.</summary>
public static class CosmosSetup
{
    /// <summary>Makes what is missing; what is there stays as it is.</summary>
    /// <exception cref="InvalidOperationException">The database is not on this machine.</exception>
    /// <exception cref="CosmosRefusedException">It does not answer, or not as it must; the message says what to do.</exception>
    public static async Task EnsureAsync(CosmosDatabase database, CancellationToken cancellation)
    {
        if (!database.Options.Endpoint.IsLoopback) throw new InvalidOperationException($"the containers in {database.Options.Endpoint.Host} are made by infra/");
        try
        {
            Database made = await database.Client.CreateDatabaseIfNotExistsAsync(database.Options.Database, cancellationToken: cancellation);
            foreach (var container in CosmosContainers.All) await made.CreateContainerIfNotExistsAsync(container.ToProperties(), cancellationToken: cancellation);
        }
        catch (Exception e) when (CosmosFault.Explain(e, database.Options) is { } what)
        {
            throw new CosmosRefusedException(what, e);
        }
    }

    /// <summary>Looks whether the account, the database and its containers are what the app needs.</summary>
    /// <exception cref="CosmosRefusedException">They are not; the message says what to do.</exception>
    public static async Task CheckAsync(CosmosDatabase database, CancellationToken cancellation)
    {
        try
        {
            var account = await database.Client.ReadAccountAsync();
            if (account.Consistency.DefaultConsistencyLevel is not ConsistencyLevel.Strong)
                throw new CosmosRefusedException($"the account {database.Options.Endpoint.Host} must have the default consistency Strong, not {account.Consistency.DefaultConsistencyLevel}");
            foreach (var container in CosmosContainers.All)
            {
                ContainerProperties made = await database.ContainerOf(container).ReadContainerAsync(cancellationToken: cancellation);
                if (made.PartitionKeyPath != container.PartitionKey)
                    throw new CosmosRefusedException($"the container {container.Name} of {database.Options.Endpoint.Host} must have the partition key {container.PartitionKey}, not {made.PartitionKeyPath}: deploy infra/ into a database of its own");
            }
        }
        catch (Exception e) when (CosmosFault.Explain(e, database.Options) is { } what)
        {
            throw new CosmosRefusedException(what, e);
        }
    }
}
