using System.Collections.Immutable;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Core.Bulletins;

/// <summary>Something that is asked of an incident's bulletins.</summary>
public abstract record BulletinCommand : IncidentCommand;

/// <summary>Send a picture to units. The same again is its repetition.</summary>
/// <param name="Bulletin">The new bulletin's id.</param>
/// <param name="Clip">The picture.</param>
/// <param name="Units">The units; one that is named twice gets it once.</param>
/// <param name="SentBy">Opaque id of the sender.</param>
/// <param name="TextDigest">Digest of what it says.</param>
public sealed record SendBulletin(BulletinId Bulletin, ClipId Clip, ImmutableArray<string> Units, string SentBy, string TextDigest) : BulletinCommand;

/// <summary>A device of a unit says that it has it.</summary>
public sealed record ReceiveBulletin(BulletinId Bulletin, string Unit) : BulletinCommand;

/// <summary>Somebody of a unit says that he has seen it.</summary>
public sealed record AcknowledgeBulletin(BulletinId Bulletin, string Unit) : BulletinCommand;

/// <summary>Send it again.</summary>
/// <param name="Bulletin">The bulletin.</param>
/// <param name="Units">To whom; empty for all of its units that have not acknowledged it.</param>
/// <param name="By">Opaque id of who asks.</param>
public sealed record ResendBulletin(BulletinId Bulletin, ImmutableArray<string> Units, string By) : BulletinCommand;

/// <summary>Take it back. The same again changes nothing.</summary>
public sealed record RecallBulletin(BulletinId Bulletin, string By, string? Reason) : BulletinCommand;

/// <summary>Notice what time did: what must be sent again, is given up, or stands no longer.</summary>
public sealed record TendBulletins : BulletinCommand;
