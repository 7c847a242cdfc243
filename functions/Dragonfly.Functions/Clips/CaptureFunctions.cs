using System.Security.Cryptography;
using Dragonfly.Core.Access;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Dragonfly.Functions.Incidents;
using Dragonfly.Functions.Registry;
using Dragonfly.Functions.Unlocks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Clips;

/// <summary>Takes pictures of feeds and asks for recordings, under a grant and as long as the owner allows it.</summary>
public sealed class CaptureFunctions(
    IncidentAccess incidents, IncidentWriter incidentWriter, IRegistry registry, Stepper stepper, VideoDoor video, IClipRecords records, IClipStore files, ClipWriter writer, ClipStepper clips, CallLimits limits, TimeProvider clock)
{
    private const int MostBytes = 16_384;

    /// <summary>
    /// One picture of a feed, now. It is decided before the camera is asked and again with what it gave: a picture that came too late is thrown away. Put away before it is on record, so that
    /// what is on record is there.
    /// </summary>
    [Function(nameof(TakeStill))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor)]
    [Limit(60, 30)]
    public async Task<IResult> TakeStill(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "incidents/{incidentId}/grants/{grantId}/stills")] HttpRequest request, string incidentId, string grantId)
    {
        var (caller, reason) = (Caller.Of(request), await Fields.ReadReasonAsync(request, MostBytes));
        var head = await incidents.ReadAsync(incidentId, caller, request.HttpContext.RequestAborted);
        var (grant, clip, origin) = (GrantIn(head, grantId), new ClipId(RandomId.Next()), caller.Origin(nameof(TakeStill)));
        TakeStill Taken(Feed? feed, DateTimeOffset at, string sha256) => new(clip, grant, caller.Id, reason, feed, at, sha256);

        Decision decision = Accepted.Nothing;
        var checkedHead = await incidentWriter.WriteAsync(head, origin, async draft =>
        {
            var command = Taken(await FeedAsync(draft.Incident, grant), draft.Now, "");
            decision = IncidentDecider.Decide(draft.Incident, command, draft.Now);
            if (decision is Rejected) draft.Decide(command);
        });
        if (decision is Rejected no) throw new ProblemException(Refusals.ProblemOf(no));

        var picture = await PictureAsync(checkedHead.Result, grant, caller);
        var content = ContentOf(picture);
        var blob = new ClipBlob(clip, 1);
        await files.TryCreateAsync(blob, picture.Picture, content.ContentType, CancellationToken.None);
        var taken = await incidentWriter.WriteAsync(checkedHead.Result, origin, async draft =>
            decision = draft.Decide(Taken(await FeedAsync(draft.Incident, grant), picture.TakenAt, content.Sha256!)));
        if (decision is Rejected tooLate)
        {
            await files.DeleteAsync(blob, CancellationToken.None);
            throw new ProblemException(Refusals.ProblemOf(tooLate));
        }

        var wish = ClipBeginner.WishUnder(taken.Incident, ClipKind.Still, grant, picture.TakenAt, null, caller.Id, reason ?? taken.Incident.CallType!);
        var kept = await writer.WriteAsync(StoredClip.Unwanted(clip), origin, draft =>
        {
            draft.Decide(new BeginClip(wish));
            draft.Decide(new KeepPicture(new(blob, content.Length, content.ContentType, draft.Now, Held: false), content));
        });
        return Created(request, kept.Clip, 201);
    }

    /// <summary>What a feed recorded in a time: of the grant, and before it as far as the owner allows. It arrives in the store by itself; a notice tells when.</summary>
    [Function(nameof(RequestRecording))]
    [Allow(Role.RticInvestigator, Role.RticSupervisor)]
    [Limit(60, 30)]
    public async Task<IResult> RequestRecording(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "incidents/{incidentId}/grants/{grantId}/clips")] HttpRequest request, string incidentId, string grantId)
    {
        var caller = Caller.Of(request);
        var head = await incidents.ReadAsync(incidentId, caller, request.HttpContext.RequestAborted);
        var grant = GrantIn(head, grantId);
        using var body = await JsonBody.ReadAsync(request, MostBytes);
        var (from, to, reason) = Fields.Read(body.RootElement, fields =>
        {
            fields.KnowsOnly("from", "to", "reason");
            var (from, to) = (fields.Moment("from", required: true), fields.Moment("to", required: true));
            if (from >= to) fields.Add("to", "outOfRange", "must be after from");
            else if (to - from > VideoExport.Longest) fields.Add("to", "outOfRange", $"must be at most {VideoExport.Longest.TotalMinutes:F0} minutes after from: ask twice for more");
            return (from, to, fields.Text("reason", 200));
        });
        var (clip, origin) = (new ClipId(RandomId.Next()), caller.Origin(nameof(RequestRecording)));
        Decision decision = Accepted.Nothing;
        var asked = await incidentWriter.WriteAsync(head, origin, async draft =>
            decision = draft.Decide(new RequestRecording(clip, grant, from!.Value, to!.Value, caller.Id, reason, await FeedAsync(draft.Incident, grant))));
        if (decision is Rejected rejected) throw new ProblemException(Refusals.ProblemOf(rejected));
        await stepper.StepAsync(asked.Result, origin);
        var begun = await records.ReadAsync(clip, CancellationToken.None) ?? throw new StoreUnavailableException("clip", new InvalidOperationException($"{clip} was not begun"));
        return Created(request, (await clips.StepAsync(begun, origin)).Clip, 202);
    }

    private static GrantId GrantIn(StoredIncident head, string grantId)
    {
        var grant = GrantId.From(grantId);
        return grant.TryGetIncident(out var incident) && incident == head.Incident.Id ? grant : throw new ProblemException(Problem.NotFound("grant"));
    }

    private static IResult Created(HttpRequest request, Clip clip, int status)
    {
        request.HttpContext.Response.Headers.Location = $"{request.PathBase}/api/clips/{clip.Id}";
        return Answer.Json(ClipView.Of(clip), ApiJson.Default.ClipView, status);
    }

    private async Task<Feed?> FeedAsync(Incident incident, GrantId id) => incident.Grants.FirstOrDefault(grant => grant.Id == id) is { } grant
        ? (await registry.FindAsync([grant.Feed], CancellationToken.None)).FirstOrDefault()
        : null;

    // As for a ticket: a feed that runs what the program does not permit is cut, and a lease that the video system does not hold is asked for again.
    private async Task<Still> PictureAsync(StoredIncident head, GrantId id, Caller caller)
    {
        var grant = head.Incident.Grants.First(grant => grant.Id == id);
        IncidentCommand? besides;
        Problem problem;
        try
        {
            using var timeout = new CancellationTokenSource(limits.Video, clock);
            return await video.StillAsync(grant.Feed, id, timeout.Token).WaitAsync(timeout.Token);
        }
        catch (UnlawfulFeedException e)
        {
            (besides, problem) = (new CutFeed(grant.Feed, e.Code), Problem.Forbidden(e.Code, $"the feed may not be viewed: {e.Code}"));
        }
        catch (Exception e) when (e is VideoSystemException or OperationCanceledException)
        {
            (besides, problem) = (e is VideoSystemException { Code: "refused" } ? new CorrectLease(id, Held: false) : null, Problem.Unavailable("videoSystem"));
        }

        if (besides is not null)
        {
            var origin = caller.Origin(nameof(TakeStill));
            var corrected = await incidentWriter.WriteAsync(head, origin, draft =>
            {
                draft.Decide(besides);
                return ValueTask.CompletedTask;
            });
            await stepper.StepAsync(corrected.Result, origin);
        }

        throw new ProblemException(problem);
    }

    private static ClipContent ContentOf(Still picture)
    {
        var inspector = new MediaInspector();
        inspector.Feed(picture.Picture.Span);
        return inspector.Finish() is { ContentType: "image/jpeg" or "image/png", Fault: null } facts
            ? new(picture.Picture.Length, facts.ContentType, Convert.ToHexStringLower(SHA256.HashData(picture.Picture.Span)))
            : throw new ProblemException(Problem.Unavailable("videoSystem"));
    }
}
