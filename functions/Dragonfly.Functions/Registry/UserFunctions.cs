using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Registry;

/// <summary>Who may act for a partner. Nobody becomes a user but by accepting an invitation with a token of their own.</summary>
public sealed class UserFunctions(IPartnerStore partners, PartnerDesk desk, PartnerDoor door, RegistryOptions options, TimeProvider clock)
{
    private const int MostBytes = 16_384;

    /// <summary>Invites somebody. The code is told this once and not kept. An administrator may where there is no owner.</summary>
    [Function(nameof(InviteUser))]
    [Allow(Role.ProgramAdmin, Role.PartnerOwner)]
    public Task<IResult> InviteUser(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/invitations")] HttpRequest request, string partnerId, [DurableClient] DurableTaskClient durable) =>
        door.ChangeAsync(request, partnerId, nameof(InviteUser), PartnerRole.Owner, durable, async visit =>
        {
            var role = await visit.ReadAsync(fields =>
            {
                fields.KnowsOnly("role");
                return fields.Member<PartnerRole>("role", required: true);
            });
            var code = RandomId.NextCode(visit.Stored.Partner.Id);
            var invitation = new Invitation(RandomId.DigestOf(code), role!.Value, clock.GetUtcNow().AddDays(options.InvitationDays));
            var draft = await visit.DoAsync(new Invite(invitation, visit.Caller.Role is Role.ProgramAdmin));
            return Answer.Json(new InvitationAnswer(draft.Partner.Id, code, invitation.Role, invitation.ExpiresAt), ApiJson.Default.InvitationAnswer, 201);
        });

    /// <summary>Accepts an invitation. A code that is unknown, used or too old is refused as one and the same.</summary>
    [Function(nameof(AcceptInvitation))]
    [Allow(Role.PartnerOwner)]
    [Limit(12, 6)]
    public async Task<IResult> AcceptInvitation([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "invitations/accept")] HttpRequest request, [DurableClient] DurableTaskClient durable)
    {
        var caller = Caller.Of(request);
        using var body = await JsonBody.ReadAsync(request, MostBytes);
        var code = Fields.Read(body.RootElement, fields =>
        {
            fields.KnowsOnly("code");
            return fields.Text("code", 200, required: true);
        })!;
        var stored = await partners.ReadAsync(new(code.Split('.')[0]), request.HttpContext.RequestAborted) ?? new(Partner.Unknown(new("")), null);
        PartnerRefusal? refusal = null;
        var draft = await desk.ChangeAsync(stored, caller.Origin(nameof(AcceptInvitation)), durable, draft =>
        {
            refusal = draft.Decide(new AcceptInvitation(RandomId.DigestOf(code), caller.Id)).Refusal;
            return ValueTask.CompletedTask;
        });
        if (refusal is not null) throw new ProblemException(Problem.Forbidden("invitationInvalid", "there is no such invitation, or it was used or has expired") with { IsOnRecord = draft.Partner.Sequence > 0 });
        return PartnerAnswer.Show(request, draft, caller.Role);
    }

    /// <summary>Lets a user do more or less. There is always an owner.</summary>
    [Function(nameof(WriteUser))]
    [Allow(Role.PartnerOwner)]
    public Task<IResult> WriteUser(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "partners/{partnerId}/users/{userId}")] HttpRequest request, string partnerId, string userId, [DurableClient] DurableTaskClient durable) =>
        door.ChangeAsync(request, partnerId, nameof(WriteUser), PartnerRole.Owner, durable, async visit =>
        {
            var expected = IfMatch.Versions(request, "the user");
            var role = await visit.ReadAsync(fields =>
            {
                fields.KnowsOnly("role");
                return fields.Member<PartnerRole>("role", required: true);
            });
            var draft = await visit.DoAsync(new ChangeUser(userId, role) { Expected = expected });
            var user = draft.Partner.Users.First(user => user.Id == userId);
            EntityTag.Set(request, user.Version);
            return Answer.Json(user, ApiJson.Default.PartnerUser);
        });

    /// <summary>Lets a user do nothing any more; everybody may take themselves off.</summary>
    [Function(nameof(RemoveUser))]
    [Allow(Role.PartnerOwner)]
    public Task<IResult> RemoveUser(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "partners/{partnerId}/users/{userId}")] HttpRequest request, string partnerId, string userId, [DurableClient] DurableTaskClient durable) =>
        door.ChangeAsync(request, partnerId, nameof(RemoveUser), userId == Caller.Of(request).Id ? PartnerRole.Viewer : PartnerRole.Owner, durable, async visit =>
        {
            await visit.DoAsync(new ChangeUser(userId, null) { Expected = IfMatch.Versions(request, "the user") });
            return TypedResults.NoContent();
        });
}
