using Dragonfly.Functions.Configuration;

namespace Dragonfly.Functions.Accesses;

/// <summary>What owners get to know of who viewed their cameras. Settings <c>AccessLog__…</c>.</summary>
public sealed record AccessLogOptions : IOptionSection
{
    static string IOptionSection.Section => "AccessLog";

    /// <summary>Whether they see names, where the directory has them, beside role and badge number.</summary>
    public bool ShowNames { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Property, string Must)> Faults() => [];
}
