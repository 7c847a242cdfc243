using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Functions.Audit;

/// <summary>What is to be written on a principal's timeline.</summary>
/// <param name="Agency">The agency it speaks for; null when its token names none, or when nobody knows who it is.</param>
/// <param name="Origin">Who it is.</param>
/// <param name="Happened">What happened.</param>
/// <param name="At">When.</param>
internal sealed record PrincipalRecord(AgencyId? Agency, Origin Origin, TimelineEvent Happened, DateTimeOffset At)
{
    /// <summary>What makes it one of many: the same event with the same code by the same principal, through whatever door.</summary>
    public RecordKind Kind => new(Agency, Origin.Actor, Origin.Role, JsonNamingPolicy.CamelCase.ConvertName(Happened.GetType().Name), Happened switch
    {
        TokenRefused refused => refused.Code,
        Refused refused => refused.Code,
        _ => null,
    });
}

/// <summary>What records may have in common.</summary>
internal readonly record struct RecordKind(AgencyId? Agency, string Actor, string Role, string Event, string? Code);
