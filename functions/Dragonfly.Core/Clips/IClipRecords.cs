using System.Collections.Immutable;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Core.Clips;

/// <summary>
/// What is on record of clips, and their timelines. The head and its new entries are written in one atomic batch, and only if nobody wrote since the head was read; entries are
/// read with <see cref="ITimelines"/>. Reads are strongly consistent. Every call throws <see cref="StoreUnavailableException"/> when the store does not answer; writing the same again is
/// safe, since it loses against itself.
/// </summary>
public interface IClipRecords
{
    /// <summary>A clip, or null.</summary>
    ValueTask<StoredClip?> ReadAsync(ClipId id, CancellationToken cancellation);

    /// <summary>Writes a head and the entries that led to it, all or nothing, durably when the task completes.</summary>
    /// <returns>False when the stored head is not at <see cref="ClipWrite.ExpectedVersion"/>: read again and decide again.</returns>
    Task<bool> TryWriteAsync(ClipWrite write, CancellationToken cancellation);

    /// <summary>The clips of an incident, by when they were asked for and id, oldest first.</summary>
    ValueTask<ImmutableArray<StoredClip>> ListAsync(IncidentId incident, CancellationToken cancellation);

    /// <summary>Clips of every agency whose due time has passed, the longest overdue first.</summary>
    ValueTask<ImmutableArray<ClipId>> ReadDueAsync(DateTimeOffset now, int limit, CancellationToken cancellation);
}

/// <summary>A clip as it is stored.</summary>
/// <param name="Clip">Its state.</param>
/// <param name="Texts">What bulletins say of it, which goes when it is deleted: it may name a plate or describe a person.</param>
public sealed record StoredClip(Clip Clip, ImmutableDictionary<BulletinId, BulletinText> Texts)
{
    /// <summary>A clip that nobody has asked for yet.</summary>
    public static StoredClip Unwanted(ClipId id) => new(Clip.Unwanted(id), ImmutableDictionary<BulletinId, BulletinText>.Empty);
}

/// <summary>One atomic write.</summary>
/// <param name="ExpectedVersion">The <see cref="Clip.Version"/> that was read; 0 when there was none.</param>
/// <param name="Stored">The head after the entries.</param>
/// <param name="DueAt">When the clip next wants a step; null when nothing is left to do.</param>
/// <param name="Entries">The new entries; not empty.</param>
public sealed record ClipWrite(long ExpectedVersion, StoredClip Stored, DateTimeOffset? DueAt, ImmutableArray<Entry> Entries)
{
    /// <summary>What a store looks at before it writes.</summary>
    /// <exception cref="ArgumentException">The entries are not the ones that lead from the expected version to the head's.</exception>
    public void ThrowUnlessWhole()
    {
        if (Entries.IsDefaultOrEmpty || Stored.Clip.Version != ExpectedVersion + Entries.Length || Entries.Index().Any(e => e.Item.Sequence != ExpectedVersion + 1 + e.Index))
            throw new ArgumentException($"the entries of clip {Stored.Clip.Id} do not lead from version {ExpectedVersion} to {Stored.Clip.Version}");
    }
}
