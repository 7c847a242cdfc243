using System.Text.Json.Serialization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Accesses;

/// <summary>What was done with a feed.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<AccessKind>))]
public enum AccessKind
{
    /// <summary>It was unlocked for an incident: it could be viewed.</summary>
    Unlocked,

    /// <summary>Somebody viewed it.</summary>
    Viewed,

    /// <summary>Somebody wanted to view it and was refused.</summary>
    Refused,

    /// <summary>Somebody took a picture of it, which is kept.</summary>
    Still,

    /// <summary>What it recorded in a time is to be kept.</summary>
    Recording,
}

/// <summary>
/// One line of the log that an owner reads: one unlock, view, still, recording or refusal. It says nothing that the incident's timeline does not, from which it is made and can
/// be made again; see <see cref="AccessChanges"/>. Holds opaque ids: who stands behind them is for the reader to find, and to decide whether to tell.
/// </summary>
public sealed record AccessRecord
{
    /// <summary>Its id.</summary>
    public required AccessId Id { get; init; }

    /// <summary>What was done.</summary>
    public required AccessKind Kind { get; init; }

    /// <summary>Whose feed.</summary>
    public required PartnerId Partner { get; init; }

    /// <summary>The feed.</summary>
    public required FeedId Feed { get; init; }

    /// <summary>The agency that did it.</summary>
    public required AgencyId Agency { get; init; }

    /// <summary>The incident it was done for.</summary>
    public required IncidentId Incident { get; init; }

    /// <summary>The agency's number for the incident.</summary>
    public required string Number { get; init; }

    /// <summary>What the incident was then thought to be: a registry code; for a threat its reason.</summary>
    public string? CallType { get; init; }

    /// <summary>Opaque id of the person behind it; null when the unlock policy is.</summary>
    public string? Actor { get; init; }

    /// <summary>The role of that person.</summary>
    public string? Role { get; init; }

    /// <summary>When it was decided. Never changes: the log is read in this order.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Since when the feed was viewable, or viewed; null when it never was.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when; null while it lasts.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How it ended: <c>locked</c> for an unlock; for a view <c>released</c>, <c>lapsed</c>, <c>cut</c> or <c>failed</c>; <c>kept</c>; <c>refused</c>. Null while it lasts.</summary>
    public string? How { get; init; }

    /// <summary>The code of why it was locked, cut or refused; null when the viewer looked away.</summary>
    public string? Why { get; init; }
}
