using System.Text.Json;
using Dragonfly.Core.Events;

namespace Dragonfly.Functions.Events;

/// <summary>What fits into one request: Event Grid takes 1 MB.</summary>
internal static class EventBatch
{
    /// <summary>The largest request; what is around its events has room besides.</summary>
    public const int MostBytes = 1_000_000;

    /// <summary>Events in their order, cut into requests.</summary>
    /// <exception cref="EventRefusedException">One of them fits into no request, or lacks what every event must have.</exception>
    public static IReadOnlyList<IReadOnlyList<CloudEvent>> Split(IReadOnlyList<CloudEvent> events)
    {
        var (batches, bytes) = (new List<List<CloudEvent>>(), MostBytes);
        foreach (var happened in events)
        {
            var size = SizeOf(happened);
            if (bytes + size > MostBytes)
            {
                batches.Add([]);
                bytes = 0;
            }

            batches[^1].Add(happened);
            bytes += size;
        }

        return batches;
    }

    private static int SizeOf(CloudEvent happened)
    {
        if (happened.Id is "" || happened.Source is "" || happened.Type is "" || happened.Subject is "") throw new EventRefusedException(happened, new FormatException("id, source, type and subject must not be empty"));
        var size = JsonSerializer.SerializeToUtf8Bytes(happened, EventJson.Default.CloudEvent).Length + 1;
        return size <= MostBytes ? size : throw new EventRefusedException(happened, new FormatException($"it has {size} bytes, and may have {MostBytes}"));
    }
}
