using Dragonfly.Core.Access;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Registry;

/// <summary>A partner's sites.</summary>
public sealed class SiteFunctions(PartnerAccess access, PartnerDoor door, InstallerDesk installers, RegistryOptions options)
{
    /// <summary>All of them, withdrawn ones included.</summary>
    [Function(nameof(ListSites))]
    [Allow(Role.ProgramAdmin, Role.Auditor, Role.PartnerOwner)]
    public async Task<IResult> ListSites([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "partners/{partnerId}/sites")] HttpRequest request, string partnerId)
    {
        var stored = await access.ReadAsync(partnerId, Caller.Of(request), PartnerRole.Viewer, request.HttpContext.RequestAborted);
        return Answer.Json(new Page<SiteAnswer>([.. stored.Partner.Sites.Select(site => SiteAnswer.Of(site, stored.Profile))], null), ApiJson.Default.PageSiteAnswer);
    }

    /// <summary>One of them.</summary>
    [Function(nameof(ReadSite))]
    [Allow(Role.ProgramAdmin, Role.Auditor, Role.PartnerOwner)]
    public async Task<IResult> ReadSite([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "partners/{partnerId}/sites/{siteId}")] HttpRequest request, string partnerId, string siteId)
    {
        var stored = await access.ReadAsync(partnerId, Caller.Of(request), PartnerRole.Viewer, request.HttpContext.RequestAborted);
        return SiteAnswer.Show(request, stored.Partner.SiteOf(new(siteId)) ?? throw new ProblemException(Problem.NotFound("site")), stored.Profile);
    }

    /// <summary>Adds a site. An installer may whose work for the whole partnership is under way.</summary>
    [Function(nameof(AddSite))]
    [Allow(Role.PartnerOwner, Role.Installer)]
    public Task<IResult> AddSite(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/sites")] HttpRequest request, string partnerId, [DurableClient] DurableTaskClient durable) =>
        door.ServeAsync(request, partnerId, nameof(AddSite), PartnerRole.Manager, durable, async visit =>
        {
            if (visit.BoundsToAdd() is { MayAddSites: false }) throw new ProblemException(Problem.Forbidden("notOrdered", "no work order for the whole partnership is under way"));
            var approved = await installers.ReadAsync(request.HttpContext.RequestAborted);
            var (facts, label) = (await visit.ReadAsync(fields => SiteFormat.Read(fields, options.Area, approved)))!.Value;
            var id = new SiteId(RandomId.Next());
            return SiteAnswer.Show(request, await visit.DoAsync(new AddSite(id, facts, label)), id, 201);
        });

    /// <summary>Changes a site.</summary>
    [Function(nameof(WriteSite))]
    [Allow(Role.PartnerOwner)]
    public Task<IResult> WriteSite(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "partners/{partnerId}/sites/{siteId}")] HttpRequest request, string partnerId, string siteId, [DurableClient] DurableTaskClient durable) =>
        door.ChangeAsync(request, partnerId, nameof(WriteSite), PartnerRole.Manager, durable, async visit =>
        {
            var expected = IfMatch.Versions(request, "the site");
            var approved = await installers.ReadAsync(request.HttpContext.RequestAborted);
            var (facts, label) = (await visit.ReadAsync(fields => SiteFormat.Read(fields, options.Area, approved)))!.Value;
            var id = new SiteId(siteId);
            return SiteAnswer.Show(request, await visit.DoAsync(new ChangeSite(id, facts, label) { Expected = expected }), id);
        });
}
