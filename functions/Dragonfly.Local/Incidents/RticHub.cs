using Dragonfly.Functions.Channels;
using Dragonfly.Local.Access;

namespace Dragonfly.Local.Incidents;

/// <summary>The hub of the RTIC's dashboards: a group for each agency, and one for its supervisors.</summary>
internal sealed class RticHub(DevelopmentIssuer issuer, TimeProvider clock) : TokenHub(issuer, clock, Path)
{
    /// <summary>Where it is served.</summary>
    public const string Path = $"/hubs/{ChannelNames.Rtic}";
}
