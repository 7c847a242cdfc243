using System.Text.Json;
using Dragonfly.Core.Events;

namespace Dragonfly.Functions.Events;

/// <summary>What fits into one request: Event Grid takes 1 MB.</summary>
internal static class EventBatch
{
    /// <summary>The largest request; what is around its events has room besides.</summary>
    public const int MostBytes = 1_000_000;

    /// <summary>Events in their order, cut into requests. An event that is too large for any is one by itself.</summary>
    public static IEnumerable<IReadOnlyList<CloudEvent>> Split(IReadOnlyList<CloudEvent> events)
    {
        var (batch, bytes) = (new List<CloudEvent>(), 0);
        foreach (var happened in events)
        {
            var size = JsonSerializer.SerializeToUtf8Bytes(happened, EventJson.Default.CloudEvent).Length + 1;
            if (batch.Count > 0 && bytes + size > MostBytes)
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(happened);
            bytes += size;
        }

        if (batch.Count > 0) yield return batch;
    }
}
