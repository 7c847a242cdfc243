using System.Collections.Immutable;
using System.Diagnostics;
using Dragonfly.Core.Audit;

namespace Dragonfly.Core.Registry;

/// <summary>How work orders go: requested → scheduled → installed → accepted, and canceled from anywhere before that.</summary>
public static class WorkOrders
{
    /// <summary>How many may be open at once.</summary>
    public const int MostOpen = 50;

    // So many that ended are kept with the partner; the timeline has them all.
    private const int MostEnded = 50;

    /// <summary>Decides a command about an order that exists, or a request for one that does not.</summary>
    public static PartnerDecision Decide(Partner partner, WorkOrderCommand command, DateTimeOffset now)
    {
        var order = partner.WorkOrderOf(command.Order);
        return command switch
        {
            RequestWork c => Request(partner, c),
            ScheduleWork c when c.VisitAt <= now || c.VisitAt > now.AddYears(1) => Refuse("visitOutOfRange", c.Order, "the visit must be in the year to come"),
            ScheduleWork c => order!.Status is WorkOrderStatus.Requested or WorkOrderStatus.Scheduled ? Happened(new WorkScheduled(c.Order, c.VisitAt)) : WrongStatus(order),
            FinishWork c => order!.Status is WorkOrderStatus.Scheduled ? Happened(new WorkInstalled(c.Order)) : WrongStatus(order),
            AcceptWork c => order!.Status is WorkOrderStatus.Installed ? Happened(new WorkAccepted(c.Order)) : WrongStatus(order),
            CancelWork c => order!.IsOpen ? Happened(new WorkCanceled(c.Order, c.Reason)) : WrongStatus(order),
            _ => throw new UnreachableException(command.GetType().Name),
        };
    }

    /// <summary>The orders after something happened to one.</summary>
    internal static ImmutableArray<WorkOrder> Apply(ImmutableArray<WorkOrder> orders, WorkOrderEvent happened, Entry entry)
    {
        return happened switch
        {
            WorkRequested e => orders.Add(new(e.Order, e.Kind, e.Installer, e.Site, WorkOrderStatus.Requested, entry.At, null, entry.Sequence)),
            WorkScheduled e => With(order => order with { Status = WorkOrderStatus.Scheduled, VisitAt = e.VisitAt }),
            WorkInstalled => With(order => order with { Status = WorkOrderStatus.Installed }),
            WorkAccepted => Trim(With(order => order with { Status = WorkOrderStatus.Accepted })),
            WorkCanceled => Trim(With(order => order with { Status = WorkOrderStatus.Canceled })),
            _ => throw new UnreachableException(happened.GetType().Name),
        };

        ImmutableArray<WorkOrder> With(Func<WorkOrder, WorkOrder> change) => [.. orders.Select(order => order.Id == happened.Order ? change(order) with { Version = entry.Sequence } : order)];
    }

    /// <summary>The orders after a site, or with none named the partnership, was withdrawn: there is nothing left to do there.</summary>
    internal static ImmutableArray<WorkOrder> Cancel(ImmutableArray<WorkOrder> orders, SiteId? site, Entry entry) => Trim(
        [.. orders.Select(order => order.IsOpen && (site is null || order.Site == site) ? order with { Status = WorkOrderStatus.Canceled, Version = entry.Sequence } : order)]);

    private static PartnerDecision Request(Partner partner, RequestWork command) => partner.Status switch
    {
        PartnerStatus.Applied or PartnerStatus.Declined => Refuse("wrongStatus", null, "the partner is not approved"),
        _ when command.Site is { } site && partner.SiteOf(site) is not { Withdrawn: false } => Refuse("siteUnknown", command.Site?.Value, "there is no such site"),
        _ when partner.WorkOrders.Count(order => order.IsOpen) >= MostOpen => Refuse("tooManyWorkOrders", null, $"a partner may have {MostOpen} open work orders"),
        _ => Happened(new WorkRequested(command.Order, command.Kind, command.Installer, command.Site)),
    };

    private static ImmutableArray<WorkOrder> Trim(ImmutableArray<WorkOrder> orders) =>
        orders.Count(order => !order.IsOpen) <= MostEnded ? orders : orders.Remove(orders.Where(order => !order.IsOpen).MinBy(order => order.Version)!);

    private static PartnerDecision Happened(WorkOrderEvent happened) => new([happened]);

    private static PartnerDecision WrongStatus(WorkOrder order) =>
        Refuse("wrongStatus", order.Id, $"the work order is {System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(order.Status.ToString())}");

    private static PartnerDecision Refuse(string code, WorkOrderId order, string detail) => Refuse(code, order.Value, detail);

    private static PartnerDecision Refuse(string code, string? subject, string detail) => new([], new(code, subject, detail));
}
