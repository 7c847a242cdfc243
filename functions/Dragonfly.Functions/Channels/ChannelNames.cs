using Dragonfly.Core.Access;
using Dragonfly.Core.Registry;

namespace Dragonfly.Functions.Channels;

/// <summary>
/// What the live channels' hubs, groups and users are called, whoever serves them. Parts are escaped, so that no two names run together and none holds a slash, which
/// not every server reads alike within a path.
/// </summary>
public static class ChannelNames
{
    /// <summary>The hub of the RTIC's dashboards.</summary>
    public const string Rtic = "rtic";

    /// <summary>The hub of the partners' portals.</summary>
    public const string Partners = "partners";

    /// <summary>The hub of units' devices.</summary>
    public const string Units = "units";

    /// <summary>Everybody of an agency.</summary>
    public static string GroupOf(AgencyId agency) => Join("agency", agency.Value);

    /// <summary>The supervisors of an agency.</summary>
    public static string SupervisorsOf(AgencyId agency) => Join("supervisors", agency.Value);

    /// <summary>Everybody who acts for a partner.</summary>
    public static string GroupOf(PartnerId partner) => Join("partner", partner.Value);

    /// <summary>The devices of a unit of an agency.</summary>
    public static string GroupOf(AgencyId agency, string unit) => $"unit:{Join(agency.Value, unit)}";

    /// <summary>Somebody, as one of an agency: where groups go by user, what the same person hears for another agency is another user's.</summary>
    public static string UserOf(AgencyId agency, string user) => Join(agency.Value, user);

    /// <summary>Somebody, as acting for a partner.</summary>
    public static string UserOf(PartnerId partner, string user) => Join(partner.Value, user);

    /// <summary>Somebody, as one of a unit of an agency.</summary>
    public static string UserOf(AgencyId agency, string unit, string user) => $"{Join(agency.Value, unit)}:{Uri.EscapeDataString(user)}";

    private static string Join(string first, string second) => $"{Uri.EscapeDataString(first)}:{Uri.EscapeDataString(second)}";
}
