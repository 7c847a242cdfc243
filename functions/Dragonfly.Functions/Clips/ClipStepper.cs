using System.Diagnostics;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Incidents;
using Dragonfly.Functions.Unlocks;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Clips;

/// <summary>
/// Brings clips as far as they can be brought: asks the video system, takes what comes, reads it, keeps holds, deletes. Like an incident's Step it says what it is about to do before it does it, and is
/// safe to run twice at once; what it does twice changes nothing.
/// </summary>
public sealed partial class ClipStepper(
    IClipRecords records, IClipStore files, IRegistry registry, ClipWriter writer, VideoDoor video, RticAnnouncer rtic, CallLimits limits, TimeProvider clock, ILogger<ClipStepper> log) : IClipArrivals
{
    private const int MostRounds = 10;

    // A video system may take its time for an hour of video; the link opens nothing but the one file that it is for.
    private static readonly TimeSpan LinkLife = TimeSpan.FromHours(2);

    /// <summary>Brings a clip as far as it can be brought now.</summary>
    /// <exception cref="StoreUnavailableException">A store did not answer; nothing is lost, step again.</exception>
    public async Task StepAsync(ClipId id, Origin origin)
    {
        if (await records.ReadAsync(id, CancellationToken.None) is { } head) await StepAsync(head, origin);
    }

    /// <summary>Brings a clip as far as it can be brought now.</summary>
    /// <returns>The clip as it then is.</returns>
    /// <exception cref="StoreUnavailableException">A store did not answer; nothing is lost, step again.</exception>
    public async Task<StoredClip> StepAsync(StoredClip head, Origin origin)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var before = head.Clip.Version;
            head = ClipPlan.For(head.Clip, clock.GetUtcNow()).Due switch
            {
                ClipAction.None => head,
                ClipAction.Export => await ExportAsync(head, origin),
                ClipAction.Look => await LookAsync(head, origin),
                ClipAction.Verify => await VerifyAsync(head, origin),
                ClipAction.KeepHold => await KeepHoldAsync(head, origin),
                ClipAction.Expire => (await writer.WriteAsync(head, origin, draft => draft.Decide(new ExpireClip()))).Result,
                ClipAction.Delete => await DeleteAsync(head, origin),
                var action => throw new UnreachableException(action.ToString()),
            };
            if (head.Clip.Version == before) break;
        }

        return head;
    }

    /// <inheritdoc/>
    public async Task ArriveAsync(ClipBlob blob, Origin origin)
    {
        if (await records.ReadAsync(blob.Clip, CancellationToken.None) is { } head && await files.FindAsync(blob, CancellationToken.None) is { } file)
            await StepAsync(await ReceiveAsync(head, file, origin), origin); // A file of no clip may be a still that is being kept; if it stays one, the daily sweep deletes it.
    }

    private async Task<StoredClip> ExportAsync(StoredClip head, Origin origin)
    {
        var started = await writer.WriteAsync(head, origin, draft => draft.Decide(new StartExport()));
        if (started.IsEmpty || started.Clip.State is not ClipState.Exporting) return await TellAsync(started);
        var (clip, wish) = (started.Clip, started.Clip.Wish);

        // The owner's word is read again each time: stop means stop, for what was asked for before as well.
        var feed = (await registry.FindAsync([wish.Feed!.Value], CancellationToken.None)).FirstOrDefault();
        if (Recordings.WhyStopped(wish.Agency, wish.CallType, feed, clock.GetUtcNow()) is { } stopped) return await FailAsync(started.Result, stopped, origin, isFinal: true);
        try
        {
            var target = await files.LinkToWriteAsync(clip.Blob, clock.GetUtcNow() + LinkLife, CancellationToken.None);
            using var timeout = new CancellationTokenSource(limits.Video, clock);
            await video.StartExportAsync(wish.Feed.Value, wish.Grant!.Value, ExportOf(clip), wish.From!.Value, wish.To!.Value, target, timeout.Token).WaitAsync(timeout.Token);
            return started.Result;
        }
        catch (VideoSystemException e)
        {
            LogNotExported(clip.Id, clip.Attempt, e.Code, e);
            return await FailAsync(started.Result, e.Code, origin, isFinal: e is UnlawfulFeedException || e.Code is "refused");
        }
        catch (OperationCanceledException)
        {
            return started.Result; // Nobody knows what came of it: the file will, or a look.
        }
    }

    private async Task<StoredClip> LookAsync(StoredClip head, Origin origin)
    {
        var clip = head.Clip;
        if (await files.FindAsync(clip.Blob, CancellationToken.None) is { } file) return await ReceiveAsync(head, file, origin);
        try
        {
            using var timeout = new CancellationTokenSource(limits.Video, clock);
            var export = await video.ReadExportAsync(clip.Wish.Feed!.Value, ExportOf(clip), timeout.Token).WaitAsync(timeout.Token);
            if (export.State is ExportState.Running && clock.GetUtcNow() < clip.RetryAt + LinkLife) return head;
            return await FailAsync(head, export.State is ExportState.Failed ? export.Reason ?? "exportFailed" : "notUploaded", origin);
        }
        catch (VideoSystemException e) when (e.Code is "refused")
        {
            return await FailAsync(head, "exportUnknown", origin);
        }
        catch (Exception e) when (e is VideoSystemException or OperationCanceledException)
        {
            return head;
        }
    }

    // Who notes that a file has come reads it. When that process dies, another reads it when the claim is over.
    private async Task<StoredClip> ReceiveAsync(StoredClip head, ClipFile file, Origin origin)
    {
        var received = await writer.WriteAsync(head, origin, draft => draft.Decide(new ReceiveFile(file)));
        return received.IsEmpty ? received.Result : await VerifyAsync(received.Result, origin);
    }

    private async Task<StoredClip> VerifyAsync(StoredClip head, Origin origin)
    {
        var (clip, claimed) = (head.Clip, head.Clip.Content!);
        try
        {
            await using var stream = await files.OpenAsync(clip.Blob, 0, CancellationToken.None) ?? Stream.Null;
            var (content, fault) = await ClipInspection.ReadAsync(stream, CancellationToken.None);
            fault ??= ClipCheck.FaultIn(clip.Wish, claimed.ContentType, claimed.Length, content);
            return await TellAsync(await writer.WriteAsync(head, origin, draft => draft.Decide(new FinishFile(clip.Attempt, content, fault))));
        }
        catch (IOException e)
        {
            LogNotRead(clip.Id, e);
            return head;
        }
    }

    private async Task<StoredClip> KeepHoldAsync(StoredClip head, Origin origin)
    {
        var held = head.Clip.Hold is not null;
        if (!await files.HoldAsync(head.Clip.Blob, held, CancellationToken.None))
        {
            LogMissing(head.Clip.Blob);
            return head;
        }

        return (await writer.WriteAsync(head, origin, draft => draft.Decide(new KeepHold(held)))).Result;
    }

    // The files of tries that came to nothing go as well. What somebody holds in the store itself stays, and is tried again.
    private async Task<StoredClip> DeleteAsync(StoredClip head, Origin origin)
    {
        try
        {
            for (var attempt = 1; attempt <= head.Clip.Attempt; attempt++) await files.DeleteAsync(new(head.Clip.Id, attempt), CancellationToken.None);
        }
        catch (ClipHeldException e)
        {
            LogHeldElsewhere(head.Clip.Id, e);
            return head;
        }

        Telemetry.ClipsDeleted.Add(1);
        return (await writer.WriteAsync(head, origin, draft => draft.Decide(new FinishExpiry()))).Result;
    }

    private async Task<StoredClip> FailAsync(StoredClip head, string code, Origin origin, bool isFinal = false) =>
        await TellAsync(await writer.WriteAsync(head, origin, draft => draft.Decide(new FailExport(head.Clip.Attempt, code, isFinal))));

    private async Task<StoredClip> TellAsync(ClipDraft written)
    {
        var (clip, code) = (written.Clip, written.Clip.State switch
        {
            ClipState.Available => NoticeCode.ClipAvailable,
            ClipState.Failed or ClipState.Quarantined => NoticeCode.ClipFailed,
            _ => null,
        });
        if (code is null || written.IsEmpty) return written.Result;
        if (code is NoticeCode.ClipFailed) Telemetry.ClipsFailed.Add(1, new KeyValuePair<string, object?>("code", clip.Failure));
        LogDone(clip.Id, clip.State, clip.Failure);
        await rtic.NotifyAsync(clip.Wish.Agency, new(code, clip.ChangedAt, clip.Wish.Incident, Clip: clip.Id));
        return written.Result;
    }

    private static ExportId ExportOf(Clip clip) => ExportId.Of(clip.Wish.Grant!.Value, clip.Blob.ToString());

    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "clip {Clip}, attempt {Attempt}: the video system does not export it: {Code}")]
    private partial void LogNotExported(ClipId clip, int attempt, string code, Exception e);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "clip {Clip}: its file broke off as it was read; it will be read again")]
    private partial void LogNotRead(ClipId clip, Exception e);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Error, Message = "{File} is on record and not in the store")]
    private partial void LogMissing(ClipBlob file);

    [LoggerMessage(EventId = 1104, Level = LogLevel.Error, Message = "clip {Clip} is over, and held in the store by somebody else: it stays until that hold ends")]
    private partial void LogHeldElsewhere(ClipId clip, Exception e);

    [LoggerMessage(EventId = 1105, Level = LogLevel.Information, Message = "clip {Clip}: {State} {Failure}")]
    private partial void LogDone(ClipId clip, ClipState state, string? failure);
}
