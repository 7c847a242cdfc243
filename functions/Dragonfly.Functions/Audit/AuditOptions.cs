using Dragonfly.Functions.Configuration;

namespace Dragonfly.Functions.Audit;

/// <summary>How the log is kept. Settings <c>Audit__…</c>.</summary>
public sealed record AuditOptions : IOptionSection
{
    private const int LeastDays = 365;

    static string IOptionSection.Section => "Audit";

    /// <summary>
    /// How many days the log is kept at the least; the default is seven years, and the CJIS Security Policy asks for one. Nothing in this program deletes entries, before
    /// that time or after it: a timeline that checkpoints list must be there for them to verify. This says what retention rules elsewhere, in the database's backups say, may
    /// count on, and it is what the transparency figures state.
    /// </summary>
    public int RetainDays { get; init; } = 2_555;

    /// <inheritdoc/>
    public IEnumerable<(string Property, string Must)> Faults()
    {
        if (RetainDays < LeastDays) yield return (nameof(RetainDays), $"at least {LeastDays} days");
    }
}
