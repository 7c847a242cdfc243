using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Storage;
using Dragonfly.Local.Registry;

namespace Dragonfly.Local.Storage;

/// <summary>The stores in Cosmos DB, when this process and not the Functions host uses them: in an emulator or a stand-in on this machine it makes what is missing.</summary>
internal static class StandInStores
{
    private static readonly ParallelOptions Parallelism = new() { MaxDegreeOfParallelism = 8 };

    /// <summary>Makes the containers and the registry to begin with, through the ports. An account in Azure has both, or is refused.</summary>
    /// <exception cref="CosmosRefusedException">The account is not what the app needs; the message says what to do.</exception>
    public static async Task PrepareAsync(IServiceProvider services, LocalSetup setup)
    {
        var database = services.GetRequiredService<CosmosDatabase>();
        if (!database.Options.Endpoint.IsLoopback)
        {
            await CosmosSetup.CheckAsync(database, CancellationToken.None);
            return;
        }

        await CosmosSetup.EnsureAsync(database, CancellationToken.None);
        await SeededInstallers.SeedAsync(services.GetRequiredService<ITimelines>(), setup.Clock);
        if ((await services.GetRequiredService<IRegistry>().CountAsync(CancellationToken.None)).Feeds > 0) return;
        var partners = services.GetRequiredService<IPartnerStore>();
        await Parallel.ForEachAsync(new Seeding(setup.Clock, setup.Agencies).WritesFor(setup.Feeds(), setup.PartnerName), Parallelism, async (write, cancellation) =>
        {
            if (!await partners.TryWriteAsync(write, cancellation)) throw new InvalidOperationException($"{write.Partner.Id} is on record already");
        });
    }
}
