using Dragonfly.Functions.Channels;
using Dragonfly.Local.Access;

namespace Dragonfly.Local.Bulletins;

/// <summary>The hub of units' devices: a group for each unit of an agency.</summary>
internal sealed class UnitHub(DevelopmentIssuer issuer, TimeProvider clock) : TokenHub(issuer, clock, Path)
{
    /// <summary>Where it is served.</summary>
    public const string Path = $"/hubs/{ChannelNames.Units}";
}
