using System.Collections.Immutable;
using Dragonfly.Core.Bulletins;

namespace Dragonfly.Core.Clips;

/// <summary>Something that is asked of a clip. Whatever the decision needs to know comes with it.</summary>
public abstract record ClipCommand;

/// <summary>Want a clip. That makes it; the same again changes nothing.</summary>
public sealed record BeginClip(ClipWish Wish) : ClipCommand;

/// <summary>Ask the video system, before it is asked.</summary>
public sealed record StartExport : ClipCommand;

/// <summary>That came to nothing.</summary>
/// <param name="Attempt">The try.</param>
/// <param name="Code">Why.</param>
/// <param name="IsFinal">Whether another try would come to nothing as well.</param>
public sealed record FailExport(int Attempt, string Code, bool IsFinal = false) : ClipCommand;

/// <summary>A file is in the store.</summary>
public sealed record ReceiveFile(ClipFile File) : ClipCommand;

/// <summary>A picture that we put into the store ourselves, and so know.</summary>
public sealed record KeepPicture(ClipFile File, ClipContent Content) : ClipCommand;

/// <summary>The file was read to its end.</summary>
/// <param name="Attempt">The try that it is of.</param>
/// <param name="Content">What it is.</param>
/// <param name="Fault">Why it is not what was asked for; null when it is.</param>
public sealed record FinishFile(int Attempt, ClipContent Content, string? Fault) : ClipCommand;

/// <summary>Read it.</summary>
public sealed record LinkClip(string Purpose, string Reason, DateTimeOffset Until, BulletinId? Bulletin = null) : ClipCommand;

/// <summary>Send it to units.</summary>
public sealed record ShareClip(BulletinId Bulletin, ImmutableArray<string> Units, BulletinText Text) : ClipCommand;

/// <summary>Give it out as a package.</summary>
public sealed record PackageClip(string Reason) : ClipCommand;

/// <summary>Hold it for a case.</summary>
public sealed record HoldClip(string CaseNumber, string Reason, string By) : ClipCommand;

/// <summary>Hold it no longer.</summary>
public sealed record ReleaseClip(string Reason) : ClipCommand;

/// <summary>The store was told.</summary>
public sealed record KeepHold(bool Held) : ClipCommand;

/// <summary>Its time may be over.</summary>
public sealed record ExpireClip : ClipCommand;

/// <summary>It is gone from the store.</summary>
public sealed record FinishExpiry : ClipCommand;
