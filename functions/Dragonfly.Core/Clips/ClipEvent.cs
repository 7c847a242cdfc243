using System.Collections.Immutable;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Bulletins;

namespace Dragonfly.Core.Clips;

/// <summary>A link in a clip's chain of custody. Opaque ids and codes; the one free text is the reason that somebody gives.</summary>
public abstract record ClipEvent : TimelineEvent;

/// <summary>The clip is wanted.</summary>
public sealed record ClipBegan(ClipWish Wish) : ClipEvent;

/// <summary>The video system is about to be asked to make it and to send it to the store.</summary>
public sealed record ClipExportStarted(int Attempt) : ClipEvent;

/// <summary>That came to nothing, by the code of why; it will be tried again.</summary>
public sealed record ClipExportFailed(int Attempt, string Code) : ClipEvent;

/// <summary>There will be no clip, by the code of why.</summary>
public sealed record ClipGivenUp(string Code) : ClipEvent;

/// <summary>A file of this try is in the store.</summary>
/// <param name="Attempt">The try.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="ContentType">What whoever wrote it says it is.</param>
/// <param name="ReceivedAt">When it was whole, by the store's clock.</param>
public sealed record ClipUploaded(int Attempt, long Length, string ContentType, DateTimeOffset ReceivedAt) : ClipEvent;

/// <summary>It was read to its end, and is what was asked for.</summary>
/// <param name="Content">What it is.</param>
/// <param name="ExpiresAt">When it is deleted unless it is held.</param>
public sealed record ClipVerified(ClipContent Content, DateTimeOffset ExpiresAt) : ClipEvent;

/// <summary>It is not what was asked for, by the code of why. It stays in the store and is shown to nobody.</summary>
/// <param name="Code">Why.</param>
/// <param name="Content">What it is; null when it was not read.</param>
public sealed record ClipQuarantined(string Code, ClipContent? Content) : ClipEvent;

/// <summary>Somebody got a link by which it can be read until then.</summary>
/// <param name="Purpose"><c>view</c> or <c>download</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">When the link ends.</param>
/// <param name="Bulletin">The bulletin that it was got by; null when by none.</param>
public sealed record ClipLinked(string Purpose, string Reason, DateTimeOffset Until, BulletinId? Bulletin = null) : ClipEvent;

/// <summary>It was sent to units.</summary>
/// <param name="Bulletin">The bulletin that it is the picture of.</param>
/// <param name="Units">The units.</param>
/// <param name="TextDigest">SHA-256 of what the bulletin says, as canonical JSON (RFC 8785), lower-case hexadecimal.</param>
public sealed record ClipShared(BulletinId Bulletin, ImmutableArray<string> Units, string TextDigest) : ClipEvent;

/// <summary>It was given out as a package of evidence.</summary>
public sealed record ClipPackaged(string Reason) : ClipEvent;

/// <summary>A supervisor holds it for a case.</summary>
public sealed record ClipHeld(string CaseNumber, string Reason) : ClipEvent;

/// <summary>It is held no longer.</summary>
public sealed record ClipReleased(string Reason) : ClipEvent;

/// <summary>The store has been told whether to hold it.</summary>
public sealed record ClipHoldKept(bool Held) : ClipEvent;

/// <summary>Its time is over: from here on nothing reads it, and it is about to be deleted.</summary>
public sealed record ClipExpiring : ClipEvent;

/// <summary>It is gone. What it was stays on record by its hash.</summary>
/// <param name="Sha256">The hash; null when it never was read.</param>
public sealed record ClipDeleted(string? Sha256) : ClipEvent;

/// <summary>Something was asked of it and refused.</summary>
/// <param name="Command">What was asked.</param>
/// <param name="Code">The code of why not.</param>
public sealed record ClipRefused(string Command, string Code) : ClipEvent;
