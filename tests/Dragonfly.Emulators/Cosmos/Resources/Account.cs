using Dragonfly.Emulators.Cosmos.Http;

namespace Dragonfly.Emulators.Cosmos.Resources;

/// <summary>The account's databases. Both names and resource ids find them.</summary>
internal sealed class Account
{
    private readonly Lock _gate = new();
    private readonly List<Database> _databases = [];
    private uint _lastDatabase;

    public IReadOnlyList<Database> Databases
    {
        get
        {
            lock (_gate) return [.. _databases];
        }
    }

    public Database Create(string name)
    {
        lock (_gate)
        {
            if (_databases.Exists(database => database.Name == name)) throw new RefusedException(409, $"Database {name} exists already.");
            var made = new Database(name, ++_lastDatabase);
            _databases.Add(made);
            return made;
        }
    }

    public void Delete(Database database)
    {
        lock (_gate) _databases.Remove(database);
    }

    public Database Database(string id) => Databases.FirstOrDefault(database => database.Name == id || database.ResourceId == id) ?? throw Missing();

    public Container Create(Database database, Query.Value definition, int partitions)
    {
        lock (_gate)
        {
            var made = new Container(database.Number, database.NextContainer(), definition, partitions);
            if (database.Containers.Any(container => container.Name == made.Name)) throw new RefusedException(409, $"Container {made.Name} exists already.");
            database.Add(made);
            return made;
        }
    }

    public Container Container(string database, string id) => TryFind(database, id) ?? throw Missing();

    public Container? TryFind(string database, string id) => Databases
        .FirstOrDefault(found => found.Name == database || found.ResourceId == database)?.Containers
        .FirstOrDefault(container => container.Name == id || container.ResourceId == id);

    // 1003: the owner of what was asked for does not exist; the SDK tells it from a missing item by this.
    private static RefusedException Missing() => new(404, "Resource Not Found. Owner resource does not exist", 1003);
}
