using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Unlocks;
using Dragonfly.Local.Access;
using Dragonfly.Local.Dashboard;
using Dragonfly.Local.Terminal;

namespace Dragonfly.Local;

/// <summary>What a <see cref="LocalApp"/> is made of.</summary>
/// <param name="Urls">Where to listen.</param>
/// <param name="DataFolder">Where everything is kept.</param>
/// <param name="Feeds">The registry to begin with, when the folder has none.</param>
public sealed record LocalSetup(string Urls, string DataFolder, Func<IEnumerable<Feed>> Feeds)
{
    /// <summary>What the partner of a feed of that registry is called.</summary>
    public Func<Feed, string> PartnerName { get; init; } = feed => feed.Partner.Value;

    /// <summary>The agencies that its owners let in, unless the settings name some.</summary>
    public ImmutableArray<AgencyId> Agencies { get; init; } = [new(DevelopmentIssuer.DefaultAgency)];

    /// <summary>The clock that the whole process lives by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long to wait for what we depend on, by that clock.</summary>
    public CallLimits Limits { get; init; } = CallLimits.Default;

    /// <summary>Who sees what the RTIC sees.</summary>
    public IReadOnlyList<IRticObserver> Observers { get; init; } = [];

    /// <summary>False to serve the embedded adapters alone, for functions that the real host runs beside them.</summary>
    public bool HostsFunctions { get; init; } = true;

    /// <summary>Settings beside those of the environment, which they replace: which adapters, and what these need.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Where the pages are that people see; nothing is served of a folder that has none.</summary>
    public string DashboardFolder { get; init; } = DashboardFiles.BuiltFolder;

    /// <summary>Replaces services.</summary>
    public Action<IServiceCollection>? Configure { get; init; }
}
