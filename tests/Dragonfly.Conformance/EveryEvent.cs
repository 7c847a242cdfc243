using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Conformance;

/// <summary>An incident to which everything happened that can, with the kind of text and numbers on which a store might stumble.</summary>
public static class EveryEvent
{
    /// <summary>Text that has to be escaped in JSON, or that lies outside of the Basic Multilingual Plane.</summary>
    public const string AwkwardText = "\"quoted\" \\ back\tslash\u0001\u001f <b>&'+ é ñ 日本 \u2028\u2029 \uFFFD 🚓";

    /// <summary>The writes, in order, and the incident after them.</summary>
    public static (TestIncident Incident, IReadOnlyList<IncidentWrite> Writes) Happened()
    {
        var (number, at) = ("26-é🚓", TestCad.Noon.AddTicks(1_234_567));
        IReadOnlyList<Feed> near = [.. TestFeeds.Around(TestCad.Downtown, 250, 8, seed: 11)];
        var incident = TestIncident.New(number);
        IncidentWrite[] opening =
        [
            incident.Do(at, TestCad.Message(number, at, place: new(35.045600000000005, -85.30969999999999), address: AwkwardText), new DecideUnlock(NeedsApproval, near)),
            incident.Do(at = at.AddSeconds(1), new Approve("supervisor", AwkwardText, near)),
            incident.DoVideo(at = at.AddSeconds(1), failure: "timeout"),
            incident.DoVideo(at = at.AddSeconds(10)),
        ];

        var grant = incident.Incident.Grants[0];
        var feed = near.First(feed => feed.Id == grant.Feed);
        var ticket = TicketId.Of(grant.Id, "nonce");
        IncidentWrite[] viewing =
        [
            incident.Do(at = at.AddSeconds(1), new IssueTicket(ticket, grant.Id, "viewer", AwkwardText, feed)),
            incident.Do(at = at.AddSeconds(15), new RenewTicket(ticket, "viewer", feed)),
            incident.Do(at = at.AddSeconds(1), new EndTicket(ticket, "somebody else", "released")),
            incident.Do(at = at.AddSeconds(1), new EndTicket(ticket, "viewer", "released")),
            incident.Do(at = at.AddSeconds(1), new Extend(5, AwkwardText, near)),
            incident.Do(at = at.AddSeconds(1), new TakeStill(new("still"), grant.Id, "viewer", AwkwardText, feed, at, "sha256")),
        ];
        var (one, other) = (BulletinId.Of(incident.Id, "one"), BulletinId.Of(incident.Id, "other"));
        IncidentWrite[] sending =
        [
            incident.Do(at = at.AddSeconds(1), new SendBulletin(one, new("clip"), [AwkwardText, "B12"], "viewer", "digest"), new SendBulletin(other, new("clip"), ["B12"], "viewer", "digest")),
            incident.Do(at = at.AddSeconds(1), new ReceiveBulletin(one, "B12"), new AcknowledgeBulletin(one, "B12"), new AcknowledgeBulletin(one, "another's")),
            incident.Do(at = at.AddSeconds(10), new TendBulletins(), new ResendBulletin(one, [], "viewer")),
            incident.Do(at = at.AddSeconds(1), new RecallBulletin(one, "viewer", AwkwardText)),
            .. Enumerable.Range(0, BulletinRules.MostResends).Select(_ => incident.Do(at = BulletinDecider.DueAt(incident.Incident)!.Value, new TendBulletins())),
        ];
        IncidentWrite[] locking =
        [
            incident.Do(at = at.AddSeconds(1), new LockFeeds(grant.Id, AwkwardText)),
            incident.Do(at = at.AddSeconds(1), TestCad.Message(number, at, CadStatus.Closed)),
            incident.DoVideo(at = at.AddSeconds(1)),
            incident.Do(at.AddMinutes(1), new CorrectLease(grant.Id, Held: true)),
            incident.Do(at.AddMinutes(62), new TendBulletins(), new NoteClipsBegun([.. incident.Incident.WantedClips.Select(clip => clip.Id)])),
        ];
        return (incident, [.. opening, .. viewing, .. sending, .. locking]);
    }

    /// <summary>The same of a threat, with which CAD has nothing to do.</summary>
    public static (TestIncident Incident, IReadOnlyList<IncidentWrite> Writes) Threatened()
    {
        var at = TestCad.Noon.AddTicks(7_654_321);
        IReadOnlyList<Feed> near = [.. TestFeeds.Around(TestCad.Downtown, 250, 4, seed: 12)];
        var area = new Polygon([.. new[] { 0.1, 95, 181.3, 275 }.Select(bearing => TestCad.Downtown.Toward(bearing, 301.0 / 3))]);
        var incident = TestIncident.New("THREAT-é🚓");
        IncidentWrite[] writes =
        [
            incident.Do(at, new DeclareThreat("ACTSHOOT", area, 30, AwkwardText, "one", UnlockPolicy.Default), new DecideUnlock(UnlockPolicy.Default, near)),
            incident.Do(at = at.AddSeconds(1), new Approve("one", null, near)),
            incident.Do(at = at.AddSeconds(1), new Approve("another", AwkwardText, near)),
            incident.DoVideo(at = at.AddSeconds(1)),
            incident.Do(at = at.AddSeconds(1), new Extend(7, AwkwardText, near)),
            incident.Do(at.AddSeconds(1), new LockFeeds(null, AwkwardText)),
        ];
        return (incident, writes);
    }

    private static UnlockPolicy NeedsApproval { get; } = UnlockPolicy.Default with
    {
        Rules = UnlockPolicy.Default.Rules.SetItem("ROBBERY", UnlockPolicy.Default.Rules["ROBBERY"] with { RequiresApproval = true }),
    };
}
