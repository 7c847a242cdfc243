using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Clips;
using Dragonfly.Functions.Http;

namespace Dragonfly.Functions.Bulletins;

/// <summary>The pictures of bulletins: clips, on whose chain of custody it is that they were sent, and that somebody got a link.</summary>
public sealed class BulletinClips(IClipRecords records, IClipStore files, ClipWriter writer, TimeProvider clock)
{
    private const string Reason = "bulletin";

    /// <summary>The id of an image that is attached to a bulletin: the same of the same, so that what is sent twice is kept once.</summary>
    public static ClipId IdOf(BulletinId bulletin, ReadOnlySpan<byte> image) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{bulletin}\n{Convert.ToHexStringLower(SHA256.HashData(image))}")).AsSpan(0, 16)));

    /// <summary>Puts on record that a picture goes to units, with what is said of it and the link that they get.</summary>
    /// <param name="incident">The incident, whose picture it must be.</param>
    /// <param name="bulletin">The bulletin.</param>
    /// <param name="units">The units.</param>
    /// <param name="draft">What is said, and the image if one is attached.</param>
    /// <param name="origin">Who sends it.</param>
    /// <exception cref="ProblemException">422: there is no such picture, or it may not be looked at.</exception>
    public async Task<SharedPicture> ShareAsync(Incident incident, SendBulletin bulletin, ImmutableArray<string> units, BulletinRequest draft, Origin origin)
    {
        var id = bulletin.Clip;
        if (draft.Image is { } picture) await files.TryCreateAsync(new(id, 1), picture.Content, picture.ContentType, CancellationToken.None);
        var until = clock.GetUtcNow() + BulletinRules.LinkLife;
        string? refusal = null;
        var head = await records.ReadAsync(id, CancellationToken.None) ?? StoredClip.Unwanted(id);
        var shared = await writer.WriteAsync(head, origin, clip =>
        {
            if (draft.Image is { } image) Keep(clip, incident, image, origin);
            refusal = clip.Clip.Wish is not { Kind: ClipKind.Still or ClipKind.Image } || clip.Clip.Wish.Incident != incident.Id || clip.Clip.Version == 0 ? "unknownClip" : null;
            if (refusal is not null) return;
            refusal = clip.Decide(new ShareClip(bulletin.Bulletin, units, draft.Text));
            if (refusal is null) clip.Decide(new LinkClip("view", Reason, until, bulletin.Bulletin));
        });
        return refusal is null ? new(bulletin.Bulletin, shared.Result, until) : throw new ProblemException(Problem.Invalid([FaultOf(refusal)]) with { IsOnRecord = refusal is not "unknownClip" });
    }

    /// <summary>What a bulletin says, and a new link to its picture if that can still be looked at.</summary>
    public async Task<(BulletinText? Text, BulletinPicture? Picture)> LinkAsync(Bulletin bulletin, Origin origin)
    {
        if (await records.ReadAsync(bulletin.Clip, CancellationToken.None) is not { } head) return (null, null);
        var text = head.Texts.GetValueOrDefault(bulletin.Id);
        if (!head.Clip.IsViewable) return (text, null);
        var until = clock.GetUtcNow() + BulletinRules.LinkLife;
        string? refusal = null;
        var linked = await writer.WriteAsync(head, origin, clip => refusal = clip.Decide(new LinkClip("view", Reason, until, bulletin.Id)));
        return refusal is null ? await PictureOfAsync(new(bulletin.Id, linked.Result, until)) : (text, null);
    }

    /// <summary>The same of one that was just shared, whose link is on record.</summary>
    public async Task<(BulletinText? Text, BulletinPicture? Picture)> PictureOfAsync(SharedPicture shared)
    {
        var (clip, texts) = shared.Stored;
        var url = await files.LinkToReadAsync(clip.Blob, shared.Until, null, CancellationToken.None);
        return (texts.GetValueOrDefault(shared.Bulletin), new(url.AbsoluteUri, clip.Content!.ContentType, clip.Content.Sha256, shared.Until));
    }

    // The file is in the store before the clip is on record: what is on record can be looked at.
    private static void Keep(ClipDraft clip, Incident incident, Core.Bulletins.Images.CleanPicture image, Origin origin)
    {
        clip.Decide(new BeginClip(new(
            ClipKind.Image,
            incident.Agency,
            incident.Id,
            null,
            null,
            null,
            null,
            incident.PolicyVersion,
            incident.CallType,
            null,
            null,
            origin.Actor,
            Reason,
            incident.Rule?.RetentionDays ?? UnlockRule.UsualRetentionDays)));
        var content = new ClipContent(image.Content.Length, image.ContentType, Convert.ToHexStringLower(SHA256.HashData(image.Content.Span)));
        clip.Decide(new KeepPicture(new(new(clip.Clip.Id, 1), image.Content.Length, image.ContentType, clip.Now, Held: false), content));
    }

    private static FieldError FaultOf(string code) => new("$.clipId", code, code is "unknownClip" ? "is no still or image of the incident" : $"may not be looked at: {code}");
}

/// <summary>A picture that is on record as sent, and the link that is on record as given.</summary>
/// <param name="Bulletin">The bulletin.</param>
/// <param name="Stored">The clip.</param>
/// <param name="Until">When the link ends.</param>
public sealed record SharedPicture(BulletinId Bulletin, StoredClip Stored, DateTimeOffset Until);
