using System.Globalization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Http;
using Dragonfly.Functions.Incidents;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Clips;

/// <summary>What there is of clips, and how they are looked at: by a link to the file itself, which never goes through a function.</summary>
public sealed class ClipFunctions(IClipRecords records, IClipStore files, ClipAccess clips, ClipWriter writer, IncidentAccess incidents, ITimelines timelines, PrincipalLog log, TimeProvider clock)
{
    private const int MostBytes = 16_384;
    private const int PageSize = 100;
    private static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(5);

    /// <summary>The clips of an incident, oldest request first.</summary>
    [Function(nameof(ListClips))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor)]
    public async Task<IResult> ListClips([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "incidents/{incidentId}/clips")] HttpRequest request, string incidentId)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var head = await incidents.ReadAsync(incidentId, Caller.Of(request), cancellation);
        var found = await records.ListAsync(head.Incident.Id, cancellation);
        return Answer.Json(new Page<ClipView>([.. found.Select(stored => ClipView.Of(stored.Clip))], null), ApiJson.Default.PageClipView);
    }

    /// <summary>One clip.</summary>
    [Function(nameof(ReadClip))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor)]
    public async Task<IResult> ReadClip([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "clips/{clipId}")] HttpRequest request, string clipId)
    {
        var stored = await clips.ReadAsync(clipId, Caller.Of(request), request.HttpContext.RequestAborted);
        return Answer.Json(ClipView.Of(stored.Clip), ApiJson.Default.ClipView);
    }

    /// <summary>The clip's chain of custody: all that was ever done with it, hash-chained, oldest first. That it was read is recorded before it is shown.</summary>
    [Function(nameof(ReadCustody))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor, Role.Auditor)]
    [Limit(120, 60)]
    public async Task<IResult> ReadCustody([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "clips/{clipId}/custody")] HttpRequest request, string clipId)
    {
        var (caller, cancellation) = (Caller.Of(request), request.HttpContext.RequestAborted);
        var after = new QueryReader(request).AfterNumber() ?? 0;
        var stored = await clips.ReadAsync(clipId, caller, cancellation);
        await log.RecordAsync(caller, nameof(ReadCustody), new LogRead(nameof(ReadCustody), stored.Clip.Id.Value));
        var entries = await timelines.ReadAsync(stored.Clip.Id.Timeline, after, PageSize, cancellation);
        var next = entries.Length == PageSize ? entries[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null;
        return Answer.Json(new Page<Entry>(entries, next), ApiJson.Default.PageEntry);
    }

    /// <summary>A link by which the file can be read for five minutes; that it was given is on record before it is.</summary>
    [Function(nameof(LinkClip))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor)]
    [Limit(120, 60)]
    public async Task<IResult> LinkClip([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "clips/{clipId}/links")] HttpRequest request, string clipId)
    {
        var caller = Caller.Of(request);
        var stored = await clips.ReadAsync(clipId, caller, request.HttpContext.RequestAborted);
        using var body = await JsonBody.ReadAsync(request, MostBytes);
        var (purpose, reason) = Fields.Read(body.RootElement, fields =>
        {
            fields.KnowsOnly("purpose", "reason");
            return (fields.Member<LinkPurpose>("purpose") ?? LinkPurpose.View, fields.Text("reason", 200, required: true)!);
        });
        var (until, download) = (clock.GetUtcNow() + LinkLife, purpose is LinkPurpose.Download);
        string? refusal = null;
        var written = await writer.WriteAsync(stored, caller.Origin(nameof(LinkClip)), draft => refusal = draft.Decide(new LinkClip(download ? "download" : "view", reason, until)));
        if (refusal is not null) throw ClipAccess.Refused(refusal);
        var url = await files.LinkToReadAsync(written.Clip.Blob, until, download ? MediaNames.FileOf(written.Clip) : null, CancellationToken.None);
        return Answer.Json(new ClipLinkAnswer(url.AbsoluteUri, written.Clip.Content!.ContentType, until), ApiJson.Default.ClipLinkAnswer, 201);
    }
}

/// <summary>What a link is wanted for.</summary>
public enum LinkPurpose
{
    /// <summary>To look at it.</summary>
    View,

    /// <summary>To save it.</summary>
    Download,
}

/// <summary>Where a clip can be read.</summary>
/// <param name="Url">Absolute, and holding all the authority there is: whoever has it can read this one file until then.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="ExpiresAt">When the link ends.</param>
public sealed record ClipLinkAnswer(string Url, string ContentType, DateTimeOffset ExpiresAt);
