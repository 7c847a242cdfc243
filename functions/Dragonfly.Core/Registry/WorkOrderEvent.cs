namespace Dragonfly.Core.Registry;

/// <summary>Something that happened to a work order.</summary>
/// <param name="Order">Which.</param>
public abstract record WorkOrderEvent(WorkOrderId Order) : PartnerEvent;

/// <summary>An installer was asked for work.</summary>
public sealed record WorkRequested(WorkOrderId Order, WorkOrderKind Kind, InstallerId Installer, SiteId? Site) : WorkOrderEvent(Order);

/// <summary>The installer said when it comes; the last word counts.</summary>
public sealed record WorkScheduled(WorkOrderId Order, DateTimeOffset VisitAt) : WorkOrderEvent(Order);

/// <summary>The installer says that the work is done.</summary>
public sealed record WorkInstalled(WorkOrderId Order) : WorkOrderEvent(Order);

/// <summary>The partner says so, too.</summary>
public sealed record WorkAccepted(WorkOrderId Order) : WorkOrderEvent(Order);

/// <summary>It will not be done.</summary>
/// <param name="Order">Which.</param>
/// <param name="Reason">Why, in the words of who canceled it.</param>
public sealed record WorkCanceled(WorkOrderId Order, string? Reason) : WorkOrderEvent(Order);
