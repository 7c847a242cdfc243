using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Clips;

/// <summary>Gives a clip out as a package of evidence, which verifies on a machine without us.</summary>
public sealed class PackageFunction(ClipAccess clips, ClipWriter writer, ITimelines timelines, IClipStore files, ICheckpointSigner signer, TimeProvider clock)
{
    private const int MostBytes = 16_384;
    private const int PageSize = 1_000;

    /// <summary>A ZIP of the file, a manifest and its signature, streamed. That it was given out is the last link of the chain of custody in it.</summary>
    [Function(nameof(PackageClip))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor)]
    [Limit(12, 6)]
    public async Task<IResult> PackageClip([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "clips/{clipId}/packages")] HttpRequest request, string clipId)
    {
        var caller = Caller.Of(request);
        var stored = await clips.ReadAsync(clipId, caller, request.HttpContext.RequestAborted);
        using var body = await JsonBody.ReadAsync(request, MostBytes);
        var reason = Fields.Read(body.RootElement, fields =>
        {
            fields.KnowsOnly("reason");
            return fields.Text("reason", 200, required: true)!;
        });
        var key = await signer.CurrentKeyAsync(CancellationToken.None); // Before anything is on record: without a key there is no package.
        string? refusal = null;
        var written = await writer.WriteAsync(stored, caller.Origin(nameof(PackageClip)), draft => refusal = draft.Decide(new PackageClip(reason)));
        if (refusal is not null) throw ClipAccess.Refused(refusal);

        var clip = written.Clip;
        var media = new PackagedMedia(MediaNames.FileOf(clip), clip.Content!.ContentType, clip.Content.Length, clip.Content.Sha256!);
        var manifest = new EvidenceManifest(1, clock.GetUtcNow(), caller.Id, media, clip, await ConsentAsync(clip.Wish), await CustodyAsync(clip), key.KeyId, key.Algorithm);
        return await EvidencePackage.OfAsync(manifest, key, signer, cancellation => files.OpenAsync(clip.Blob, 0, cancellation));
    }

    private async Task<PackagedConsent?> ConsentAsync(ClipWish wish)
    {
        if (wish is not { Partner: { } partner, ConsentVersion: { } version }) return null;
        return await timelines.ReadAsync(Partner.TimelineOf(partner), version - 1, 1, CancellationToken.None) is [var entry] ? new(Partner.TimelineOf(partner), entry) : null;
    }

    private async Task<ImmutableArray<Entry>> CustodyAsync(Clip clip)
    {
        var entries = ImmutableArray.CreateBuilder<Entry>();
        while (entries.Count < clip.Version && await timelines.ReadAsync(clip.Id.Timeline, entries.Count, PageSize, CancellationToken.None) is { IsEmpty: false } page)
            entries.AddRange(page.Where(entry => entry.Sequence <= clip.Version));
        return entries.DrainToImmutable();
    }
}
