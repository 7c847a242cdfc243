using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Accesses;

/// <summary>A line of an access log as it is read.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What was done.</param>
/// <param name="FeedId">With which feed.</param>
/// <param name="FeedName">What people call it; its id when the name was deleted.</param>
/// <param name="Agency">The agency that did it.</param>
/// <param name="IncidentId">For which incident.</param>
/// <param name="Number">The agency's number for it.</param>
/// <param name="CallType">What it was then thought to be.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When it was decided.</param>
/// <param name="From">Since when the feed was viewable, or viewed; absent when it never was.</param>
/// <param name="Until">Until when; absent while it lasts.</param>
/// <param name="Seconds">How long; absent while it lasts, and when it never began.</param>
/// <param name="How">How it ended: <c>locked</c>, <c>released</c>, <c>lapsed</c>, <c>cut</c>, <c>failed</c> or <c>refused</c>.</param>
/// <param name="Why">The code of why.</param>
public sealed record AccessLine(
    AccessId Id,
    AccessKind Kind,
    FeedId FeedId,
    string FeedName,
    AgencyId Agency,
    IncidentId IncidentId,
    string Number,
    string? CallType,
    AccessBy By,
    DateTimeOffset At,
    DateTimeOffset? From,
    DateTimeOffset? Until,
    double? Seconds,
    string? How,
    string? Why)
{
    /// <summary>The line that a record comes to.</summary>
    public static AccessLine Of(AccessRecord record, string? feedName, AccessBy by) => new(
        record.Id,
        record.Kind,
        record.Feed,
        feedName ?? record.Feed.Value,
        record.Agency,
        record.Incident,
        record.Number,
        record.CallType,
        by,
        record.At,
        record.From,
        record.Until,
        record.Until - record.From is { } length ? Math.Round(length.TotalSeconds, 3) : null,
        record.How,
        record.Why);
}

/// <summary>Who did something, as far as the reader is to know.</summary>
/// <param name="Text">In words: <c>investigator, badge 4711</c>.</param>
/// <param name="Role">The role in which; absent when nobody did but the unlock policy.</param>
/// <param name="Badge">The badge number; absent when the directory has none.</param>
/// <param name="Name">The name, where the reader may know it and the directory does.</param>
/// <param name="Principal">The opaque id, for those who check the log.</param>
public sealed record AccessBy(string Text, string? Role, string? Badge, string? Name, string? Principal)
{
    /// <summary>Nobody: the policy unlocks by itself what CAD reports.</summary>
    public static AccessBy Policy { get; } = new("unlock policy", null, null, null, null);

    /// <summary>Somebody.</summary>
    /// <param name="actor">The opaque id; null when nobody.</param>
    /// <param name="role">The role in which.</param>
    /// <param name="person">What the directory has of them.</param>
    /// <param name="named">Whether the reader may know the name.</param>
    /// <param name="identified">Whether the reader may know the opaque id.</param>
    public static AccessBy Of(string? actor, string? role, Person? person, bool named, bool identified)
    {
        if (actor is null || role is null) return Policy;
        var name = named ? person?.Name : null;
        return new($"{TitleOf(role)}, badge {person?.Badge ?? "unknown"}{(name is null ? "" : $", {name}")}", role, person?.Badge, name, identified ? actor : null);
    }

    private static string TitleOf(string role) => role switch
    {
        Access.Role.RticInvestigator => "investigator",
        Access.Role.RticSupervisor => "supervisor",
        _ => role,
    };
}
