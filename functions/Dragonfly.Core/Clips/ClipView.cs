using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Clips;

/// <summary>A clip as the RTIC sees it.</summary>
/// <param name="ClipId">Its id.</param>
/// <param name="IncidentId">The incident it is of.</param>
/// <param name="Kind">What it is.</param>
/// <param name="State">How far it is.</param>
/// <param name="Version">Greater with each change.</param>
/// <param name="GrantId">The grant it was taken under; absent for an image.</param>
/// <param name="FeedId">The feed; absent for an image.</param>
/// <param name="From">Where a recording begins; when a still was taken.</param>
/// <param name="To">Where a recording ends.</param>
/// <param name="RequestedBy">Opaque id of who wanted it; absent when the unlock policy did.</param>
/// <param name="Reason">Why.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="Content">Its file, once there is one.</param>
/// <param name="Failure">The code of what went wrong last, or why it is quarantined.</param>
/// <param name="ExpiresAt">When it is deleted unless it is held.</param>
/// <param name="Hold">Who holds it and why.</param>
/// <param name="DeletedAt">When it was deleted.</param>
public sealed record ClipView(
    ClipId ClipId,
    IncidentId IncidentId,
    ClipKind Kind,
    ClipState State,
    long Version,
    GrantId? GrantId,
    FeedId? FeedId,
    DateTimeOffset? From,
    DateTimeOffset? To,
    string? RequestedBy,
    string Reason,
    DateTimeOffset RequestedAt,
    ClipContent? Content,
    string? Failure,
    DateTimeOffset? ExpiresAt,
    ClipHold? Hold,
    DateTimeOffset? DeletedAt)
{
    /// <summary>The view of a clip.</summary>
    public static ClipView Of(Clip clip) => new(
        clip.Id,
        clip.Wish.Incident,
        clip.Wish.Kind,
        clip.State,
        clip.Version,
        clip.Wish.Grant,
        clip.Wish.Feed,
        clip.Wish.From,
        clip.Wish.To,
        clip.Wish.RequestedBy,
        clip.Wish.Reason,
        clip.RequestedAt,
        clip.Content,
        clip.Failure,
        clip.ExpiresAt,
        clip.Hold,
        clip.DeletedAt);
}
