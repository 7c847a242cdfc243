using Dragonfly.Emulators.Cosmos.Items;

namespace Dragonfly.Emulators.Cosmos.Resources;

/// <summary>A database: a name and its containers. A new list at each change, so that readers need no lock.</summary>
internal sealed class Database(string name, uint number)
{
    private uint _lastContainer;
    private volatile IReadOnlyList<Container> _containers = [];

    public string Name => name;

    public uint Number => number;

    public string ResourceId => ResourceIds.Database(number);

    public IReadOnlyList<Container> Containers => _containers;

    public uint NextContainer() => ++_lastContainer;

    public void Add(Container container) => _containers = [.. _containers, container];

    public void Remove(Container container) => _containers = [.. _containers.Where(one => one != container)];
}
