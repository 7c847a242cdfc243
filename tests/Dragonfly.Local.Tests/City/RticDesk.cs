using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Local.Tests.City;

/// <summary>Somebody in the Real-Time Intelligence Center.</summary>
internal sealed class RticDesk(Town town, string role, string name, string agency) : Desk(town, role, name, agency)
{
    public async Task<IncidentView> IncidentAsync(IncidentId id) => (await GetAsync($"incidents/{id}")).View;

    /// <summary>Looks at an incident until it fits; between looks the clock moves by <paramref name="pace"/>.</summary>
    public Task<IncidentView> SeesAsync(IncidentId id, Func<IncidentView, bool> fits, TimeSpan pace = default) =>
        Town.UntilAsync(() => IncidentAsync(id), fits, pace);

    /// <summary>Looks until every grant stands like this, of which there must be some.</summary>
    public Task<IncidentView> SeesAllAsync(IncidentId id, GrantState state, TimeSpan pace = default) =>
        SeesAsync(id, view => view.Grants.All(grant => grant.State == state) && view.Grants.Length > 0, pace);

    public Task<Reply> AskTicketAsync(IncidentId id, GrantId grant, string? reason = null) =>
        PostAsync($"incidents/{id}/grants/{grant}/tickets", reason is null ? null : new { reason });

    public async Task<Viewable> TicketAsync(IncidentId id, GrantId grant, string? reason = null) => Viewable.Of((await AskTicketAsync(id, grant, reason)).Should(201));

    public Task<Reply> RenewAsync(TicketId ticket) => PostAsync($"tickets/{ticket}/renew");

    public Task<Reply> ReturnAsync(TicketId ticket) => DeleteAsync($"tickets/{ticket}");

    public Task<Reply> LockAsync(IncidentId id, GrantId? grant = null, string reason = "not needed") =>
        PostAsync($"incidents/{id}/lock", new { grantId = grant?.Value, reason });

    public Task<Reply> ExtendAsync(IncidentId id, int minutes, string reason = "still inside") => PostAsync($"incidents/{id}/extend", new { minutes, reason });

    public Task<Reply> ApproveAsync(IncidentId id, string? reason = null) => PostAsync($"incidents/{id}/approve", reason is null ? null : new { reason });

    /// <summary>Declares a threat. What is not said otherwise: a shooter within 200 m of downtown, for half an hour.</summary>
    public Task<Reply> DeclareAsync(string reason = "ACTSHOOT", int minutes = 30, object? area = null, string? note = null, string? key = null) => SendAsync(
        HttpMethod.Post,
        "threats",
        JsonText(Serialize(new { reason, area = area ?? Circle(200), minutes, note })),
        headers => headers.Add("Idempotency-Key", key is null ? [] : [key]));

    /// <summary>Declares a threat, which must be taken.</summary>
    public async Task<IncidentView> ThreatAsync(string reason = "ACTSHOOT", int minutes = 30, object? area = null) =>
        (await DeclareAsync(reason, minutes, area)).Should(201).Json.Deserialize(CoreJson.Default.IncidentView)!;

    /// <summary>A circle around downtown, in GeoJSON.</summary>
    public static object Circle(double radiusMeters) =>
        new { type = "Point", coordinates = new[] { TestCad.Downtown.Longitude, TestCad.Downtown.Latitude }, radiusMeters };

    /// <summary>Takes a still, which must be taken.</summary>
    public async Task<ClipId> PictureAsync(IncidentId id, GrantId grant) => new((await PostAsync($"incidents/{id}/grants/{grant}/stills")).Should(201).Json.GetProperty("clipId").GetString()!);

    /// <summary>Sends something to units.</summary>
    public Task<Reply> BulletinAsync(IncidentId id, object body, string? key = null) =>
        SendAsync(HttpMethod.Post, $"incidents/{id}/bulletins", JsonText(body as string ?? Serialize(body)), headers => headers.Add("Idempotency-Key", key is null ? [] : [key]));

    /// <summary>Sends a still to units, which must be taken.</summary>
    public async Task<BulletinId> BulletinAsync(IncidentId id, ClipId clip, params string[] units) =>
        IdIn((await BulletinAsync(id, new { clipId = clip.Value, subject = "suspect", caption = "red jacket", units = units is [] ? null : units })).Should(201));

    /// <summary>Sends a picture from elsewhere to units.</summary>
    public async Task<Reply> AttachAsync(IncidentId id, byte[] image, object? bulletin = null, string name = "image")
    {
        using var form = new MultipartFormDataContent();
        form.Add(JsonText(Serialize(bulletin ?? new { subject = "other" })), "bulletin");
        form.Add(new ByteArrayContent(image), name, "me.jpg");
        return await SendAsync(HttpMethod.Post, $"incidents/{id}/bulletins", form);
    }

    /// <summary>The id of a bulletin in an answer.</summary>
    public static BulletinId IdIn(Reply reply) => new(reply.Json.GetProperty("bulletinId").GetString()!);

    /// <summary>The whole timeline, page by page.</summary>
    public async Task<(ImmutableArray<Entry> Entries, int Pages)> TimelineAsync(IncidentId id)
    {
        var (entries, pages) = (ImmutableArray.CreateBuilder<Entry>(), 0);
        for (string? after = ""; after is not null; pages++)
        {
            var page = (await GetAsync($"incidents/{id}/timeline{(after == "" ? "" : $"?after={after}")}")).Should(200).Json;
            entries.AddRange(page.GetProperty("items").Deserialize(CoreJson.Default.ImmutableArrayEntry));
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        return (entries.DrainToImmutable(), pages);
    }

    /// <summary>A page of the list.</summary>
    public async Task<(IReadOnlyList<IncidentView> Items, string? Next)> ListAsync(string query)
    {
        var page = (await GetAsync($"incidents?{query}")).Should(200).Json;
        return (
            [.. page.GetProperty("items").EnumerateArray().Select(item => item.Deserialize(CoreJson.Default.IncidentView)!)],
            page.TryGetProperty("next", out var next) ? next.GetString() : null);
    }

    /// <summary>Connects a dashboard to the live channel.</summary>
    public Task<Screen> ScreenAsync() => Screen.ConnectAsync(Town.App.Address, () => Token);
}

/// <summary>A ticket as it is handed out.</summary>
internal sealed record Viewable(TicketId Ticket, string Url, string Kind, DateTimeOffset ExpiresAt)
{
    public static Viewable Of(Reply reply) => new(
        TicketId.From(reply.Json.GetProperty("ticketId").GetString()!),
        reply.Json.GetProperty("url").GetString()!,
        reply.Json.GetProperty("kind").GetString()!,
        reply.Json.GetProperty("expiresAt").GetDateTimeOffset());
}
