using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;

namespace Dragonfly.Local.Tests.City;

/// <summary>Somebody who acts for a partner.</summary>
internal sealed class OwnerDesk(Town town, string name, PartnerId partner) : Desk(town, Role.PartnerOwner, name, "")
{
    /// <summary>Whom they act for.</summary>
    public string Path => $"partners/{partner}";

    /// <summary>Changes something, given the tag of what is to be changed, or else of <paramref name="path"/> as it stands.</summary>
    public async Task<Reply> PutAsync(string path, object body, string? tag = null)
    {
        tag ??= await TagAsync(path);
        return await SendAsync(HttpMethod.Put, path, JsonText(body as string ?? Serialize(body)), headers => headers.TryAddWithoutValidation("If-Match", tag));
    }

    /// <summary>The same with another verb.</summary>
    public Task<Reply> SendAsync(HttpMethod method, string path, object? body, string tag) => SendAsync(
        method, path, body is null ? null : JsonText(body as string ?? Serialize(body)), headers => headers.TryAddWithoutValidation("If-Match", tag));

    /// <summary>The tag of what is at a path now.</summary>
    public async Task<string> TagAsync(string path) => (await GetAsync(path)).Should(200).Headers.ETag!.ToString();

    public Task<Reply> ShareAsync(FeedId feed, SharingRule rule) => PutAsync($"{Path}/feeds/{feed}/sharing", JsonSerializer.Serialize(rule, CoreJson.Default.SharingRule));

    public Task<Reply> ShareSiteAsync(SiteId site, SharingRule rule) => PutAsync($"{Path}/sites/{site}/sharing", JsonSerializer.Serialize(rule, CoreJson.Default.SharingRule));

    public Task<Reply> ShareAllAsync(SharingRule rule) => PutAsync($"{Path}/sharing", JsonSerializer.Serialize(rule, CoreJson.Default.SharingRule));

    /// <summary>Takes something back, whatever anybody changed meanwhile.</summary>
    public Task<Reply> WithdrawAsync(string what = "", string? reason = null) => SendAsync(HttpMethod.Post, $"{Path}{what}/withdraw", reason is null ? null : new { reason }, "*");

    /// <summary>The site of a feed.</summary>
    public async Task<SiteId> SiteOfAsync(FeedId feed) => new((await GetAsync($"{Path}/feeds/{feed}")).Should(200).Json.GetProperty("siteId").GetString()!);

    /// <summary>The history, whole or of one feed, page by page.</summary>
    public async Task<ImmutableArray<Entry>> TimelineAsync(FeedId? feed = null)
    {
        var entries = ImmutableArray.CreateBuilder<Entry>();
        for (string? after = "0"; after is not null;)
        {
            var page = (await GetAsync($"{Path}/timeline?after={after}{(feed is { } one ? $"&feed={one}" : "")}")).Should(200).Json;
            entries.AddRange(page.GetProperty("items").Deserialize(CoreJson.Default.ImmutableArrayEntry));
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        return entries.DrainToImmutable();
    }
}
