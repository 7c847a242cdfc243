using Dragonfly.Core.Registry;
using Dragonfly.Functions.Http;

namespace Dragonfly.Functions.Registry;

/// <summary>How a refusal by the domain is told over HTTP; it is on the partner's timeline.</summary>
internal static class PartnerProblems
{
    /// <summary>The problem; its code is the reason.</summary>
    public static Problem Of(PartnerRefusal refusal) => KindOf(refusal) with { IsOnRecord = true };

    private static Problem KindOf(PartnerRefusal refusal) => refusal.Code switch
    {
        "partnerUnknown" or "siteUnknown" or "feedUnknown" or "userUnknown" or "agencyUnknown" or "workOrderUnknown" => Problem.NotFound(refusal.Code[..^"Unknown".Length]),
        "changed" => Problem.PreconditionFailed(refusal.Code, refusal.Detail),
        "agreementUnknown" => Problem.Invalid([new("$.version", refusal.Code, refusal.Detail)]),
        "ownersOnly" => Problem.Invalid([new("$.role", refusal.Code, refusal.Detail)]),
        "visitOutOfRange" => Problem.Invalid([new("$.visitAt", refusal.Code, refusal.Detail)]),
        "invitationInvalid" => Problem.Forbidden(refusal.Code, refusal.Detail),
        _ => Problem.Conflict(refusal.Code, refusal.Detail),
    };
}
