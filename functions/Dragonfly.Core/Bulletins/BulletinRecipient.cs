using System.Text.Json.Serialization;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Bulletins;

/// <summary>How far a bulletin came with one unit.</summary>
/// <param name="Unit">What radio calls it.</param>
/// <param name="Pushes">How often it was sent since the sender last asked for it.</param>
/// <param name="PushedAt">When it was last sent.</param>
/// <param name="ReceivedAt">When a device of the unit first said that it has it; null until then.</param>
/// <param name="AcknowledgedAt">When somebody of the unit said that he has seen it; null until then.</param>
/// <param name="IsUndelivered">It was sent as often as it is, and no device has it.</param>
public sealed record BulletinRecipient(
    string Unit, int Pushes, DateTimeOffset PushedAt, DateTimeOffset? ReceivedAt = null, DateTimeOffset? AcknowledgedAt = null, bool IsUndelivered = false)
{
    /// <summary>How far it is.</summary>
    [JsonIgnore]
    public BulletinDelivery State => this switch
    {
        { AcknowledgedAt: not null } => BulletinDelivery.Acknowledged,
        { ReceivedAt: not null } => BulletinDelivery.Delivered,
        { IsUndelivered: true } => BulletinDelivery.Undelivered,
        _ => BulletinDelivery.Pending,
    };

    /// <summary>When it is sent again unless a device has it by then, or given up; null when there is nothing to wait for.</summary>
    [JsonIgnore]
    public DateTimeOffset? DueAt => State is BulletinDelivery.Pending ? PushedAt + BulletinRules.WaitAfter(Pushes) : null;
}

/// <summary>How far a bulletin is with a unit.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<BulletinDelivery>))]
public enum BulletinDelivery
{
    /// <summary>Sent; no device has said that it has it.</summary>
    Pending,

    /// <summary>A device has it.</summary>
    Delivered,

    /// <summary>Somebody has seen it.</summary>
    Acknowledged,

    /// <summary>Sent again and again, and no device has it. A device that connects gets it all the same.</summary>
    Undelivered,
}
