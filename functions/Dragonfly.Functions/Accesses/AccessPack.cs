using Dragonfly.Core.Accesses;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Storage;

namespace Dragonfly.Functions.Accesses;

/// <summary>
/// Lines of access logs that are over: those of one kind and one moment that ended with one write, whosever feeds they are about. A partner's are found by
/// <see cref="Partners"/>, in the order of <see cref="Accessed"/>. The first pack of a write lies within the pack of its entries, since an item more costs far more than a
/// larger one; the others are items of their own.
/// </summary>
internal sealed record AccessPack
{
    public required string Id { get; init; }

    public required string Timeline { get; init; }

    public string Type { get; init; } = "access";

    /// <summary>Its place among all packs: the moment, and what else makes it the only one.</summary>
    public required string Accessed { get; init; }

    /// <summary>The same, for views alone.</summary>
    public string? Viewed { get; init; }

    public required string[] Partners { get; init; }

    public required string[] Feeds { get; init; }

    public required AccessRecord[] Lines { get; init; }

    /// <summary>Puts lines together that are known to be of one kind and one moment.</summary>
    /// <param name="incident">The incident after the write.</param>
    /// <param name="index">Which pack of the write it is.</param>
    /// <param name="lines">The lines.</param>
    public static AccessPack Of(Incident incident, int index, AccessRecord[] lines)
    {
        var write = $"{incident.Version}:{index}";
        var place = $"{SortableTime.Of(lines[0].At)}|{incident.Id}|{write}";
        return new()
        {
            Id = $"access:{write}",
            Timeline = incident.Id.Timeline.Value,
            Accessed = place,
            Viewed = lines[0].Kind is AccessKind.Viewed ? place : null,
            Partners = [.. lines.Select(line => line.Partner.Value).Distinct()],
            Feeds = [.. lines.Select(line => line.Feed.Value).Distinct()],
            Lines = lines,
        };
    }
}
