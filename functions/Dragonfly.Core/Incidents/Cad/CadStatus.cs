using System.Text.Json.Serialization;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>The incident status registry of NENA-STA-021 (EIDO).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CadStatus>))]
public enum CadStatus
{
    /// <summary>Open.</summary>
    Active,

    /// <summary>Called off; locks.</summary>
    Cancelled,

    /// <summary>Over; locks.</summary>
    Closed,

    /// <summary>Open.</summary>
    FireUnderControl,

    /// <summary>Open, elsewhere than it was.</summary>
    NewLocation,

    /// <summary>Open again after it was closed: a new decision.</summary>
    ReOpened,

    /// <summary>Open.</summary>
    ResourcesAssigned,

    /// <summary>Open.</summary>
    ResourcesEnroute,

    /// <summary>Open.</summary>
    ResourcesOnscene,

    /// <summary>Open.</summary>
    StructureCleared,
}

/// <summary>What a status means for locking.</summary>
public static class CadStatusExtensions
{
    /// <summary>Whether the status ends the incident.</summary>
    public static bool Closes(this CadStatus status) => status is CadStatus.Closed or CadStatus.Cancelled;
}
