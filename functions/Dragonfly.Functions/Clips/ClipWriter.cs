using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Functions.Clips;

/// <summary>The one way what is on record of a clip is written: read, decide, save if nobody wrote in between, else read and decide again.</summary>
public sealed class ClipWriter(IClipRecords records, TimeProvider clock)
{
    private const int MostTries = 100;

    /// <summary>Writes what <paramref name="decide"/> decides. It may run more than once, each time on a newer head.</summary>
    /// <param name="head">The newest head known to the caller, which saves a read; <see cref="StoredClip.Unwanted"/> for a new clip.</param>
    /// <param name="origin">Who is behind it.</param>
    /// <param name="decide">Decides on the draft.</param>
    /// <returns>The draft that was written, or that had nothing to write.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer, or was too contended.</exception>
    public async Task<ClipDraft> WriteAsync(StoredClip head, Origin origin, Action<ClipDraft> decide)
    {
        for (var tries = 1; ; tries++)
        {
            var draft = new ClipDraft(head, origin, clock.GetUtcNow());
            decide(draft);
            if (draft.IsEmpty || await records.TryWriteAsync(draft.ToWrite(), CancellationToken.None)) return draft;
            if (tries == MostTries) throw new StoreUnavailableException("clip", new TimeoutException($"{head.Clip.Id} was written by others {tries} times"));
            head = await records.ReadAsync(head.Clip.Id, CancellationToken.None) ?? head;
        }
    }
}
