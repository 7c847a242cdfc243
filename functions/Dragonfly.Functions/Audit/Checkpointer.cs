using System.Text.Json;
using Dragonfly.Core.Audit;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Audit;

/// <summary>Seals the log: every quarter of an hour, and over the whole day once it is over.</summary>
public sealed class Checkpointer(IAuditArchive archive, ITimelines timelines, ICheckpointSigner signer, TimeProvider clock)
{
    private static readonly Origin Origin = Origin.System(nameof(SignCheckpoints));

    /// <summary>
    /// A checkpoint for each agency, idle ones included, so that a silence in the log is one of people and not of the log; and for the program, the last: while it is
    /// missing, the next run finds every agency again.
    /// </summary>
    [Function(nameof(SignCheckpoints))]
    public async Task SignCheckpoints([TimerTrigger("0 */15 * * * *")] TimerInfo timer)
    {
        try
        {
            var key = await signer.CurrentKeyAsync(CancellationToken.None);
            var since = (await ReadLastAsync(TimelineId.Program)).Checkpoint?.Since ?? DateTimeOffset.MinValue;
            var active = await archive.ReadChangedAsync(since, CancellationToken.None);
            foreach (var agency in active.Select(head => Checkpoints.NameOf(head.Agency)).Where(name => name != TimelineId.Program).Distinct().Order(StringComparer.Ordinal)) await SignAsync(agency, key);
            await SignAsync(TimelineId.Program, key);
        }
        catch
        {
            Telemetry.CheckpointsFailed.Add(1);
            throw;
        }
    }

    private async Task SignAsync(string agency, CheckpointKey key)
    {
        var (last, checkpoint) = await ReadLastAsync(agency);
        var now = clock.GetUtcNow();
        if (Checkpoints.Next(checkpoint, last?.At ?? DateTimeOffset.MinValue, now) is not var (since, day)) return;
        var changed = (await archive.ReadChangedAsync(since, CancellationToken.None))
            .Where(head => Checkpoints.NameOf(head.Agency) == agency && head.Timeline.Kind != Checkpoints.Kind)
            .OrderBy(head => head.Timeline.Value, StringComparer.Ordinal)
            .Select(head => new SealedHead(head.Timeline, head.Length, head.Hash, head.ChangedAt))
            .ToArray();
        SealedHead[][] parts = changed is [] ? [[]] : [.. changed.Chunk(Checkpoints.MostHeads)];
        foreach (var (index, heads) in parts.Index())
        {
            var part = new CheckpointSigned(agency, since, day, index + 1, parts.Length, [.. heads], key.KeyId, key.Algorithm);
            var at = now > last?.At || last is null ? now : last.At;
            var entry = await CheckpointSeal.SignAsync(signer, key, last, part, Origin, at, CancellationToken.None);
            if (!await timelines.TryAppendAsync(Checkpoints.TimelineOf(agency), [entry], CancellationToken.None)) return; // Another instance is at it.
            last = entry;
        }
    }

    private async Task<(Entry? Entry, CheckpointSigned? Checkpoint)> ReadLastAsync(string agency)
    {
        var timeline = Checkpoints.TimelineOf(agency);
        if (await archive.ReadHeadAsync(timeline, CancellationToken.None) is not { } head) return default;
        var entry = (await timelines.ReadAsync(timeline, head.Length - 1, 1, CancellationToken.None))[0];
        return (entry, entry.Event as CheckpointSigned ?? throw new JsonException($"{timeline} entry {head.Length} is no checkpoint"));
    }
}
