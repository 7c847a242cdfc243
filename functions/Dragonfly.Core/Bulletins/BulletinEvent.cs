using System.Collections.Immutable;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Core.Bulletins;

/// <summary>Something that was decided about an incident's bulletins. What they say is not in the log; its digest is.</summary>
public abstract record BulletinEvent : IncidentEvent;

/// <summary>A picture was sent to units.</summary>
/// <param name="Bulletin">The new bulletin.</param>
/// <param name="Clip">The picture.</param>
/// <param name="Units">The units it is for.</param>
/// <param name="SentBy">Opaque id of the sender.</param>
/// <param name="TextDigest">SHA-256 of what it says, as canonical JSON (RFC 8785), lower-case hexadecimal.</param>
public sealed record BulletinSent(BulletinId Bulletin, ClipId Clip, ImmutableArray<string> Units, string SentBy, string TextDigest) : BulletinEvent;

/// <summary>A device of a unit has it.</summary>
public sealed record BulletinReceived(BulletinId Bulletin, string Unit) : BulletinEvent;

/// <summary>Somebody of a unit has seen it.</summary>
public sealed record BulletinAcknowledged(BulletinId Bulletin, string Unit) : BulletinEvent;

/// <summary>It is sent again.</summary>
/// <param name="Bulletin">The bulletin.</param>
/// <param name="Units">To whom.</param>
/// <param name="By">Opaque id of who asked for it; null when no device had it and it was time.</param>
public sealed record BulletinResent(BulletinId Bulletin, ImmutableArray<string> Units, string? By = null) : BulletinEvent;

/// <summary>No device of these units has it, and it is not sent again by itself.</summary>
public sealed record BulletinUndelivered(BulletinId Bulletin, ImmutableArray<string> Units) : BulletinEvent;

/// <summary>It was taken back.</summary>
/// <param name="Bulletin">The bulletin.</param>
/// <param name="By">Opaque id of who took it back.</param>
/// <param name="Reason">Why.</param>
public sealed record BulletinRecalled(BulletinId Bulletin, string By, string? Reason) : BulletinEvent;

/// <summary>The incident has been over for so long that these stand no longer.</summary>
public sealed record BulletinsExpired(ImmutableArray<BulletinId> Bulletins) : BulletinEvent;
