using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Bulletins;

/// <summary>A bulletin as the RTIC sees it: who has it, and who has seen it.</summary>
/// <param name="BulletinId">Its id.</param>
/// <param name="ClipId">The picture.</param>
/// <param name="SentBy">Opaque id of the sender.</param>
/// <param name="SentAt">When.</param>
/// <param name="State">Whether it stands.</param>
/// <param name="EndedAt">Since when it stands no longer; absent while it does.</param>
/// <param name="Units">The units that it was sent to.</param>
/// <param name="Text">What it says; absent in an incident's view, and once the picture is deleted.</param>
public sealed record BulletinView(
    BulletinId BulletinId,
    ClipId ClipId,
    string SentBy,
    DateTimeOffset SentAt,
    BulletinStanding State,
    DateTimeOffset? EndedAt,
    ImmutableArray<BulletinUnitView> Units,
    BulletinText? Text = null)
{
    /// <summary>The view of a bulletin, without what it says.</summary>
    public static BulletinView Of(Bulletin bulletin) => new(
        bulletin.Id,
        bulletin.Clip,
        bulletin.SentBy,
        bulletin.SentAt,
        bulletin.EndReason switch { null => BulletinStanding.Standing, "recalled" => BulletinStanding.Recalled, _ => BulletinStanding.Expired },
        bulletin.EndedAt,
        [.. bulletin.Recipients.Select(unit => new BulletinUnitView(unit.Unit, unit.State, unit.PushedAt, unit.ReceivedAt, unit.AcknowledgedAt))]);
}

/// <summary>One unit's part of a bulletin.</summary>
/// <param name="Unit">What radio calls it.</param>
/// <param name="State">How far it is.</param>
/// <param name="PushedAt">When it was last sent.</param>
/// <param name="ReceivedAt">When a device had it; absent until then.</param>
/// <param name="AcknowledgedAt">When somebody had seen it; absent until then.</param>
public sealed record BulletinUnitView(string Unit, BulletinDelivery State, DateTimeOffset PushedAt, DateTimeOffset? ReceivedAt, DateTimeOffset? AcknowledgedAt);

/// <summary>Whether a bulletin stands.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<BulletinStanding>))]
public enum BulletinStanding
{
    /// <summary>Units see it.</summary>
    Standing,

    /// <summary>It was taken back.</summary>
    Recalled,

    /// <summary>Its incident has been over for long enough.</summary>
    Expired,
}
