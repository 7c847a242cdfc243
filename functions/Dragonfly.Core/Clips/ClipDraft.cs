using System.Collections.Immutable;
using Dragonfly.Core.Audit;

namespace Dragonfly.Core.Clips;

/// <summary>One write in the making: commands decided one after another against the same clip, to be saved whole or not at all.</summary>
/// <param name="stored">The clip as it was read.</param>
/// <param name="origin">Who is behind it.</param>
/// <param name="clock">What time it is. Never before the last entry: instances' clocks differ, a timeline's times do not go back.</param>
public sealed class ClipDraft(StoredClip stored, Origin origin, DateTimeOffset clock)
{
    private readonly long expectedVersion = stored.Clip.Version;
    private readonly ImmutableArray<Entry>.Builder entries = ImmutableArray.CreateBuilder<Entry>();

    /// <summary>The moment everything in this write is decided at.</summary>
    public DateTimeOffset Now { get; } = clock > stored.Clip.ChangedAt ? clock : stored.Clip.ChangedAt;

    /// <summary>The clip with the decisions so far.</summary>
    public StoredClip Result { get; private set; } = stored;

    /// <summary>The clip with the decisions so far.</summary>
    public Clip Clip => Result.Clip;

    /// <summary>Nothing to write.</summary>
    public bool IsEmpty => entries.Count == 0;

    /// <summary>Decides a command. A refusal is an entry too.</summary>
    /// <returns>The code of why not; null when it was done, or there was nothing to do.</returns>
    public string? Decide(ClipCommand command)
    {
        var decision = ClipDecider.Decide(Clip, command, Now);
        Append(decision.Refusal is { } code ? [new ClipRefused(command.GetType().Name, code)] : decision.Events);
        if (decision.Refusal is not null) return decision.Refusal;
        if (command is ShareClip shared) Result = Result with { Texts = Result.Texts.SetItem(shared.Bulletin, shared.Text) };
        if (Clip.State is ClipState.Expired) Result = Result with { Texts = ImmutableDictionary<Bulletins.BulletinId, Bulletins.BulletinText>.Empty };
        return null;
    }

    /// <summary>The write.</summary>
    public ClipWrite ToWrite() => new(expectedVersion, Result, ClipPlan.For(Clip, Now).DueAt, entries.ToImmutable());

    private void Append(IEnumerable<ClipEvent> events)
    {
        foreach (var entry in Chain.Append(Clip.Version, Clip.Hash, events, origin, Now))
        {
            Result = Result with { Clip = Clip.Evolve(entry) };
            entries.Add(entry);
        }
    }
}
