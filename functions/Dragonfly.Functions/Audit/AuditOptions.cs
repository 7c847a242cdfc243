namespace Dragonfly.Functions.Audit;

/// <summary>How the log is kept. Settings <c>Audit__…</c>.</summary>
public sealed record AuditOptions
{
    private const int LeastDays = 365;

    /// <summary>
    /// How many days the log is kept at the least; the default is seven years, and the CJIS Security Policy asks for one. Nothing in this program deletes entries, before
    /// that time or after it: a timeline that checkpoints list must be there for them to verify. This says what retention rules elsewhere, in the database's backups say, may
    /// count on, and it is what the transparency figures state.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than a year.</exception>
    public int RetainDays
    {
        get;
        init => field = value >= LeastDays ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"Audit:RetainDays must be at least {LeastDays}");
    } = 2_555;
}
