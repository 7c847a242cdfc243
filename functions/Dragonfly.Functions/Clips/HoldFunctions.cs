using Dragonfly.Core.Access;
using Dragonfly.Core.Clips;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Clips;

/// <summary>Legal holds. A clip that is held is deleted by nobody, whatever its time; the store is told as well, where it can hold.</summary>
public sealed class HoldFunctions(ClipAccess clips, ClipWriter writer, ClipStepper stepper)
{
    private const int MostBytes = 16_384;

    /// <summary>Holds a clip for a case.</summary>
    [Function(nameof(HoldClip))]
    [Allow(Role.RticSupervisor)]
    public Task<IResult> HoldClip([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "clips/{clipId}/hold")] HttpRequest request, string clipId) =>
        ChangeAsync(request, clipId, nameof(HoldClip), (fields, caller) =>
        {
            fields.KnowsOnly("caseNumber", "reason");
            return new HoldClip(fields.Text("caseNumber", 64, required: true)!, fields.Text("reason", 200, required: true)!, caller.Id);
        });

    /// <summary>Lets a clip go.</summary>
    [Function(nameof(ReleaseClip))]
    [Allow(Role.RticSupervisor)]
    public Task<IResult> ReleaseClip([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "clips/{clipId}/release")] HttpRequest request, string clipId) =>
        ChangeAsync(request, clipId, nameof(ReleaseClip), (fields, _) =>
        {
            fields.KnowsOnly("reason");
            return new ReleaseClip(fields.Text("reason", 200, required: true)!);
        });

    private async Task<IResult> ChangeAsync(HttpRequest request, string clipId, string source, Func<Core.Incidents.Cad.FieldReader, Caller, ClipCommand> read)
    {
        var caller = Caller.Of(request);
        var stored = await clips.ReadAsync(clipId, caller, request.HttpContext.RequestAborted);
        using var body = await JsonBody.ReadAsync(request, MostBytes);
        var command = Fields.Read(body.RootElement, fields => read(fields, caller));
        string? refusal = null;
        var written = await writer.WriteAsync(stored, caller.Origin(source), draft => refusal = draft.Decide(command));
        if (refusal is not null) throw ClipAccess.Refused(refusal);
        return Answer.Json(ClipView.Of((await stepper.StepAsync(written.Result, caller.Origin(source))).Clip), ApiJson.Default.ClipView);
    }
}
