using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dragonfly.Core.Access;
using Dragonfly.Core.Accesses.Misuse;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Transparency;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Events;

/// <summary>
/// What of the log others are told: opaque ids and codes, never a name and never free text. Pure, and each entry gives its events by itself, so that whoever reads the
/// log twice tells the same twice: the id is the entry's place in the log and the event's place in the entry.
/// </summary>
public static class LogEvents
{
    /// <summary>The events that an entry gives, in order; most give none.</summary>
    /// <param name="timeline">The timeline it is of.</param>
    /// <param name="agency">The agency that the timeline belongs to; null when it is the program's.</param>
    /// <param name="entry">The entry.</param>
    public static IEnumerable<CloudEvent> Of(TimelineId timeline, AgencyId? agency, Entry entry) => entry.Event switch
    {
        UnlockDecided { Issued: not [], Rule: { } rule } e => Number(timeline, entry, Decided(timeline, agency, e, rule)),
        GrantsApproved e => Number(timeline, entry, [Unlocked(timeline, new(IncidentOf(timeline), agency, null, e.Grants))]),
        GrantsEnded e => Number(timeline, entry, e.Grants.Select(ended => Locked(new(IncidentOf(timeline), agency, ended.Grant, ended.Reason)))),
        PartnerEvent e => ConsentIn(timeline, e, entry) is { } changed ? Number(timeline, entry, [Changed(timeline, changed)]) : [],
        ClipVerified e => Number(timeline, entry, [Available(timeline, new(new(RestOf(timeline, "clips")), agency, e.Content.Sha256!, e.Content.Length, e.Content.ContentType, e.ExpiresAt))]),
        StillTaken or RecordingsRequested or ClipsBegun or ClipEvent or BulletinEvent => [],
        UnlockDecided or CadMessageReceived or GrantsRescheduled or LockedBySupervisor or VideoStarted or VideoFinished or LeaseCorrected or TicketIssued or TicketRenewed or ViewsEnded or Refused
            or ThreatDeclared or ThreatApproved or ThreatExtended or ThreatEnded => [],
        PolicyRevised or PolicyRefused or CodesImported or InstallersRevised or InstallersRefused or SignedIn or TokenRefused or LogRead or FiguresPublished or StatementsFiled or RecordsOmitted
            or PersonListed or PersonRemoved or MisuseSuspected or CheckpointSigned => [],
        _ => throw new UnreachableException(entry.Event.GetType().Name),
    };

    private static IEnumerable<Told> Decided(TimelineId timeline, AgencyId? agency, UnlockDecided decided, UnlockRule rule)
    {
        var incident = IncidentOf(timeline);
        if (!rule.RequiresApproval) yield return Unlocked(timeline, new(incident, agency, decided.PolicyVersion, [.. decided.Issued.Select(issued => issued.Grant)]));
        foreach (var issued in decided.Issued)
            yield return Granted(new(incident, agency, issued.Grant, issued.Feed, issued.Partner, issued.ConsentVersion, issued.ExpiresAt, issued.ExpiryReason, rule.RequiresApproval));
    }

    // Whatever makes another version of what the partner, one of its sites or one of its feeds consents to: see PartnerState.
    private static ConsentChangedData? ConsentIn(TimelineId timeline, PartnerEvent happened, Entry entry)
    {
        return happened switch
        {
            PartnerApproved or AgreementSigned or PartnerSuspended or PartnerReinstated => Changed(),
            AgencyDecided e => Changed() with { Agency = e.Agency },
            SiteChanged e => Changed() with { Site = e.Site },
            SharingDecided e => Changed() with { Site = e.Scope.Site, Feeds = e.Scope.Feeds },
            Withdrawn e => Changed() with { Site = e.Scope.Site, Feeds = e.Scope.Feeds },
            PartnerApplied or PartnerDeclined or ProfileChanged or SiteAdded or FeedsAdded or FeedChanged or UserInvited or InvitationAccepted or UserChanged or NoticesChosen or PersonalDataErased
                or PartnerRefused or WorkOrderEvent => null, // What was added is not shared before the owner says so.
            _ => throw new UnreachableException(happened.GetType().Name),
        };

        ConsentChangedData Changed() => new(new(RestOf(timeline, "partners")), EventKind.Of(happened), entry.Sequence);
    }

    private static Told Unlocked(TimelineId timeline, IncidentUnlockedData data) => Tell(EventType.IncidentUnlocked, timeline.Value, data, EventJson.Default.IncidentUnlockedData);

    private static Told Granted(FeedGrantedData data) => Tell(EventType.FeedGranted, $"grants/{data.Grant}", data, EventJson.Default.FeedGrantedData);

    private static Told Locked(FeedLockedData data) => Tell(EventType.FeedLocked, $"grants/{data.Grant}", data, EventJson.Default.FeedLockedData);

    private static Told Available(TimelineId timeline, ClipAvailableData data) => Tell(EventType.ClipAvailable, timeline.Value, data, EventJson.Default.ClipAvailableData);

    private static Told Changed(TimelineId timeline, ConsentChangedData data) =>
        Tell(EventType.ConsentChanged, data.Site is { } site ? $"sites/{site}" : timeline.Value, data, EventJson.Default.ConsentChangedData);

    private static Told Tell<T>(string type, string subject, T data, JsonTypeInfo<T> json) => new(type, subject, JsonSerializer.SerializeToElement(data, json));

    private static IEnumerable<CloudEvent> Number(TimelineId timeline, Entry entry, IEnumerable<Told> events) => events.Index().Select(item =>
        new CloudEvent($"{timeline}/{entry.Sequence}/{item.Index}", $"/{timeline}", item.Item.Type, item.Item.Subject, entry.At, item.Item.Data));

    private static IncidentId IncidentOf(TimelineId timeline) => new(RestOf(timeline, "incidents"));

    private static string RestOf(TimelineId timeline, string kind) =>
        timeline.Value.StartsWith($"{kind}/", StringComparison.Ordinal) ? timeline.Value[(kind.Length + 1)..] : throw new FormatException($"{timeline} is not one of {kind}");

    private readonly record struct Told(string Type, string Subject, JsonElement Data);
}
