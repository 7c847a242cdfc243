using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Local.Tests.City;

/// <summary>A program administrator.</summary>
internal sealed class AdminDesk(Town town, string role, string name, string agency) : Desk(town, role, name, agency)
{
    /// <summary>The policy that stands, and its ETag.</summary>
    public async Task<(UnlockPolicy Policy, string Tag)> PolicyAsync()
    {
        var reply = (await GetAsync("policy")).Should(200);
        return (reply.As(CoreJson.Default.UnlockPolicy), reply.Headers.ETag!.ToString());
    }

    /// <summary>Puts a policy in the place of the one with a tag, or of the one that stands.</summary>
    public async Task<Reply> PutPolicyAsync(JsonObject body, string? replaces = null)
    {
        replaces ??= (await PolicyAsync()).Tag;
        return await SendAsync(HttpMethod.Put, "policy", JsonText(body.ToJsonString()), headers => headers.TryAddWithoutValidation("If-Match", replaces));
    }

    /// <summary>Changes the policy, and must be told that the change stands.</summary>
    public async Task<UnlockPolicy> ReviseAsync(Func<UnlockPolicy, UnlockPolicy> change, string reason = "council resolution") =>
        (await PutPolicyAsync(BodyOf(change((await PolicyAsync()).Policy), reason))).As(CoreJson.Default.UnlockPolicy);

    public Task<Reply> DryRunAsync(DateTimeOffset from, UnlockPolicy policy, int? days = null)
    {
        var body = new JsonObject { ["from"] = from, ["policy"] = BodyOf(policy) };
        if (days is not null) body["days"] = days;
        return PostAsync("policy/dry-run", body.ToJsonString());
    }

    /// <summary>The whole history, oldest first, page by page.</summary>
    public async Task<(ImmutableArray<Entry> Entries, int Pages)> HistoryAsync()
    {
        var (entries, pages) = (ImmutableArray.CreateBuilder<Entry>(), 0);
        for (string? after = ""; after is not null; pages++)
        {
            var page = (await GetAsync($"policy/history?after={after}")).Should(200).Json;
            entries.AddRange(page.GetProperty("items").Deserialize(CoreJson.Default.ImmutableArrayEntry));
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        entries.Reverse();
        return (entries.DrainToImmutable(), pages);
    }

    /// <summary>A policy as it is sent: its version is not the author's to give.</summary>
    public static JsonObject BodyOf(UnlockPolicy policy, string? reason = null)
    {
        var body = JsonNode.Parse(JsonSerializer.Serialize(policy, CoreJson.Default.UnlockPolicy))!.AsObject();
        body.Remove("version");
        if (reason is not null) body["reason"] = reason;
        return body;
    }
}
