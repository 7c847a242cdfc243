using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Clips;

namespace Dragonfly.Local.Tests.City;

/// <summary>What somebody of the RTIC does with evidence.</summary>
internal static class EvidenceDesk
{
    public static Task<Reply> TakeStillAsync(this RticDesk desk, IncidentId id, GrantId grant, string? reason = null) =>
        desk.PostAsync($"incidents/{id}/grants/{grant}/stills", reason is null ? null : new { reason });

    public static async Task<ClipView> StillAsync(this RticDesk desk, IncidentId id, GrantId grant, string? reason = null) => ViewIn((await desk.TakeStillAsync(id, grant, reason)).Should(201));

    public static Task<Reply> AskRecordingAsync(this RticDesk desk, IncidentId id, GrantId grant, DateTimeOffset from, DateTimeOffset to, string? reason = null) =>
        desk.PostAsync($"incidents/{id}/grants/{grant}/clips", new { from, to, reason });

    public static async Task<ClipView> ClipAsync(this RticDesk desk, ClipId id) => ViewIn((await desk.GetAsync($"clips/{id}")).Should(200));

    public static async Task<ImmutableArray<ClipView>> ClipsAsync(this RticDesk desk, IncidentId id) =>
        [.. (await desk.GetAsync($"incidents/{id}/clips")).Should(200).Json.GetProperty("items").EnumerateArray().Select(item => item.Deserialize(CoreJson.Default.ClipView)!)];

    public static async Task<ImmutableArray<Entry>> CustodyAsync(this Desk desk, ClipId id) =>
        (await desk.GetAsync($"clips/{id}/custody")).Should(200).Json.GetProperty("items").Deserialize(CoreJson.Default.ImmutableArrayEntry);

    public static Task<Reply> AskLinkAsync(this RticDesk desk, ClipId id, string reason = "review", string? purpose = null) => desk.PostAsync($"clips/{id}/links", new { reason, purpose });

    public static async Task<Uri> LinkAsync(this RticDesk desk, ClipId id, string reason = "review", string? purpose = null) =>
        new((await desk.AskLinkAsync(id, reason, purpose)).Should(201).Json.GetProperty("url").GetString()!);

    public static Task<Reply> HoldAsync(this RticDesk desk, ClipId id, string caseNumber = "26-4711", string reason = "trial") => desk.PostAsync($"clips/{id}/hold", new { caseNumber, reason });

    public static Task<Reply> ReleaseAsync(this RticDesk desk, ClipId id, string reason = "acquitted") => desk.PostAsync($"clips/{id}/release", new { reason });

    /// <summary>Looks at a clip until it stands like this.</summary>
    public static Task<ClipView> SeesClipAsync(this RticDesk desk, Town town, ClipId id, ClipState state, TimeSpan pace = default) =>
        town.UntilAsync(() => desk.ClipAsync(id), clip => clip.State == state, pace);

    /// <summary>What the timer does each minute, now.</summary>
    public static Task SweepClipsAsync(this Town town) => town.Functions.FireTimerAsync(nameof(ClipSweeper.SweepClips));

    /// <summary>The bytes behind a link, as a browser gets them.</summary>
    public static async Task<(int Status, byte[] Bytes, string? MediaType)> FetchAsync(Uri link, string? range = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, link);
        if (range is not null) request.Headers.TryAddWithoutValidation("Range", range);
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>A robbery whose feeds are open, and a minute of it.</summary>
    public static async Task<(IncidentId Id, IncidentView View)> RobberyAsync(this Town town, string number = "26-1")
    {
        var id = await town.Cad.ReportAsync(number);
        var view = await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        return (id, view);
    }

    private static ClipView ViewIn(Reply reply) => reply.Json.Deserialize(CoreJson.Default.ClipView)!;
}
