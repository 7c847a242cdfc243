using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Http;

namespace Dragonfly.Functions.Unlocks;

/// <summary>How a refusal by the domain is told over HTTP.</summary>
internal static class Refusals
{
    /// <summary>The problem; its code is the reason. The timeline holds it already.</summary>
    public static Problem ProblemOf(Rejected rejected) => KindOf(rejected) with { IsOnRecord = true };

    private static Problem KindOf(Rejected rejected) => rejected.Code switch
    {
        "grantUnknown" => Problem.NotFound("grant"),
        "ticketUnknown" => Problem.NotFound("ticket"),
        "bulletinUnknown" => Problem.NotFound("bulletin"),
        "noUnits" or "tooManyUnits" or "notARecipient" => Problem.Invalid([new("$.units", rejected.Code, rejected.Detail)]),
        "incidentOver" or "tooManyBulletins" or "allAcknowledged" or "bulletinRecalled" or "bulletinExpired" => Problem.Conflict(rejected.Code, rejected.Detail),
        "nothingUnlocked" or "notYetApproved" or "beyondSharingHours" or "nothingToApprove" or "alreadyApproved" or "keyReused" => Problem.Conflict(rejected.Code, rejected.Detail),
        "beyondPolicy" => Problem.Invalid([new("$.minutes", rejected.Code, rejected.Detail)]),
        "reasonNotListed" => Problem.Invalid([new("$.reason", rejected.Code, rejected.Detail)]),
        "areaTooLarge" => Problem.Invalid([new("$.area", rejected.Code, rejected.Detail)]),
        _ => Problem.Forbidden(rejected.Code, rejected.Detail),
    };
}
