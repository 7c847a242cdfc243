using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Dragonfly.Core.Clips;

namespace Dragonfly.Core.Bulletins;

/// <summary>A picture that was sent to units, and how far it came. What it says of the picture is kept with the clip; see <see cref="BulletinText"/>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Clip">The picture.</param>
/// <param name="SentBy">Opaque id of the sender.</param>
/// <param name="SentAt">When.</param>
/// <param name="TextDigest">Digest of what it says.</param>
/// <param name="Recipients">The units it is for, each once.</param>
/// <param name="EndedAt">Since when it stands no longer; null while it does.</param>
/// <param name="EndReason"><c>recalled</c> or <c>expired</c>; null while it stands.</param>
public sealed record Bulletin(
    BulletinId Id,
    ClipId Clip,
    string SentBy,
    DateTimeOffset SentAt,
    string TextDigest,
    ImmutableArray<BulletinRecipient> Recipients,
    DateTimeOffset? EndedAt = null,
    string? EndReason = null)
{
    /// <summary>Whether units are to see it.</summary>
    [JsonIgnore]
    public bool Stands => EndedAt is null;

    /// <summary>How far it came with a unit; null when it is not for that unit.</summary>
    public BulletinRecipient? For(string unit) => Recipients.FirstOrDefault(recipient => recipient.Unit == unit);
}
