namespace Dragonfly.Functions.Access;

/// <summary>
/// What this instance knows of tokens in use. A person's token that was not used for half an hour is refused from then on (CJIS: re-authenticate after 30 minutes idle);
/// one that this instance has not seen, or has forgotten, counts as last used when it was issued. So another instance may refuse a token that is in use, and the client gets itself another.
/// </summary>
public sealed class Sessions(TimeProvider clock)
{
    /// <summary>How long a person's token may lie unused.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    private const int MostTokens = 10_000;

    // The time of issue comes from another clock.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private readonly Recent<string, Session> sessions = new(MostTokens);

    /// <summary>A token is used.</summary>
    /// <param name="token">The token.</param>
    /// <param name="isPersons">Whether it is a person's; a system's token may lie unused until it expires.</param>
    public TokenUse Use(VerifiedToken token, bool isPersons)
    {
        var now = clock.GetUtcNow();
        var session = sessions.GetOrAdd(token.Id, _ => new(token.IssuedAt + Skew));
        lock (session)
        {
            if (isPersons && now - session.UsedAt > Idle) return TokenUse.Idle;
            var use = session.IsKnown ? TokenUse.Again : TokenUse.First;
            (session.IsKnown, session.UsedAt) = (true, now);
            return use;
        }
    }

    private sealed class Session(DateTimeOffset usedAt)
    {
        public DateTimeOffset UsedAt { get; set; } = usedAt;

        public bool IsKnown { get; set; }
    }
}

/// <summary>What the use of a token is.</summary>
public enum TokenUse
{
    /// <summary>The first that this instance knows of.</summary>
    First,

    /// <summary>Not the first.</summary>
    Again,

    /// <summary>None: it lay unused for too long.</summary>
    Idle,
}
