using System.Text.Json.Serialization;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Incidents;

/// <summary>What makes an incident a public-safety threat: a supervisor declared it, for an area and a time. Its reason is the incident's call type.</summary>
/// <param name="Area">Where its feeds are.</param>
/// <param name="DeclaredBy">Opaque id of the supervisor.</param>
/// <param name="ApprovalDueAt">When it ends unless another supervisor has approved it.</param>
/// <param name="EndsAt">When it ends at the latest.</param>
/// <param name="ApprovedBy">Opaque id of the other supervisor; null until then.</param>
/// <param name="EndReason">Why it ended; null until then.</param>
public sealed record Threat(Area Area, string DeclaredBy, DateTimeOffset ApprovalDueAt, DateTimeOffset EndsAt, string? ApprovedBy = null, string? EndReason = null)
{
    /// <summary>When it and its grants end by themselves as things stand, and for what reason.</summary>
    [JsonIgnore]
    public (DateTimeOffset At, string Reason) Limit => ApprovedBy is null && ApprovalDueAt < EndsAt ? (ApprovalDueAt, "notApproved") : (EndsAt, "timeToLive");
}
