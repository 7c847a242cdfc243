using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Storage;

namespace Dragonfly.Functions.Clips;

/// <summary>A clip's head. Those of an incident are a range of one text, <see cref="ClipOf"/>.</summary>
internal sealed record ClipItem
{
    public string Id { get; init; } = TimelineItem.HeadId;

    public required string Timeline { get; init; }

    public string Type { get; init; } = "head";

    public string Kind { get; init; } = "clips";

    public required string Agency { get; init; }

    public required long Length { get; init; }

    public required string StartedAt { get; init; }

    public required string ChangedAt { get; init; }

    public required string Listed { get; init; }

    /// <summary>Its place among the clips of its incident: <c>{incident}|{requested at}|{id}</c>.</summary>
    public required string ClipOf { get; init; }

    /// <summary>When it next wants a step; not <c>dueAt</c>, which is what incidents are found by.</summary>
    public string? ClipDueAt { get; init; }

    [JsonConverter(typeof(CoreValue<Clip>))]
    public required Clip Head { get; init; }

    [JsonConverter(typeof(CoreValue<ImmutableDictionary<BulletinId, BulletinText>>))]
    public required ImmutableDictionary<BulletinId, BulletinText> Texts { get; init; }

    /// <summary>The head after a write.</summary>
    public static ClipItem Of(ClipWrite write)
    {
        var clip = write.Stored.Clip;
        return new()
        {
            Timeline = clip.Id.Timeline.Value,
            Agency = clip.Wish.Agency.Value,
            Length = clip.Version,
            StartedAt = SortableTime.Of(clip.RequestedAt),
            ChangedAt = SortableTime.Of(clip.ChangedAt),
            Listed = TimelineItem.ListedAs(clip.Wish.Agency, clip.Id.Timeline),
            ClipOf = PlaceOf(clip.Wish.Incident, $"{SortableTime.Of(clip.RequestedAt)}|{clip.Id}"),
            ClipDueAt = write.DueAt is { } dueAt ? SortableTime.Of(dueAt) : null,
            Head = clip,
            Texts = write.Stored.Texts,
        };
    }

    /// <summary>A place among the clips of an incident.</summary>
    public static string PlaceOf(IncidentId incident, string rest) => $"{incident}|{rest}";

    /// <summary>What was stored.</summary>
    public StoredClip ToStored() => new(Head, Texts);
}
