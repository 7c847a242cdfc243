using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Functions.Storage;

namespace Dragonfly.Functions.Incidents.Cad;

/// <summary>When an agency's CAD system was heard, as an item.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Agency">Whose.</param>
/// <param name="Heard">When, sortable.</param>
internal sealed record CadLinkItem(string Id, string Agency, string Heard)
{
    /// <summary>The item of an agency.</summary>
    public static CadLinkItem Of(AgencyId agency, DateTimeOffset at) => new(ItemId.Of(agency.Value), agency.Value, SortableTime.Of(at));

    /// <summary>What it says.</summary>
    public CadLink Link => new(new(Agency), SortableTime.Parse(Heard));
}
