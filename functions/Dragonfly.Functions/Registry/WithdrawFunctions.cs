using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Registry;

/// <summary>
/// Taking back, for good: everything, a site, or a feed. One call, also while an incident is under way: when it answers, no new ticket is given, no view goes on and the
/// RTIC knows. <c>If-Match: *</c> says: whatever anybody changed meanwhile. Said again, it is seen to again.
/// </summary>
public sealed class WithdrawFunctions(IPartnerStore partners, PartnerDoor door)
{
    private const int MostBytes = 16_384;

    /// <summary>The partner leaves.</summary>
    [Function(nameof(WithdrawPartner))]
    [Allow(Role.PartnerOwner)]
    public Task<IResult> WithdrawPartner(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/withdraw")] HttpRequest request, string partnerId, [DurableClient] DurableTaskClient durable) =>
        door.ChangeAsync(request, partnerId, nameof(WithdrawPartner), PartnerRole.Owner, durable, async visit =>
        {
            var (expected, reason) = await ReadAsync(request, "the partner");
            var draft = await visit.DoAsync(new Withdraw(Scope.Everything, reason) { Expected = expected });
            return PartnerAnswer.Show(request, draft, visit.Caller.Role);
        });

    /// <summary>The partner takes a site back.</summary>
    [Function(nameof(WithdrawSite))]
    [Allow(Role.PartnerOwner)]
    public Task<IResult> WithdrawSite(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/sites/{siteId}/withdraw")] HttpRequest request, string partnerId, string siteId, [DurableClient] DurableTaskClient durable) =>
        door.ChangeAsync(request, partnerId, nameof(WithdrawSite), PartnerRole.Manager, durable, async visit =>
        {
            var (expected, reason) = await ReadAsync(request, "the site");
            var id = new SiteId(siteId);
            return SiteAnswer.Show(request, await visit.DoAsync(new Withdraw(new(id), reason) { Expected = expected }), id);
        });

    /// <summary>The partner takes a feed back.</summary>
    [Function(nameof(WithdrawFeed))]
    [Allow(Role.PartnerOwner)]
    public Task<IResult> WithdrawFeed(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/feeds/{feedId}/withdraw")] HttpRequest request, string partnerId, string feedId, [DurableClient] DurableTaskClient durable) =>
        door.ChangeAsync(request, partnerId, nameof(WithdrawFeed), PartnerRole.Manager, durable, async visit =>
        {
            var (expected, reason) = await ReadAsync(request, "the feed");
            var id = new FeedId(feedId);
            var draft = await visit.DoAsync(async draft =>
            {
                draft.Know(await partners.FindFeedsAsync(draft.Partner.Id, [id], CancellationToken.None));
                return new Withdraw(new(Feeds: [id]), reason) { Expected = expected };
            });
            return FeedAnswer.Show(request, draft.Feeds[id]);
        });

    private static async Task<(ImmutableArray<long>? Expected, string? Reason)> ReadAsync(HttpRequest request, string what) =>
        (IfMatch.VersionsOrAny(request, what), await Fields.ReadReasonAsync(request, MostBytes));
}
