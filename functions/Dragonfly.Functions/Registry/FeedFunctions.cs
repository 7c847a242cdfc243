using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Registry;

/// <summary>A partner's feeds.</summary>
public sealed class FeedFunctions(IPartnerStore partners, PartnerAccess access, PartnerDoor door, RegistryOptions options)
{
    private const int PageSize = 200;

    /// <summary>The feeds by id, withdrawn ones included. The entity tag is for decisions about several of them at once: that none was changed since.</summary>
    [Function(nameof(ListFeeds))]
    [Allow(Role.ProgramAdmin, Role.Auditor, Role.PartnerOwner)]
    public async Task<IResult> ListFeeds([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "partners/{partnerId}/feeds")] HttpRequest request, string partnerId)
    {
        var (query, cancellation) = (new QueryReader(request), request.HttpContext.RequestAborted);
        SiteId? site = query.Text("site", 64) is { } named ? new(named) : null;
        FeedId? after = query.Text("after", 64) is { } last ? new(last) : null;
        var stored = await access.ReadAsync(partnerId, Caller.Of(request), PartnerRole.Viewer, cancellation);
        var feeds = await partners.ReadFeedsAsync(stored.Partner.Id, site, after, PageSize, cancellation);
        EntityTag.Set(request, stored.Partner.ContentVersion);
        return Answer.Json(new Page<FeedAnswer>([.. feeds.Select(FeedAnswer.Of)], feeds.Length == PageSize ? feeds[^1].Id.Value : null), ApiJson.Default.PageFeedAnswer);
    }

    /// <summary>One of them.</summary>
    [Function(nameof(ReadFeed))]
    [Allow(Role.ProgramAdmin, Role.Auditor, Role.PartnerOwner)]
    public async Task<IResult> ReadFeed([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "partners/{partnerId}/feeds/{feedId}")] HttpRequest request, string partnerId, string feedId)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var stored = await access.ReadAsync(partnerId, Caller.Of(request), PartnerRole.Viewer, cancellation);
        return FeedAnswer.Show(request, (await partners.FindFeedsAsync(stored.Partner.Id, [new(feedId)], cancellation)) is [var feed] ? feed : throw new ProblemException(Problem.NotFound("feed")));
    }

    /// <summary>Adds a feed to a site. It is not shared until the owner says so. An installer may whose work there is under way.</summary>
    [Function(nameof(AddFeed))]
    [Allow(Role.PartnerOwner, Role.Installer)]
    public Task<IResult> AddFeed(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/feeds")] HttpRequest request, string partnerId, [DurableClient] DurableTaskClient durable) =>
        door.ServeAsync(request, partnerId, nameof(AddFeed), PartnerRole.Manager, durable, async visit =>
        {
            var (partner, bounds) = (visit.Stored.Partner, visit.BoundsToAdd());
            var (site, feed) = await visit.ReadAsync(fields =>
            {
                var named = fields.Text("site", 64, required: true);
                var site = named is null ? null : partner.SiteOf(new(named));
                if (named is not null && site is null) fields.Add("site", "siteUnknown", "is no site of the partner");
                var read = FeedFormat.Read(fields, options.Area, site, "site");
                return (site, read is var (facts, label) ? new NewFeed(new(RandomId.Next()), facts, label) : null);
            });
            if (bounds?.MayAddFeedsAt(site!.Id) is false) throw new ProblemException(Problem.Forbidden("notOrdered", "no work order for the site is under way"));
            var draft = await visit.DoAsync(async _ => new AddFeeds(site!.Id, [feed!], await TakenAsync(partner.Id, feed!.Label, null)));
            return FeedAnswer.Show(request, draft.Feeds[feed!.Id], 201);
        });

    /// <summary>Changes what a feed is and what people call it; how it is shared stays.</summary>
    [Function(nameof(WriteFeed))]
    [Allow(Role.PartnerOwner)]
    public Task<IResult> WriteFeed(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "partners/{partnerId}/feeds/{feedId}")] HttpRequest request, string partnerId, string feedId, [DurableClient] DurableTaskClient durable) =>
        door.ChangeAsync(request, partnerId, nameof(WriteFeed), PartnerRole.Manager, durable, async visit =>
        {
            var (expected, id, partner) = (IfMatch.Versions(request, "the feed"), new FeedId(feedId), visit.Stored.Partner);
            var known = await partners.FindFeedsAsync(partner.Id, [id], CancellationToken.None);
            var (facts, label) = (await visit.ReadAsync(fields => FeedFormat.Read(fields, options.Area, known is [var feed] ? partner.SiteOf(feed.Site) : null)))!.Value;
            var draft = await visit.DoAsync(async draft =>
            {
                draft.Know(await partners.FindFeedsAsync(partner.Id, [id], CancellationToken.None));
                return new ChangeFeed(id, facts, label, await TakenAsync(partner.Id, label, id)) { Expected = expected };
            });
            return FeedAnswer.Show(request, draft.Feeds[id]);
        });

    private async Task<IReadOnlySet<string>> TakenAsync(PartnerId partner, FeedLabel label, FeedId? own) => label.ExternalReference is not { } reference ? ImmutableHashSet<string>.Empty
        : (await partners.FindReferencesAsync(partner, [reference], CancellationToken.None)).Where(taken => taken.Value != own).Select(taken => taken.Key).ToHashSet(StringComparer.Ordinal);
}
