using Microsoft.DurableTask.Client;

namespace Dragonfly.Local.Hosting;

/// <summary>The instances that ended last. The oldest are forgotten, so that a long day does not fill the memory.</summary>
internal sealed class EndedInstances(int limit)
{
    private readonly LinkedList<OrchestrationMetadata> byAge = [];
    private readonly Dictionary<string, LinkedListNode<OrchestrationMetadata>> byId = [];

    public OrchestrationMetadata? Find(string id) => byId.GetValueOrDefault(id)?.Value;

    public void Add(OrchestrationMetadata metadata)
    {
        byId[metadata.InstanceId] = byAge.AddLast(metadata);
        if (byId.Count > limit)
            Remove(byAge.First!.Value.InstanceId);
    }

    public bool Remove(string id)
    {
        if (!byId.Remove(id, out var node))
            return false;
        byAge.Remove(node);
        return true;
    }
}
