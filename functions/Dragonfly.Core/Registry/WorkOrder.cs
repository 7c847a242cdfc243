using System.Text.Json.Serialization;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Registry;

/// <summary>Work that an installer is asked to do for a partner.</summary>
/// <param name="Id">Opaque id.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="Installer">Who is asked.</param>
/// <param name="Site">Where; null when it is about the partnership, such as sites that are not registered yet.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="RequestedAt">When it was asked.</param>
/// <param name="VisitAt">When the installer comes; null before that is known.</param>
/// <param name="Version">The sequence of the last entry that changed it: its entity tag.</param>
public sealed record WorkOrder(
    WorkOrderId Id, WorkOrderKind Kind, InstallerId Installer, SiteId? Site, WorkOrderStatus Status, DateTimeOffset RequestedAt, DateTimeOffset? VisitAt, long Version)
{
    /// <summary>Something is still to be done.</summary>
    [JsonIgnore]
    public bool IsOpen => Status is not (WorkOrderStatus.Accepted or WorkOrderStatus.Canceled);

    /// <summary>The installer is at work, and may register what it installs.</summary>
    [JsonIgnore]
    public bool IsUnderWay => Status is WorkOrderStatus.Scheduled or WorkOrderStatus.Installed;
}

/// <summary>A piece of work.</summary>
[JsonConverter(typeof(IdJsonConverter<WorkOrderId>))]
public readonly record struct WorkOrderId(string Value) : IId<WorkOrderId>
{
    /// <inheritdoc/>
    public static WorkOrderId From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>What an installer helps with.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<WorkOrderKind>))]
public enum WorkOrderKind
{
    /// <summary>Finding out which cameras are of use.</summary>
    Needs,

    /// <summary>Where they hang and look.</summary>
    Placement,

    /// <summary>Their way to the platform.</summary>
    Connectivity,
}

/// <summary>How far work has come; each follows the one before, and what is not accepted yet may be canceled.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<WorkOrderStatus>))]
public enum WorkOrderStatus
{
    /// <summary>The partner asks.</summary>
    Requested,

    /// <summary>The installer said when it comes.</summary>
    Scheduled,

    /// <summary>The installer says that it is done.</summary>
    Installed,

    /// <summary>The partner says so, too.</summary>
    Accepted,

    /// <summary>It will not be done.</summary>
    Canceled,
}
