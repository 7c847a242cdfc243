using Dragonfly.Functions.Channels;
using Dragonfly.Local.Access;

namespace Dragonfly.Local.Accesses;

/// <summary>The hub of the partners' portals: a group for each partner.</summary>
internal sealed class PartnerHub(DevelopmentIssuer issuer, TimeProvider clock) : TokenHub(issuer, clock, Path)
{
    /// <summary>Where it is served.</summary>
    public const string Path = $"/hubs/{ChannelNames.Partners}";
}
