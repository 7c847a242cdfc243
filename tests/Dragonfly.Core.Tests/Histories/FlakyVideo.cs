using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Tests.Histories;

/// <summary>How one call to the video system goes.</summary>
public enum CallFate
{
    /// <summary>Done, and said so.</summary>
    Works,

    /// <summary>Not done, and said so.</summary>
    Refuses,

    /// <summary>Not done.</summary>
    Unreachable,

    /// <summary>Done, but the answer was lost.</summary>
    AnswerLost,

    /// <summary>Given up on; done some time later.</summary>
    ArrivesLate,
}

/// <summary>A video system that fails in every way but lying.</summary>
/// <param name="forgets">
/// Breaks the contract in one point: it forgets which grants were closed, so that an open that arrives late opens the feed again. Only the sweeper finds that.
/// </param>
public sealed class FlakyVideo(bool forgets)
{
    private readonly Dictionary<GrantId, Held> held = [];
    private readonly List<VideoAction> late = [];

    /// <summary>Calls that are still on their way.</summary>
    public int OnTheirWay => late.Count;

    /// <summary>Makes a call; yields the code of what the caller sees go wrong.</summary>
    public string? Call(VideoAction action, CallFate fate, DateTimeOffset now)
    {
        switch (fate)
        {
            case CallFate.Refuses:
                return "refused";
            case CallFate.Unreachable:
                return "unreachable";
            case CallFate.ArrivesLate:
                late.Add(action);
                return "timeout";
            case CallFate.AnswerLost:
                Do(action, now);
                return "timeout";
            default:
                return Do(action, now) ? null : "refused";
        }
    }

    /// <summary>A call that was given up on arrives.</summary>
    public void Arrive(int which, DateTimeOffset now)
    {
        if (late.Count == 0) return;
        var action = late[which % late.Count];
        late.Remove(action);
        Do(action, now);
    }

    /// <summary>It loses a lease by itself.</summary>
    public void Lose(int which, DateTimeOffset now)
    {
        if (Leases(now).ToArray() is { Length: > 0 } leases) held.Remove(leases[which % leases.Length].Grant);
    }

    /// <summary>What it shows to whoever has a ticket.</summary>
    public IEnumerable<Lease> Leases(DateTimeOffset now) => held
        .Where(pair => !pair.Value.Closed && pair.Value.ExpiresAt > now)
        .Select(pair => new Lease(pair.Value.Feed, pair.Key, pair.Value.ExpiresAt))
        .OrderBy(lease => lease.Grant.Value, StringComparer.Ordinal);

    private bool Do(VideoAction action, DateTimeOffset now)
    {
        if (action.Verb is VideoVerb.Close)
        {
            if (forgets) held.Remove(action.Grant);
            else held[action.Grant] = new(action.Feed, now, 0, Closed: true);
            return true;
        }

        if (held.TryGetValue(action.Grant, out var known) && (known.Closed || known.Attempt > action.Attempt)) return false;
        held[action.Grant] = new(action.Feed, action.ExpiresAt, action.Attempt, Closed: false);
        return action.ExpiresAt > now;
    }

    private sealed record Held(FeedId Feed, DateTimeOffset ExpiresAt, int Attempt, bool Closed);
}
