using System.Text.Json.Serialization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Functions.Storage;

namespace Dragonfly.Functions.Audit;

/// <summary>
/// The head of a timeline that has no other: by its ETag nobody appends to what another has appended to, and by it the timeline is listed. That it says how long the timeline is serves
/// writers alone: who verifies the log goes by the entries.
/// </summary>
internal sealed record TimelineItem
{
    /// <summary>The id of every head, whatever it is the head of: there is one in a partition.</summary>
    public const string HeadId = "head";

    public string Id { get; init; } = HeadId;

    public required string Timeline { get; init; }

    public string Type { get; init; } = "head";

    public required string Kind { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Agency { get; init; }

    public required long Length { get; init; }

    public required string StartedAt { get; init; }

    public required string ChangedAt { get; init; }

    /// <summary>Its place in the list of timelines; see <see cref="ListedAs"/>.</summary>
    public required string Listed { get; init; }

    /// <summary>The place of a timeline in the list of them: whose, and which.</summary>
    public static string ListedAs(AgencyId? agency, TimelineId timeline) => $"{Checkpoints.NameOf(agency)}|{timeline}";

    /// <summary>The head of a timeline after entries.</summary>
    /// <param name="timeline">Which.</param>
    /// <param name="before">The head before; null when there was none.</param>
    /// <param name="first">The first of the entries.</param>
    /// <param name="last">The last of them.</param>
    public static TimelineItem After(TimelineId timeline, TimelineItem? before, Entry first, Entry last) => new()
    {
        Timeline = timeline.Value,
        Kind = timeline.Kind,
        Agency = timeline.Agency?.Value,
        Length = last.Sequence,
        StartedAt = before?.StartedAt ?? SortableTime.Of(first.At),
        ChangedAt = SortableTime.Of(last.At),
        Listed = ListedAs(timeline.Agency, timeline),
    };
}
