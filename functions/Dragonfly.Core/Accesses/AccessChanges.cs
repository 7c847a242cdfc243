using System.Diagnostics;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Accesses;

/// <summary>How an incident's entries make the lines of its owners' access logs. Pure: a store that lost the lines makes the same ones again.</summary>
public static class AccessChanges
{
    /// <summary>What entries do to the logs, in order.</summary>
    /// <param name="incident">The incident after them.</param>
    /// <param name="entries">The entries of one write, or any one entry.</param>
    public static IEnumerable<AccessChange> Of(Incident incident, IEnumerable<Entry> entries) => entries.SelectMany(entry => Of(incident, entry));

    private static IEnumerable<AccessChange> Of(Incident incident, Entry entry) => (IncidentEvent)entry.Event switch
    {
        UnlockDecided e => e.Issued.Select(issued => new AccessBegan(Unlock(incident, issued.Grant, issued.Partner, issued.Feed, entry.At))),
        VideoFinished e => e.Outcomes.Where(outcome => outcome is { Verb: VideoVerb.Open, Failure: null }).SelectMany(outcome => Opened(incident, outcome)),
        GrantsEnded e => e.Grants.Select(ended => new AccessEnded(AccessId.Of(ended.Grant), entry.At, "locked", ended.Reason)),
        TicketIssued e => [new AccessBegan(View(incident, e, entry))],
        ViewsEnded e => e.Views.Select(view => new AccessEnded(AccessId.Of(view.Ticket), view.EndedAt, view.How, WhyOver(incident, view))),
        StillTaken e => [new AccessBegan(Kept(incident, e.Clip, AccessKind.Still, e.Grant, e.Feed, entry, e.Viewer) with { From = entry.At, Until = entry.At })],
        RecordingsRequested e => e.Clips.Select(clip => new AccessBegan(Kept(incident, clip.Id, AccessKind.Recording, clip.Grant, clip.Feed, entry, clip.RequestedBy) with
        {
            From = clip.From,
            Until = clip.To,
        })),
        Refused e => Refusal(incident, e, entry) is { } record ? [new AccessBegan(record)] : [],
        CadMessageReceived or GrantsRescheduled or GrantsApproved or LockedBySupervisor or VideoStarted or LeaseCorrected or TicketRenewed or ClipsBegun => [],
        BulletinEvent => [], // The picture that it sends was a line when it was taken.
        ThreatDeclared or ThreatApproved or ThreatExtended or ThreatEnded => [],
        _ => throw new UnreachableException(entry.Event.GetType().Name),
    };

    // Only the open that made it viewable: the lease is taken out again when its end moves, or when the video system lost it.
    private static IEnumerable<AccessChange> Opened(Incident incident, VideoOutcome outcome)
    {
        var grant = incident.Grants.First(grant => grant.Id == outcome.Grant);
        if (grant.UnlockedAt == outcome.FinishedAt)
            yield return new AccessOpened(Unlock(incident, grant.Id, grant.Partner, grant.Feed, grant.IssuedAt) with { From = grant.UnlockedAt });
    }

    // What CAD reported was unlocked by the policy, which is nobody; a threat by the supervisor who declared it.
    private static AccessRecord Unlock(Incident incident, GrantId grant, PartnerId partner, FeedId feed, DateTimeOffset at) =>
        Line(incident, AccessId.Of(grant), AccessKind.Unlocked, partner, feed, at) with
        {
            Actor = incident.Threat?.DeclaredBy,
            Role = incident.Threat is null ? null : Role.RticSupervisor,
        };

    private static AccessRecord View(Incident incident, TicketIssued issued, Entry entry) =>
        Line(incident, AccessId.Of(issued.Ticket), AccessKind.Viewed, PartnerOf(incident, issued.Grant)!.Value, issued.Feed, entry.At) with
        {
            Actor = issued.Viewer,
            Role = entry.Origin.Role,
            From = entry.At,
        };

    // A recording that nobody asked for, the policy did.
    private static AccessRecord Kept(Incident incident, ClipId clip, AccessKind kind, GrantId grant, FeedId feed, Entry entry, string? actor) =>
        Line(incident, AccessId.Of(clip), kind, PartnerOf(incident, grant)!.Value, feed, entry.At) with
        {
            Actor = actor,
            Role = actor is null ? null : entry.Origin.Role,
            How = "kept",
        };

    // A refusal that is about no grant of the incident is about no owner's feed.
    private static AccessRecord? Refusal(Incident incident, Refused refused, Entry entry)
    {
        var subject = refused.Subject ?? "";
        var asked = refused.Command is nameof(IssueTicket) or nameof(RenewTicket) or nameof(TakeStill) or nameof(RequestRecording);
        return asked && incident.Grants.FirstOrDefault(grant => grant.Id.Value == subject || grant.Id == new TicketId(subject).Grant) is { } grant
            ? Line(incident, AccessId.OfRefusal(incident.Id, entry.Sequence), AccessKind.Refused, grant.Partner, grant.Feed, entry.At) with
            {
                Actor = entry.Origin.Actor,
                Role = entry.Origin.Role,
                How = "refused",
                Why = refused.Code,
            }
            : null;
    }

    private static AccessRecord Line(Incident incident, AccessId id, AccessKind kind, PartnerId partner, FeedId feed, DateTimeOffset at) => new()
    {
        Id = id,
        Kind = kind,
        Partner = partner,
        Feed = feed,
        Agency = incident.Agency,
        Incident = incident.Id,
        Number = incident.Number,
        CallType = incident.CallType,
        At = at,
    };

    private static string? WhyOver(Incident incident, EndedView view) =>
        view.How is "cut" ? incident.Grants.FirstOrDefault(grant => grant.Id == view.Ticket.Grant)?.EndReason : null;

    private static PartnerId? PartnerOf(Incident incident, GrantId id) => incident.Grants.FirstOrDefault(grant => grant.Id == id)?.Partner;
}
