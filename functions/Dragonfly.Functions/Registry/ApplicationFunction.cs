using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Registry;

/// <summary>The door for those who want to take part.</summary>
public sealed class ApplicationFunction(PartnerDesk desk)
{
    private const int MostBytes = 16_384;

    /// <summary>Takes an application by anybody, who needs no account. The answer is the same whatever is known of the applicant.</summary>
    [Function(nameof(ApplyToTakePart))]
    [AllowAnyone]
    [Limit(6, 3)]
    public async Task<IResult> ApplyToTakePart([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "applications")] HttpRequest request, [DurableClient] DurableTaskClient durable)
    {
        using var body = await JsonBody.ReadAsync(request, MostBytes);
        var profile = Fields.Read(body.RootElement, fields => ProfileFormat.Read(fields, RandomId.Next()));
        var id = new PartnerId(RandomId.Next());
        Origin origin = Caller.Of(request).Origin(nameof(ApplyToTakePart));
        await desk.ChangeAsync(new(Partner.Unknown(id), null), origin, durable, draft =>
        {
            draft.Decide(new Apply(profile!));
            return ValueTask.CompletedTask;
        });
        return Answer.Json(new ApplicationAnswer(id), ApiJson.Default.ApplicationAnswer, 202);
    }
}

/// <summary>An application was taken.</summary>
/// <param name="Reference">What to call it by when speaking to the program.</param>
public sealed record ApplicationAnswer(PartnerId Reference);
