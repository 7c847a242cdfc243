using System.Diagnostics;

namespace Dragonfly.Core.Clips;

/// <summary>What came of a command: what happened, or why nothing did.</summary>
/// <param name="Events">What happened; none when there was nothing to do.</param>
/// <param name="Refusal">The code of why not; null when it was done.</param>
public readonly record struct ClipDecision(IReadOnlyList<ClipEvent> Events, string? Refusal)
{
    internal static ClipDecision Nothing { get; } = new([], null);

    internal static ClipDecision Of(params IReadOnlyList<ClipEvent> events) => new(events, null);

    internal static ClipDecision Refused(string code) => new([], code);
}

/// <summary>Every rule about clips. Pure. A file that comes late, twice or unasked for changes nothing: of each clip one try counts, the first that is what was asked for.</summary>
public static class ClipDecider
{
    /// <summary>Decides.</summary>
    public static ClipDecision Decide(Clip clip, ClipCommand command, DateTimeOffset now) => command switch
    {
        BeginClip c => clip.Version == 0 ? ClipDecision.Of(new ClipBegan(c.Wish)) : ClipDecision.Nothing,
        _ when clip.Version == 0 => throw new InvalidOperationException($"nobody has asked for clip {clip.Id}"),
        StartExport => ClipPlan.For(clip, now).Due is not ClipAction.Export ? ClipDecision.Nothing
            : clip.Attempt >= ClipPlan.MostAttempts ? ClipDecision.Of(new ClipGivenUp(clip.Failure ?? "notUploaded"))
            : ClipDecision.Of(new ClipExportStarted(clip.Attempt + 1)),
        FailExport c => clip.State is not ClipState.Exporting || c.Attempt != clip.Attempt ? ClipDecision.Nothing
            : c.IsFinal ? ClipDecision.Of(new ClipGivenUp(c.Code))
            : ClipDecision.Of(new ClipExportFailed(c.Attempt, c.Code)),
        ReceiveFile c => IsAwaited(clip, c.File.Blob) ? ClipDecision.Of(new ClipUploaded(c.File.Blob.Attempt, c.File.Length, c.File.ContentType, c.File.CreatedAt)) : ClipDecision.Nothing,
        KeepPicture c => clip is { State: ClipState.Requested, Wish.Kind: not ClipKind.Recording }
            ? ClipDecision.Of(
                new ClipUploaded(c.File.Blob.Attempt, c.File.Length, c.File.ContentType, c.File.CreatedAt), new ClipVerified(c.Content, now.AddDays(clip.Wish.RetentionDays)))
            : ClipDecision.Nothing,
        FinishFile c => clip.State is not ClipState.Uploaded || c.Attempt != clip.Attempt ? ClipDecision.Nothing
            : c.Fault is { } fault ? ClipDecision.Of(new ClipQuarantined(fault, c.Content))
            : ClipDecision.Of(new ClipVerified(c.Content, now.AddDays(clip.Wish.RetentionDays))),
        LinkClip c => Viewable(clip, () => new ClipLinked(c.Purpose, c.Reason, c.Until, c.Bulletin)),
        ShareClip c => Viewable(clip, () => new ClipShared(c.Bulletin, c.Units, c.Text.Digest())),
        PackageClip c => Viewable(clip, () => new ClipPackaged(c.Reason)),
        HoldClip c => clip.State is ClipState.Expiring or ClipState.Expired ? ClipDecision.Refused("clipExpired")
            : clip.State is ClipState.Failed ? ClipDecision.Refused("clipFailed")
            : clip.Hold is { } hold ? hold.CaseNumber == c.CaseNumber ? ClipDecision.Nothing : ClipDecision.Refused("alreadyHeld")
            : ClipDecision.Of(new ClipHeld(c.CaseNumber, c.Reason)),
        ReleaseClip c => clip.Hold is null ? ClipDecision.Refused("notHeld") : ClipDecision.Of(new ClipReleased(c.Reason)),
        KeepHold c => c.Held == clip.HeldInStore ? ClipDecision.Nothing : ClipDecision.Of(new ClipHoldKept(c.Held)),
        ExpireClip => ClipPlan.For(clip, now).Due is ClipAction.Expire ? ClipDecision.Of(new ClipExpiring()) : ClipDecision.Nothing,
        FinishExpiry => clip.State is ClipState.Expiring ? ClipDecision.Of(new ClipDeleted(clip.Content?.Sha256)) : ClipDecision.Nothing,
        _ => throw new UnreachableException(command.GetType().Name),
    };

    /// <summary>Why a clip may not be looked at, by its code; null when it may.</summary>
    public static string? WhyNotViewable(Clip clip) => clip.State switch
    {
        ClipState.Available => null,
        ClipState.Quarantined => "clipQuarantined",
        ClipState.Failed => "clipFailed",
        ClipState.Expiring or ClipState.Expired => "clipExpired",
        _ => "clipNotYetAvailable",
    };

    // A recording may come after we stopped waiting for that try, and before another came.
    private static bool IsAwaited(Clip clip, ClipBlob blob) =>
        blob.Attempt <= clip.Attempt && clip.State is ClipState.Exporting or ClipState.Requested && blob.Attempt > 0;

    private static ClipDecision Viewable(Clip clip, Func<ClipEvent> happens) =>
        WhyNotViewable(clip) is { } code ? ClipDecision.Refused(code) : ClipDecision.Of(happens());
}
