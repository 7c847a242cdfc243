using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Registry;

/// <summary>Partners: who they are, what they signed, and whether they want to hear of accesses.</summary>
public sealed class PartnerFunctions(IPartnerStore partners, PartnerAccess access, PartnerDoor door, RegistryOptions options, TimeProvider clock)
{
    private const int PageSize = 50;

    /// <summary>The partners, by id; to somebody who acts for partners, those.</summary>
    [Function(nameof(ListPartners))]
    [Allow(Role.ProgramAdmin, Role.Auditor, Role.PartnerOwner)]
    [Limit(60, 30)]
    public async Task<IResult> ListPartners([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "partners")] HttpRequest request)
    {
        var (caller, query) = (Caller.Of(request), new QueryReader(request));
        PartnerStatus? status = query.Text("status", 16) is not { } text ? null
            : FieldReader.MemberOf<PartnerStatus>(text) ?? throw QueryReader.Bad("status", "unknownStatus", "must be applied, declined, approved, active, suspended or withdrawn");
        PartnerId? after = query.Text("after", 64) is { } last ? new(last) : null;
        var found = await partners.ListAsync(new(PageSize, after, status, caller.Role is Role.PartnerOwner ? caller.Id : null), request.HttpContext.RequestAborted);
        return Answer.Json(
            new Page<PartnerAnswer>([.. found.Select(stored => PartnerAnswer.Of(stored.Partner, stored.Profile, caller.Role, clock.GetUtcNow()))], found.Length == PageSize ? found[^1].Partner.Id.Value : null),
            ApiJson.Default.PagePartnerAnswer);
    }

    /// <summary>One partner.</summary>
    [Function(nameof(ReadPartner))]
    [Allow(Role.ProgramAdmin, Role.Auditor, Role.PartnerOwner)]
    public async Task<IResult> ReadPartner([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "partners/{partnerId}")] HttpRequest request, string partnerId)
    {
        var caller = Caller.Of(request);
        var stored = await access.ReadAsync(partnerId, caller, PartnerRole.Viewer, request.HttpContext.RequestAborted);
        return PartnerAnswer.Show(request, stored.Partner, stored.Profile, caller.Role, clock.GetUtcNow());
    }

    /// <summary>Says who the partner is to people. The timeline has a digest of it that tells nobody anything.</summary>
    [Function(nameof(WritePartner))]
    [Allow(Role.ProgramAdmin, Role.PartnerOwner)]
    public Task<IResult> WritePartner(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "partners/{partnerId}")] HttpRequest request, string partnerId, [DurableClient] DurableTaskClient durable) =>
        ChangeAsync(request, partnerId, nameof(WritePartner), PartnerRole.Owner, durable, fields => new ChangeProfile(ProfileFormat.Read(fields, RandomId.Next())!));

    /// <summary>Signs the agreement, for which the caller's token stands. From then on feeds are shared as the owner's rules say.</summary>
    [Function(nameof(SignAgreement))]
    [Allow(Role.PartnerOwner)]
    public Task<IResult> SignAgreement(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/agreement")] HttpRequest request, string partnerId, [DurableClient] DurableTaskClient durable) =>
        ChangeAsync(request, partnerId, nameof(SignAgreement), PartnerRole.Owner, durable, fields =>
        {
            fields.KnowsOnly("version");
            return new SignAgreement(fields.Whole("version", 1, int.MaxValue, required: true) ?? 0, options.AgreementVersion, clock.GetUtcNow().AddDays(options.AgreementDays));
        });

    /// <summary>Says whether the partner wants to be told of each access.</summary>
    [Function(nameof(ChooseNotices))]
    [Allow(Role.PartnerOwner)]
    public Task<IResult> ChooseNotices(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "partners/{partnerId}/notices")] HttpRequest request, string partnerId, [DurableClient] DurableTaskClient durable) =>
        ChangeAsync(request, partnerId, nameof(ChooseNotices), PartnerRole.Manager, durable, fields =>
        {
            fields.KnowsOnly("wanted");
            if (!fields.Has("wanted")) fields.Add("wanted", "required", "is required");
            return new ChooseNotices(fields.Flag("wanted") ?? false);
        });

    /// <summary>The agreement that is to be signed, which anybody may read before applying.</summary>
    [Function(nameof(ReadAgreement))]
    [AllowAnyone]
    [Limit(60, 30)]
    public IResult ReadAgreement([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "agreement")] HttpRequest request) =>
        Answer.Json(new AgreementText(options.AgreementVersion, options.AgreementUrl, options.AgreementDays), ApiJson.Default.AgreementText);

    private Task<IResult> ChangeAsync(HttpRequest request, string partnerId, string source, PartnerRole needs, DurableTaskClient durable, Func<FieldReader, PartnerCommand> read) =>
        door.ChangeAsync(request, partnerId, source, needs, durable, async visit =>
        {
            var expected = IfMatch.Versions(request, "the partner");
            var command = await visit.ReadAsync(read);
            var draft = await visit.DoAsync(command with { Expected = expected });
            return PartnerAnswer.Show(request, draft, visit.Caller.Role);
        });
}

/// <summary>The agreement that is to be signed.</summary>
/// <param name="Version">Which text.</param>
/// <param name="Url">Where it is to be read.</param>
/// <param name="Days">For how long a signature holds.</param>
public sealed record AgreementText(int Version, string? Url, int Days);
