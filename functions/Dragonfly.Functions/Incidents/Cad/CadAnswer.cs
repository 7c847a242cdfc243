using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Functions.Http;

namespace Dragonfly.Functions.Incidents.Cad;

/// <summary>What CAD hears back: one result per incident, in the order sent.</summary>
public sealed record CadAnswer(ImmutableArray<CadResult> Results);

/// <summary>What became of one message. Says nothing of partners, feeds or grants.</summary>
/// <param name="Number">The agency's number, as sent.</param>
/// <param name="IncidentId">Our id; null when the message was rejected.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why, when that is not plain.</param>
/// <param name="Errors">Every fault of a message that was rejected.</param>
public sealed record CadResult(string? Number, IncidentId? IncidentId, CadOutcome Outcome, string? Reason = null, ImmutableArray<FieldError>? Errors = null)
{
    internal static CadResult Rejected(string? number, ImmutableArray<FieldError> errors) =>
        new(number, null, CadOutcome.Rejected, $"{errors[0].Path}: {errors[0].Detail}", errors);

    /// <summary>The rejection of a message that came alone: 409 when it was understood and may not be said, else 422.</summary>
    internal static Problem ProblemOf(ImmutableArray<FieldError> errors) => errors is [{ Code: "messageIdReused" or "notFromCad" } refusal]
        ? Problem.Conflict(refusal.Code, refusal.Detail) with { Errors = errors }
        : Problem.Invalid(errors);
}

/// <summary>What became of a message.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CadOutcome>))]
public enum CadOutcome
{
    /// <summary>It is on disk and counts.</summary>
    Accepted,

    /// <summary>The very same message was received before.</summary>
    Duplicate,

    /// <summary>A newer message was received before; this one is on record and changes nothing.</summary>
    Stale,

    /// <summary>It was not understood, or its id was used before for another message.</summary>
    Rejected,
}

/// <summary>What CAD told us of an incident: its own format back, with our id.</summary>
public sealed record CadIncident(
    IncidentId IncidentId,
    string Number,
    string MessageId,
    DateTimeOffset MessageTime,
    string? CallType,
    string? LocalCallType,
    CadStatus Status,
    CadPriority? Priority,
    CadPlace? Location,
    string? Beat,
    ImmutableArray<CadUnit>? Units,
    DateTimeOffset? OpenedAt,
    DateTimeOffset? ClosedAt,
    DateTimeOffset ReceivedAt,
    CadFormat Format,
    ImmutableSortedDictionary<string, JsonElement>? Extra,
    ImmutableArray<string>? ExtraLeftOut)
{
    internal static CadIncident Of(IncidentId id, CadReport report)
    {
        var message = report.Message;
        return new(
            id,
            message.Number,
            message.MessageId,
            message.MessageTime,
            message.CallType,
            message.LocalCallType,
            message.Status,
            message.Priority,
            message.Location is { } at ? new(at.Point?.Latitude, at.Point?.Longitude, at.Kind, at.UncertaintyMeters, at.Address) : null,
            message.Beat,
            message.Units,
            message.OpenedAt,
            message.ClosedAt,
            report.ReceivedAt,
            report.Format,
            report.Extra?.Members,
            report.Extra is { LeftOut: { IsEmpty: false } names } ? names : null);
    }
}

/// <summary>Where CAD said it is.</summary>
public sealed record CadPlace(double? Latitude, double? Longitude, LocationKind Kind, double? UncertaintyMeters, string? Address);
