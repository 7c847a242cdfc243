using Dragonfly.Core.Access;
using Dragonfly.Local.Access;

namespace Dragonfly.Local.Incidents;

/// <summary>The hub of the RTIC's dashboards: a group for each agency, and one for its supervisors.</summary>
internal sealed class RticHub(DevelopmentIssuer issuer, TimeProvider clock) : TokenHub(issuer, clock, Path)
{
    /// <summary>Where it is served.</summary>
    public const string Path = "/hubs/rtic";

    /// <summary>Everybody of an agency.</summary>
    public static string GroupOf(AgencyId agency) => $"agencies/{agency}";

    /// <summary>The supervisors of an agency.</summary>
    public static string SupervisorsOf(AgencyId agency) => $"supervisors/{agency}";
}
