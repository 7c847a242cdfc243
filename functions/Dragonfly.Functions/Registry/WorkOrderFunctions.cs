using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Registry;

/// <summary>
/// Help that partners ask of installers: requested → scheduled → installed → accepted, or canceled. To an installer every order that is not its own does not
/// exist, nor a partner for whom it has none.
/// </summary>
public sealed class WorkOrderFunctions(PartnerAccess access, PartnerDoor door, InstallerDesk installers, IPartnerStore partners)
{
    private const int MostBytes = 16_384;
    private const int PageSize = 50;

    // How far ahead a visit may lie is the decider's to say.
    private static readonly DateTimeOffset Always = DateTimeOffset.MaxValue.AddYears(-1);

    /// <summary>Asks an installer for work: the one that is named, else the site's own, else the first of the list.</summary>
    [Function(nameof(RequestWorkOrder))]
    [Allow(Role.PartnerOwner, Role.ProgramAdmin)]
    public Task<IResult> RequestWorkOrder(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/work-orders")] HttpRequest request, string partnerId, [DurableClient] DurableTaskClient durable) =>
        door.ChangeAsync(request, partnerId, nameof(RequestWorkOrder), PartnerRole.Manager, durable, async visit =>
        {
            var approved = await installers.ReadAsync(request.HttpContext.RequestAborted);
            var command = await visit.ReadAsync(fields =>
            {
                fields.KnowsOnly("kind", "site", "installer");
                var kind = fields.Member<WorkOrderKind>("kind", required: true);
                SiteId? site = fields.Text("site", 64) is { } id ? new(id) : null;
                return new RequestWork(new(RandomId.Next()), kind ?? default, InstallerIn(fields, visit.Stored.Partner, site, approved), site);
            });
            return Show(request, await visit.DoAsync(command), command.Order, StatusCodes.Status201Created);
        });

    /// <summary>The orders of a partner, the newest first: all that are open, and what ended last. An installer sees its own.</summary>
    [Function(nameof(ReadWorkOrders))]
    [Allow(Role.PartnerOwner, Role.ProgramAdmin, Role.Auditor, Role.Installer)]
    public async Task<IResult> ReadWorkOrders([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "partners/{partnerId}/work-orders")] HttpRequest request, string partnerId)
    {
        var (caller, cancellation) = (Caller.Of(request), request.HttpContext.RequestAborted);
        var (stored, installer) = caller.Role is Role.Installer
            ? await access.ReadAsInstallerAsync(partnerId, caller, cancellation)
            : (await access.ReadAsync(partnerId, caller, PartnerRole.Viewer, cancellation), (InstallerId?)null);
        return Answer.Json(new Page<WorkOrderView>([.. OrdersOf(stored, installer, null)], null), ApiJson.Default.PageWorkOrderView);
    }

    /// <summary>The orders of one installer over all partners, by partner: its own, or for administrators and auditors those of the one they name, else the first of the list.</summary>
    [Function(nameof(ListWorkOrders))]
    [Allow(Role.Installer, Role.ProgramAdmin, Role.Auditor)]
    [Limit(60, 30)]
    public async Task<IResult> ListWorkOrders([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "work-orders")] HttpRequest request)
    {
        var (caller, query, cancellation) = (Caller.Of(request), new QueryReader(request), request.HttpContext.RequestAborted);
        var (after, named) = (query.Text("after", 64), query.Text("installer", 64));
        WorkOrderStatus? status = query.Text("status", 16) is not { } text ? null
            : FieldReader.MemberOf<WorkOrderStatus>(text) ?? throw QueryReader.Bad("status", "unknownStatus", "must be requested, scheduled, installed, accepted or canceled");
        var installer = caller.Role is Role.Installer ? await installers.InstallerOfAsync(caller, cancellation)
            : named is not null ? new InstallerId(named)
            : (await installers.ReadAsync(cancellation)).Approved[0].Id;
        var found = await partners.ListAsync(new(PageSize, after is null ? null : new PartnerId(after), Installer: installer), cancellation);
        return Answer.Json(
            new Page<WorkOrderView>([.. found.SelectMany(stored => OrdersOf(stored, installer, status))], found.Length < PageSize ? null : found[^1].Partner.Id.Value),
            ApiJson.Default.PageWorkOrderView);
    }

    /// <summary>The installer says when it comes, or that it comes at another time.</summary>
    [Function(nameof(ScheduleWorkOrder))]
    [Allow(Role.Installer)]
    public Task<IResult> ScheduleWorkOrder(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/work-orders/{orderId}/schedule")] HttpRequest request,
        string partnerId,
        string orderId,
        [DurableClient] DurableTaskClient durable) =>
        ChangeAsync(request, partnerId, orderId, nameof(ScheduleWorkOrder), durable, async (visit, order) => new ScheduleWork(order, await visit.ReadAsync(fields =>
        {
            fields.KnowsOnly("visitAt");
            return fields.Time("visitAt", Always, required: true) ?? default;
        })));

    /// <summary>The installer says that the work is done.</summary>
    [Function(nameof(FinishWorkOrder))]
    [Allow(Role.Installer)]
    public Task<IResult> FinishWorkOrder(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/work-orders/{orderId}/installed")] HttpRequest request,
        string partnerId,
        string orderId,
        [DurableClient] DurableTaskClient durable) =>
        ChangeAsync(request, partnerId, orderId, nameof(FinishWorkOrder), durable, (_, order) => Task.FromResult<WorkOrderCommand>(new FinishWork(order)));

    /// <summary>The partner agrees that it is.</summary>
    [Function(nameof(AcceptWorkOrder))]
    [Allow(Role.PartnerOwner)]
    public Task<IResult> AcceptWorkOrder(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/work-orders/{orderId}/accept")] HttpRequest request,
        string partnerId,
        string orderId,
        [DurableClient] DurableTaskClient durable) =>
        ChangeAsync(request, partnerId, orderId, nameof(AcceptWorkOrder), durable, (_, order) => Task.FromResult<WorkOrderCommand>(new AcceptWork(order)));

    /// <summary>Whoever has to do with it may call it off, as long as it is not accepted.</summary>
    [Function(nameof(CancelWorkOrder))]
    [Allow(Role.PartnerOwner, Role.ProgramAdmin, Role.Installer)]
    public Task<IResult> CancelWorkOrder(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/work-orders/{orderId}/cancel")] HttpRequest request,
        string partnerId,
        string orderId,
        [DurableClient] DurableTaskClient durable) =>
        ChangeAsync(request, partnerId, orderId, nameof(CancelWorkOrder), durable, async (visit, order) => new CancelWork(order, await Fields.ReadReasonAsync(visit.Request, MostBytes)));

    private static InstallerId InstallerIn(FieldReader fields, Partner partner, SiteId? site, Installers approved)
    {
        if (fields.Text("installer", 64) is not { } named)
            return site is { } id && partner.SiteOf(id)?.Facts.Installer is { } own && approved.Approves(own) ? own : approved.Approved[0].Id;
        if (!approved.Approves(new(named))) fields.Add("installer", "installerNotApproved", "is not on the list of approved installers");
        return new(named);
    }

    private static IEnumerable<WorkOrderView> OrdersOf(StoredPartner stored, InstallerId? installer, WorkOrderStatus? status) => stored.Partner.WorkOrders
        .Where(order => (installer is null || order.Installer == installer) && (status is null || order.Status == status))
        .OrderByDescending(order => order.RequestedAt)
        .Select(order => WorkOrderView.Of(stored, order));

    private Task<IResult> ChangeAsync(
        HttpRequest request, string partnerId, string orderId, string source, DurableTaskClient durable, Func<PartnerVisit, WorkOrderId, Task<WorkOrderCommand>> command) =>
        door.ServeAsync(request, partnerId, source, PartnerRole.Manager, durable, async visit =>
        {
            var id = new WorkOrderId(orderId);
            if (visit.Installer is { } installer && visit.Stored.Partner.WorkOrderOf(id)?.Installer != installer) throw new ProblemException(Problem.NotFound("work order"));
            var expected = IfMatch.Versions(request, "the work order");
            return Show(request, await visit.DoAsync(await command(visit, id) with { Expected = expected }), id);
        });

    private static IResult Show(HttpRequest request, PartnerDraft draft, WorkOrderId id, int status = StatusCodes.Status200OK)
    {
        var order = draft.Partner.WorkOrderOf(id)!;
        EntityTag.Set(request, order.Version);
        return Answer.Json(WorkOrderView.Of(new(draft.Partner, draft.Profile), order), ApiJson.Default.WorkOrderView, status);
    }
}
