using System.Globalization;
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
public sealed class WorkOrderFunctions(PartnerAccess access, PartnerDesk desk, InstallerDesk installers, IPartnerStore partners)
{
    private const int MostBytes = 16_384;
    private const int PageSize = 50;

    // How far ahead a visit may lie is the decider's to say.
    private static readonly DateTimeOffset Always = DateTimeOffset.MaxValue.AddYears(-1);

    /// <summary>Asks an installer for work: the one that is named, else the site's own, else the first of the list.</summary>
    [Function(nameof(RequestWorkOrder))]
    [Allow(Role.PartnerOwner, Role.ProgramAdmin)]
    public async Task<IResult> RequestWorkOrder(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/work-orders")] HttpRequest request, string partnerId, [DurableClient] DurableTaskClient durable)
    {
        var (caller, cancellation) = (Caller.Of(request), request.HttpContext.RequestAborted);
        var stored = await access.ReadAsync(partnerId, caller, PartnerRole.Manager, cancellation);
        using var body = await JsonBody.ReadAsync(request, MostBytes);
        var approved = await installers.ReadAsync(cancellation);
        var command = Fields.Read(body.RootElement, fields =>
        {
            fields.KnowsOnly("kind", "site", "installer");
            var kind = fields.Member<WorkOrderKind>("kind", required: true);
            SiteId? site = fields.Text("site", 64) is { } id ? new(id) : null;
            return new RequestWork(new(RandomId.Next()), kind ?? default, InstallerIn(fields, stored.Partner, site, approved), site);
        });
        return await DoAsync(request, nameof(RequestWorkOrder), durable, stored, command, StatusCodes.Status201Created);
    }

    /// <summary>The orders of a partner, the newest first: all that are open, and what ended last. An installer sees its own.</summary>
    [Function(nameof(ReadWorkOrders))]
    [Allow(Role.PartnerOwner, Role.ProgramAdmin, Role.Auditor, Role.Installer)]
    public async Task<IResult> ReadWorkOrders([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "partners/{partnerId}/work-orders")] HttpRequest request, string partnerId)
    {
        var (caller, cancellation) = (Caller.Of(request), request.HttpContext.RequestAborted);
        var (stored, installer) = await ReadAsync(partnerId, caller, PartnerRole.Viewer, cancellation);
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
    public async Task<IResult> ScheduleWorkOrder(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/work-orders/{orderId}/schedule")] HttpRequest request,
        string partnerId,
        string orderId,
        [DurableClient] DurableTaskClient durable)
    {
        var (stored, order) = await ReadOwnAsync(request, partnerId, orderId);
        using var body = await JsonBody.ReadAsync(request, MostBytes);
        var visitAt = Fields.Read(body.RootElement, fields =>
        {
            fields.KnowsOnly("visitAt");
            return fields.Time("visitAt", Always, required: true);
        });
        return await ChangeAsync(request, nameof(ScheduleWorkOrder), durable, stored, new ScheduleWork(order, visitAt!.Value));
    }

    /// <summary>The installer says that the work is done.</summary>
    [Function(nameof(FinishWorkOrder))]
    [Allow(Role.Installer)]
    public async Task<IResult> FinishWorkOrder(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/work-orders/{orderId}/installed")] HttpRequest request,
        string partnerId,
        string orderId,
        [DurableClient] DurableTaskClient durable)
    {
        var (stored, order) = await ReadOwnAsync(request, partnerId, orderId);
        return await ChangeAsync(request, nameof(FinishWorkOrder), durable, stored, new FinishWork(order));
    }

    /// <summary>The partner agrees that it is.</summary>
    [Function(nameof(AcceptWorkOrder))]
    [Allow(Role.PartnerOwner)]
    public async Task<IResult> AcceptWorkOrder(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/work-orders/{orderId}/accept")] HttpRequest request,
        string partnerId,
        string orderId,
        [DurableClient] DurableTaskClient durable)
    {
        var (stored, order) = await ReadOwnAsync(request, partnerId, orderId);
        return await ChangeAsync(request, nameof(AcceptWorkOrder), durable, stored, new AcceptWork(order));
    }

    /// <summary>Whoever has to do with it may call it off, as long as it is not accepted.</summary>
    [Function(nameof(CancelWorkOrder))]
    [Allow(Role.PartnerOwner, Role.ProgramAdmin, Role.Installer)]
    public async Task<IResult> CancelWorkOrder(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/work-orders/{orderId}/cancel")] HttpRequest request,
        string partnerId,
        string orderId,
        [DurableClient] DurableTaskClient durable)
    {
        var (stored, order) = await ReadOwnAsync(request, partnerId, orderId);
        return await ChangeAsync(request, nameof(CancelWorkOrder), durable, stored, new CancelWork(order, await Fields.ReadReasonAsync(request, MostBytes)));
    }

    private static InstallerId InstallerIn(FieldReader fields, Partner partner, SiteId? site, Installers approved)
    {
        if (fields.Text("installer", 64) is not { } named)
            return site is { } id && partner.SiteOf(id)?.Facts.Installer is { } own && approved.Approves(own) ? own : approved.Approved[0].Id;
        if (!approved.Approves(new(named))) fields.Add("installer", "installerUnknown", "is not an approved installer");
        return new(named);
    }

    private static IEnumerable<WorkOrderView> OrdersOf(StoredPartner stored, InstallerId? installer, WorkOrderStatus? status) => stored.Partner.WorkOrders
        .Where(order => (installer is null || order.Installer == installer) && (status is null || order.Status == status))
        .OrderByDescending(order => order.RequestedAt)
        .Select(order => WorkOrderView.Of(stored, order));

    // With the partner, the installer that the caller acts for, if for one.
    private async Task<(StoredPartner Stored, InstallerId? Installer)> ReadAsync(string partnerId, Caller caller, PartnerRole needs, CancellationToken cancellation) =>
        caller.Role is Role.Installer ? await access.ReadAsInstallerAsync(partnerId, caller, cancellation) : (await access.ReadAsync(partnerId, caller, needs, cancellation), null);

    // The partner and the order, if they exist for the caller.
    private async Task<(StoredPartner Stored, WorkOrderId Order)> ReadOwnAsync(HttpRequest request, string partnerId, string orderId)
    {
        var (stored, installer) = await ReadAsync(partnerId, Caller.Of(request), PartnerRole.Manager, request.HttpContext.RequestAborted);
        return installer is null || stored.Partner.WorkOrderOf(new(orderId))?.Installer == installer ? (stored, new(orderId)) : throw new ProblemException(Problem.NotFound("work order"));
    }

    private Task<IResult> ChangeAsync(HttpRequest request, string source, DurableTaskClient durable, StoredPartner stored, WorkOrderCommand command) =>
        DoAsync(request, source, durable, stored, command with { Expected = IfMatch.Versions(request, "the work order") }, StatusCodes.Status200OK);

    private async Task<IResult> DoAsync(HttpRequest request, string source, DurableTaskClient durable, StoredPartner stored, WorkOrderCommand command, int status)
    {
        PartnerRefusal? refusal = null;
        var draft = await desk.ChangeAsync(stored, Caller.Of(request).Origin(source), durable, draft =>
        {
            refusal = draft.Decide(command).Refusal;
            return ValueTask.CompletedTask;
        });
        if (refusal is not null) throw new ProblemException(ProblemOf(refusal));
        var order = draft.Partner.WorkOrderOf(command.Order)!;
        request.HttpContext.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{order.Version}\"");
        return Answer.Json(WorkOrderView.Of(new(draft.Partner, draft.Profile), order), ApiJson.Default.WorkOrderView, status);
    }

    private static Problem ProblemOf(PartnerRefusal refusal) => refusal.Code switch
    {
        "changed" => Problem.PreconditionFailed(refusal.Code, refusal.Detail),
        "workOrderUnknown" => Problem.NotFound("work order"),
        _ => Problem.Conflict(refusal.Code, refusal.Detail),
    };
}
