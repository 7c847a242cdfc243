using System.Collections.Immutable;
using Dragonfly.Core.Audit;

namespace Dragonfly.Core.Clips;

/// <summary>What a package of evidence says of the file in it. The package is a ZIP of this, as <see cref="FileName"/>, its detached signature, and the file.</summary>
/// <param name="Version">Of this format: 1.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Opaque id of who had it made.</param>
/// <param name="Media">The file.</param>
/// <param name="Clip">What the clip is, and on which authority it was taken: the policy's version, the version of the owner's consent.</param>
/// <param name="Consent">The entry of the owner's timeline that the grant stood on; null for an image.</param>
/// <param name="Custody">The whole chain of custody, up to the making of this package.</param>
/// <param name="KeyId">The key that signed this.</param>
/// <param name="Algorithm">What it signed by: <c>ES256</c>.</param>
public sealed record EvidenceManifest(
    int Version, DateTimeOffset CreatedAt, string CreatedBy, PackagedMedia Media, Clip Clip, PackagedConsent? Consent, ImmutableArray<Entry> Custody, string KeyId, string Algorithm)
{
    /// <summary>What this is called in the package.</summary>
    public const string FileName = "manifest.json";

    /// <summary>What the signature over its bytes is called: base64 of the 64 bytes of r and s (IEEE P1363).</summary>
    public const string SignatureName = "manifest.json.sig";

    /// <summary>What tells a person how to verify it.</summary>
    public const string ReadMeName = "README.txt";

    /// <summary>What is wrong with what it says, by itself; none when nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (Version != 1) yield return $"the manifest has version {Version}, and this program knows 1";
        if (Chain.FaultIn(Custody) is { } fault) yield return $"the chain of custody is broken: {fault}";
        else if (Custody.Any(entry => entry.Event is not ClipEvent)) yield return "the chain of custody holds what is no part of one";
        else if (Clip.Unwanted(Clip.Id).Evolve(Custody) != Clip) yield return "the clip is not what its chain of custody says";
        else if (Custody is not [.., { Event: ClipPackaged }]) yield return "the chain of custody does not end with this package";
        if (Clip.Content is not { Sha256: { } sha256 } content || sha256 != Media.Sha256 || content.Length != Media.Length) yield return "the file is not the one that was verified when it arrived";
        if (Consent is { } consent && consent.Entry.Sequence != Clip.Wish.ConsentVersion) yield return "the consent is not the one that the grant stood on";
        if (Consent is { } stood && !Chain.IsWhole(stood.Entry)) yield return "the entry of the owner's consent was changed";
    }
}

/// <summary>The file in a package.</summary>
/// <param name="Name">What it is called there.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">Its hash, lower-case hexadecimal.</param>
public sealed record PackagedMedia(string Name, string ContentType, long Length, string Sha256);

/// <summary>The owner's word that a grant stood on.</summary>
/// <param name="Timeline">The owner's timeline.</param>
/// <param name="Entry">The entry.</param>
public sealed record PackagedConsent(TimelineId Timeline, Entry Entry);
