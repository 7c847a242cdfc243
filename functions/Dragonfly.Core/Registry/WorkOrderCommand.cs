namespace Dragonfly.Core.Registry;

/// <summary>Something that somebody wants of a work order.</summary>
/// <param name="Order">Which.</param>
public abstract record WorkOrderCommand(WorkOrderId Order) : PartnerCommand;

/// <summary>Asks an installer for work.</summary>
public sealed record RequestWork(WorkOrderId Order, WorkOrderKind Kind, InstallerId Installer, SiteId? Site) : WorkOrderCommand(Order);

/// <summary>Says when the installer comes.</summary>
public sealed record ScheduleWork(WorkOrderId Order, DateTimeOffset VisitAt) : WorkOrderCommand(Order);

/// <summary>Says that the work is done.</summary>
public sealed record FinishWork(WorkOrderId Order) : WorkOrderCommand(Order);

/// <summary>Agrees that it is.</summary>
public sealed record AcceptWork(WorkOrderId Order) : WorkOrderCommand(Order);

/// <summary>Does not want it done any more, or will not do it.</summary>
public sealed record CancelWork(WorkOrderId Order, string? Reason) : WorkOrderCommand(Order);
