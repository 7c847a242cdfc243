using System.Collections.Immutable;
using System.Diagnostics;
using Dragonfly.Core.Audit;

namespace Dragonfly.Core.Registry;

/// <summary>A company that the program lets install cameras.</summary>
/// <param name="Id">Its id, by which sites and work orders name it; what people call it is not kept here.</param>
/// <param name="Users">Opaque ids of the principals who act for it; nobody acts for two.</param>
public sealed record Installer(InstallerId Id, ImmutableArray<string> Users);

/// <summary>The list of approved installers: the sum of its timeline. Who is not on it installs nothing any more, whatever work is still open.</summary>
/// <param name="Approved">The installers; the first one is asked where nobody names another.</param>
/// <param name="Version">The sequence of the entry that made the list what it is: its entity tag.</param>
/// <param name="Sequence">The sequence of the last entry; 0 before the first.</param>
/// <param name="Hash">The hash of the last entry.</param>
/// <param name="ChangedAt">When the last entry was written.</param>
public sealed record Installers(ImmutableArray<Installer> Approved, long Version, long Sequence, string Hash, DateTimeOffset ChangedAt) : ITimelineState<Installers>
{
    /// <summary>Its timeline.</summary>
    public static TimelineId Timeline { get; } = new("installers");

    /// <summary>The first installation partner of the program.</summary>
    public static InstallerId First { get; } = new("epb");

    /// <summary>Nobody has written a list yet: the first partner stands on it, for whom nobody acts.</summary>
    public static Installers Unwritten { get; } = new([new(First, [])], 0, 0, "", DateTimeOffset.MinValue);

    /// <summary>Whether an installer is on the list.</summary>
    public bool Approves(InstallerId id) => Approved.Any(installer => installer.Id == id);

    /// <summary>For whom a principal acts; null when for nobody on the list.</summary>
    public InstallerId? InstallerOf(string user) => Approved.FirstOrDefault(installer => installer.Users.Contains(user))?.Id;

    /// <inheritdoc/>
    public Installers Evolve(Entry entry)
    {
        var after = entry.Event switch
        {
            InstallersRevised e => this with { Approved = e.Approved, Version = entry.Sequence },
            InstallersRefused => this,
            _ => throw new UnreachableException(entry.Event.GetType().Name),
        };
        return after with { Sequence = entry.Sequence, Hash = entry.Hash!, ChangedAt = entry.At };
    }

    /// <summary>What comes of the wish to put another list in the place of one that still must stand.</summary>
    /// <param name="approved">The list.</param>
    /// <param name="replaces">The versions that it may replace.</param>
    public InstallersEvent Revise(ImmutableArray<Installer> approved, IReadOnlyCollection<long> replaces) =>
        replaces.Contains(Version) ? new InstallersRevised(approved) : new InstallersRefused("installersChanged", "If-Match");
}
