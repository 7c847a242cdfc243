using Dragonfly.Core.Incidents;

namespace Dragonfly.Core.Bulletins;

/// <summary>A bulletin as a unit sees it.</summary>
/// <param name="BulletinId">Its id.</param>
/// <param name="Number">The agency's number for the incident.</param>
/// <param name="CallType">Registry code of the incident; absent when CAD never said.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="Subject">What the picture is of; absent, like all that it says, once the picture is deleted.</param>
/// <param name="Caption">In the sender's words.</param>
/// <param name="Plate">A vehicle's plate.</param>
/// <param name="Direction">Which way it went.</param>
/// <param name="Picture">Where the picture is; absent once it is deleted.</param>
/// <param name="ReceivedAt">When a device of the unit had it; absent until then.</param>
/// <param name="AcknowledgedAt">When somebody of the unit had seen it; absent until then.</param>
public sealed record UnitBulletin(
    BulletinId BulletinId,
    string Number,
    string? CallType,
    DateTimeOffset SentAt,
    BulletinSubject? Subject,
    string? Caption,
    string? Plate,
    string? Direction,
    BulletinPicture? Picture,
    DateTimeOffset? ReceivedAt,
    DateTimeOffset? AcknowledgedAt)
{
    /// <summary>What one of its units sees of a bulletin.</summary>
    public static UnitBulletin Of(Incident incident, Bulletin bulletin, BulletinRecipient unit, BulletinText? text, BulletinPicture? picture) => new(
        bulletin.Id,
        incident.Number,
        incident.CallType,
        bulletin.SentAt,
        text?.Subject,
        text?.Caption,
        text?.Plate,
        text?.Direction,
        picture,
        unit.ReceivedAt,
        unit.AcknowledgedAt);
}

/// <summary>Where a bulletin's picture is.</summary>
/// <param name="Url">A link to it and to nothing else.</param>
/// <param name="ContentType">What it is by its content.</param>
/// <param name="Sha256">Of its file, lower-case hexadecimal.</param>
/// <param name="ExpiresAt">When the link ends; the bulletin is to be read again for another.</param>
public sealed record BulletinPicture(string Url, string ContentType, string? Sha256, DateTimeOffset ExpiresAt);

/// <summary>A bulletin that stands no longer: a device forgets it, picture and all.</summary>
/// <param name="BulletinId">Which.</param>
/// <param name="Reason"><c>recalled</c> or <c>expired</c>.</param>
public sealed record RecalledBulletin(BulletinId BulletinId, string Reason);
