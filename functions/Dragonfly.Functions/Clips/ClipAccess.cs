using Dragonfly.Core.Clips;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;

namespace Dragonfly.Functions.Clips;

/// <summary>Reads clips on a caller's behalf: those of another agency do not exist.</summary>
public sealed class ClipAccess(IClipRecords records)
{
    /// <summary>The clip.</summary>
    /// <exception cref="ProblemException">404.</exception>
    public async Task<StoredClip> ReadAsync(string clipId, Caller caller, CancellationToken cancellation) =>
        ClipId.TryParse(clipId, out var id) && await records.ReadAsync(id, cancellation) is { } stored && stored.Clip.Wish.Agency == caller.Agency
            ? stored
            : throw new ProblemException(Problem.NotFound("clip"));

    /// <summary>How a refusal is told; the clip's timeline holds it already.</summary>
    public static ProblemException Refused(string code) => new(Problem.Conflict(code, code switch
    {
        "clipNotYetAvailable" => "the clip is not there yet",
        "clipQuarantined" => "the clip is not what was asked for, and is shown to nobody",
        "clipFailed" => "there is no such recording, and there will be none",
        "clipExpired" => "the clip's time is over: what is on record of it stays",
        "alreadyHeld" => "the clip is held for another case",
        "notHeld" => "nobody holds the clip",
        _ => $"the clip's state does not allow it: {code}",
    }) with
    { IsOnRecord = true });
}
