using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Registry;

/// <summary>
/// How owners share: the same kind of rule for the partnership, a site, a feed and an agency, of which all must permit. A pause for a vacation is a rule of the
/// partnership or of a site. What may no longer be viewed is locked, and its viewers cut, before any of these answers.
/// </summary>
public sealed class SharingFunctions(IPartnerStore partners, PartnerAccess access, PartnerDoor door, RegistryOptions options)
{
    private const int MostFeeds = 500;

    /// <summary>The rule for everything.</summary>
    [Function(nameof(ReadSharing))]
    [Allow(Role.ProgramAdmin, Role.Auditor, Role.PartnerOwner)]
    public async Task<IResult> ReadSharing([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "partners/{partnerId}/sharing")] HttpRequest request, string partnerId)
    {
        var partner = (await access.ReadAsync(partnerId, Caller.Of(request), PartnerRole.Viewer, request.HttpContext.RequestAborted)).Partner;
        return Show(request, partner.Sharing, partner.Version);
    }

    /// <summary>Sets the rule for everything.</summary>
    [Function(nameof(WriteSharing))]
    [Allow(Role.PartnerOwner)]
    public Task<IResult> WriteSharing(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "partners/{partnerId}/sharing")] HttpRequest request, string partnerId, [DurableClient] DurableTaskClient durable) =>
        door.ChangeAsync(request, partnerId, nameof(WriteSharing), PartnerRole.Manager, durable, async visit =>
        {
            var expected = IfMatch.Versions(request, "the partner");
            var partner = (await visit.DoAsync(new DecideSharing(Scope.Everything, await visit.ReadAsync(SharingFormat.Read)) { Expected = expected })).Partner;
            return Show(request, partner.Sharing, partner.Version);
        });

    /// <summary>The rule for a site.</summary>
    [Function(nameof(ReadSiteSharing))]
    [Allow(Role.ProgramAdmin, Role.Auditor, Role.PartnerOwner)]
    public async Task<IResult> ReadSiteSharing([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "partners/{partnerId}/sites/{siteId}/sharing")] HttpRequest request, string partnerId, string siteId)
    {
        var partner = (await access.ReadAsync(partnerId, Caller.Of(request), PartnerRole.Viewer, request.HttpContext.RequestAborted)).Partner;
        return partner.SiteOf(new(siteId)) is { } site ? Show(request, site.Sharing, site.Version) : throw new ProblemException(Problem.NotFound("site"));
    }

    /// <summary>Sets the rule for a site.</summary>
    [Function(nameof(WriteSiteSharing))]
    [Allow(Role.PartnerOwner)]
    public Task<IResult> WriteSiteSharing(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "partners/{partnerId}/sites/{siteId}/sharing")] HttpRequest request, string partnerId, string siteId, [DurableClient] DurableTaskClient durable) =>
        door.ChangeAsync(request, partnerId, nameof(WriteSiteSharing), PartnerRole.Manager, durable, async visit =>
        {
            var (expected, id) = (IfMatch.Versions(request, "the site"), new SiteId(siteId));
            var site = (await visit.DoAsync(new DecideSharing(new(id), await visit.ReadAsync(SharingFormat.Read)) { Expected = expected })).Partner.SiteOf(id)!;
            return Show(request, site.Sharing, site.Version);
        });

    /// <summary>The rule for a feed.</summary>
    [Function(nameof(ReadFeedSharing))]
    [Allow(Role.ProgramAdmin, Role.Auditor, Role.PartnerOwner)]
    public async Task<IResult> ReadFeedSharing([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "partners/{partnerId}/feeds/{feedId}/sharing")] HttpRequest request, string partnerId, string feedId)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var partner = (await access.ReadAsync(partnerId, Caller.Of(request), PartnerRole.Viewer, cancellation)).Partner;
        return await partners.FindFeedsAsync(partner.Id, [new(feedId)], cancellation) is [var feed] ? Show(request, feed.Sharing, feed.Version) : throw new ProblemException(Problem.NotFound("feed"));
    }

    /// <summary>Sets the rule for a feed.</summary>
    [Function(nameof(WriteFeedSharing))]
    [Allow(Role.PartnerOwner)]
    public Task<IResult> WriteFeedSharing(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "partners/{partnerId}/feeds/{feedId}/sharing")] HttpRequest request, string partnerId, string feedId, [DurableClient] DurableTaskClient durable) =>
        door.ChangeAsync(request, partnerId, nameof(WriteFeedSharing), PartnerRole.Manager, durable, async visit =>
        {
            var (expected, id) = (IfMatch.Versions(request, "the feed"), new FeedId(feedId));
            var rule = await visit.ReadAsync(SharingFormat.Read);
            var feed = (await DecideAsync(visit, [id], rule, expected)).Feeds[id];
            return Show(request, feed.Sharing, feed.Version);
        });

    /// <summary>Sets one rule for several feeds: all of them, or none when one was changed since the list of feeds was read whose tag <c>If-Match</c> holds.</summary>
    [Function(nameof(ShareFeeds))]
    [Allow(Role.PartnerOwner)]
    public Task<IResult> ShareFeeds(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "partners/{partnerId}/feeds/sharing")] HttpRequest request, string partnerId, [DurableClient] DurableTaskClient durable) =>
        door.ChangeAsync(request, partnerId, nameof(ShareFeeds), PartnerRole.Manager, durable, async visit =>
        {
            var expected = IfMatch.Versions(request, "the list of feeds");
            var (feeds, rule) = await visit.ReadAsync(fields =>
            {
                fields.KnowsOnly("feeds", "sharing");
                var named = fields.Texts("feeds", MostFeeds, 64, required: true);
                return (named, fields.Object("sharing", required: true) is { } sharing ? SharingFormat.Read(sharing) : SharingRule.Never);
            });
            if (feeds is []) throw new ProblemException(Problem.Invalid([new("$.feeds", "empty", "feeds must name a feed")]));
            var draft = await DecideAsync(visit, [.. feeds.Select(feed => new FeedId(feed.Text)).Distinct()], rule, expected);
            EntityTag.Set(request, draft.Partner.ContentVersion);
            return TypedResults.NoContent();
        });

    /// <summary>Lets an agency in, with a rule that holds for it beside the others.</summary>
    [Function(nameof(WriteAgency))]
    [Allow(Role.PartnerOwner)]
    public Task<IResult> WriteAgency(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "partners/{partnerId}/agencies/{agency}")] HttpRequest request, string partnerId, string agency, [DurableClient] DurableTaskClient durable) =>
        door.ChangeAsync(request, partnerId, nameof(WriteAgency), PartnerRole.Owner, durable, async visit =>
        {
            var (expected, id) = (IfMatch.Versions(request, "the partner"), new AgencyId(agency));
            if (!options.AgencyIds.Contains(id)) throw new ProblemException(Problem.NotFound("agency"));
            var partner = (await visit.DoAsync(new DecideAgency(id, await visit.ReadAsync(SharingFormat.Read)) { Expected = expected })).Partner;
            return Show(request, partner.Agencies[id], partner.Version);
        });

    /// <summary>Does not let an agency in any more.</summary>
    [Function(nameof(RemoveAgency))]
    [Allow(Role.PartnerOwner)]
    public Task<IResult> RemoveAgency(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "partners/{partnerId}/agencies/{agency}")] HttpRequest request, string partnerId, string agency, [DurableClient] DurableTaskClient durable) =>
        door.ChangeAsync(request, partnerId, nameof(RemoveAgency), PartnerRole.Manager, durable, async visit =>
        {
            var draft = await visit.DoAsync(new DecideAgency(new(agency), null) { Expected = IfMatch.VersionsOrAny(request, "the partner") });
            EntityTag.Set(request, draft.Partner.Version);
            return TypedResults.NoContent();
        });

    private Task<PartnerDraft> DecideAsync(PartnerVisit visit, ImmutableArray<FeedId> feeds, SharingRule rule, ImmutableArray<long> expected) => visit.DoAsync(async draft =>
    {
        draft.Know(await partners.FindFeedsAsync(draft.Partner.Id, feeds, CancellationToken.None));
        return new DecideSharing(new(Feeds: feeds), rule) { Expected = expected };
    });

    private static IResult Show(HttpRequest request, SharingRule rule, long version)
    {
        EntityTag.Set(request, version);
        return Answer.Json(rule, CoreJson.Default.SharingRule);
    }
}
