using Dragonfly.Core.Access;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Access;
using Dragonfly.Local.Accesses;
using Dragonfly.Local.Audit;
using Dragonfly.Local.Clips;
using Dragonfly.Local.Events;
using Dragonfly.Local.Incidents;
using Dragonfly.Local.Incidents.Cad;
using Dragonfly.Local.Registry;

namespace Dragonfly.Local.Storage;

/// <summary>The stores in the data folder of this process.</summary>
internal sealed class EmbeddedStores : IAsyncDisposable
{
    private readonly SqliteDatabase database;
    private readonly SqliteRegistry registry;

    private EmbeddedStores(SqliteDatabase database, SqliteRegistry registry) => (this.database, this.registry) = (database, registry);

    /// <summary>Opens them. A folder that has no registry gets the one to begin with; one of an earlier version is brought up to date.</summary>
    /// <exception cref="DataFolderException">The folder cannot be used.</exception>
    public static async Task<EmbeddedStores> OpenAsync(LocalSetup setup)
    {
        var database = SqliteDatabase.Open(setup.DataFolder);
        try
        {
            var registry = await SqliteRegistry.OpenAsync(database);
            await SeededInstallers.SeedAsync(new SqliteTimelines(database), setup.Clock);
            await Forebears.AdoptAsync(database, registry, setup.Clock, setup.Agencies);
            if ((await registry.CountAsync(CancellationToken.None)).Feeds == 0)
            {
                await registry.WriteAllAsync(new Seeding(setup.Clock, setup.Agencies).WritesFor(setup.Feeds(), setup.PartnerName));
                await LogReader.SkipAsync(database);
            }

            return new(database, registry);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes them the stores of the app.</summary>
    public void AddTo(IServiceCollection services) => services
        .AddSingleton<IIncidentStore>(new SqliteIncidentStore(database))
        .AddSingleton<IClipRecords>(new SqliteClipRecords(database))
        .AddSingleton<IRegistry>(registry)
        .AddSingleton<IPartnerStore>(registry)
        .AddSingleton<ITimelines>(new SqliteTimelines(database))
        .AddSingleton<IAuditArchive>(new SqliteAuditArchive(database))
        .AddSingleton<IRejectedMessages>(new SqliteRejectedMessages(database))
        .AddSingleton<ICadLinks>(new SqliteCadLinks(database))
        .AddSingleton<IAccessLog>(new SqliteAccessLog(database))
        .AddSingleton<IPeople>(new SqlitePeople(database));

    /// <summary>Has the functions that read the log told of what is written. After the functions' host.</summary>
    public void AddEventsTo(IServiceCollection services, string dataFolder) => services.AddEvents(database, dataFolder);

    /// <summary>Writes what waits to be written, and gives the folder free.</summary>
    public ValueTask DisposeAsync() => database.DisposeAsync();
}
