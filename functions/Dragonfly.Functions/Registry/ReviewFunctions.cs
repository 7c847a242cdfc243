using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Registry;

/// <summary>What administrators decide about a partner. What it shares is not theirs to decide: they may keep it from sharing, and no more.</summary>
public sealed class ReviewFunctions(PartnerDoor door, RegistryOptions options, TimeProvider clock)
{
    /// <summary>Lets the partner in. The answer holds an invitation for its first owner, which is told this once.</summary>
    [Function(nameof(ApprovePartner))]
    [Allow(Role.ProgramAdmin)]
    public Task<IResult> ApprovePartner(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/approve")] HttpRequest request, string partnerId, [DurableClient] DurableTaskClient durable) =>
        door.ChangeAsync(request, partnerId, nameof(ApprovePartner), PartnerRole.Owner, durable, async visit =>
        {
            var expected = IfMatch.Versions(request, "the partner");
            var agencies = await visit.ReadOptionalAsync(ReadAgencies) is { IsDefault: false } named ? named : options.AgencyIds;
            var code = RandomId.NextCode(visit.Stored.Partner.Id);
            var invitation = new Invitation(RandomId.DigestOf(code), PartnerRole.Owner, clock.GetUtcNow().AddDays(options.InvitationDays));
            var draft = await visit.DoAsync(new ApprovePartner(agencies, invitation) { Expected = expected });
            EntityTag.Set(request, draft.Partner.Version);
            return Answer.Json(new InvitationAnswer(draft.Partner.Id, code, invitation.Role, invitation.ExpiresAt), ApiJson.Default.InvitationAnswer);
        });

    /// <summary>Does not let it in.</summary>
    [Function(nameof(DeclinePartner))]
    [Allow(Role.ProgramAdmin)]
    public Task<IResult> DeclinePartner(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/decline")] HttpRequest request, string partnerId, [DurableClient] DurableTaskClient durable) =>
        DecideAsync(request, partnerId, nameof(DeclinePartner), durable, reason => new DeclinePartner(reason));

    /// <summary>Keeps it from sharing for now: what is unlocked of it is locked before this answers.</summary>
    [Function(nameof(SuspendPartner))]
    [Allow(Role.ProgramAdmin)]
    public Task<IResult> SuspendPartner(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/suspend")] HttpRequest request, string partnerId, [DurableClient] DurableTaskClient durable) =>
        DecideAsync(request, partnerId, nameof(SuspendPartner), durable, reason => new SuspendPartner(reason));

    /// <summary>Lets it share again, as its owner's rules say.</summary>
    [Function(nameof(ReinstatePartner))]
    [Allow(Role.ProgramAdmin)]
    public Task<IResult> ReinstatePartner(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/reinstate")] HttpRequest request, string partnerId, [DurableClient] DurableTaskClient durable) =>
        DecideAsync(request, partnerId, nameof(ReinstatePartner), durable, reason => new ReinstatePartner(reason));

    private Task<IResult> DecideAsync(HttpRequest request, string partnerId, string source, DurableTaskClient durable, Func<string, PartnerCommand> command) =>
        door.ChangeAsync(request, partnerId, source, PartnerRole.Owner, durable, async visit =>
        {
            var expected = IfMatch.Versions(request, "the partner");
            var reason = await visit.ReadAsync(fields =>
            {
                fields.KnowsOnly("reason");
                return fields.Text("reason", 200, required: true);
            });
            var draft = await visit.DoAsync(command(reason!) with { Expected = expected });
            return PartnerAnswer.Show(request, draft, visit.Caller.Role);
        });

    private ImmutableArray<AgencyId> ReadAgencies(FieldReader fields)
    {
        fields.KnowsOnly("agencies");
        if (!fields.Has("agencies")) return options.AgencyIds;
        var agencies = fields.Texts("agencies", 100, 64);
        foreach (var (name, text) in agencies)
            if (!options.AgencyIds.Contains(new(text))) fields.Add(name, "unknownAgency", $"must be one of {string.Join(", ", options.AgencyIds)}");
        return [.. agencies.Select(agency => new AgencyId(agency.Text)).Distinct()];
    }
}
