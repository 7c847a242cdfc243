using System.Collections.Immutable;
using System.Diagnostics;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Core.Bulletins;

/// <summary>How entries make an incident's bulletins.</summary>
internal static class BulletinHistory
{
    /// <summary>The incident after an event of its bulletins.</summary>
    public static Incident Apply(Incident incident, BulletinEvent happened, DateTimeOffset at) => happened switch
    {
        BulletinSent e => incident with { Bulletins = incident.Bulletins.Add(new(e.Bulletin, e.Clip, e.SentBy, at, e.TextDigest, [.. e.Units.Select(unit => new BulletinRecipient(unit, 1, at))])) },
        BulletinReceived e => With(incident, e.Bulletin, [e.Unit], recipient => recipient with { ReceivedAt = recipient.ReceivedAt ?? at }),
        BulletinAcknowledged e => With(incident, e.Bulletin, [e.Unit], recipient => recipient with { ReceivedAt = recipient.ReceivedAt ?? at, AcknowledgedAt = at }),
        BulletinResent { By: null } e => With(incident, e.Bulletin, e.Units, recipient => recipient with { Pushes = recipient.Pushes + 1, PushedAt = at }),
        BulletinResent e => With(incident, e.Bulletin, e.Units, recipient => recipient with { Pushes = 1, PushedAt = at, IsUndelivered = false }),
        BulletinUndelivered e => With(incident, e.Bulletin, e.Units, recipient => recipient with { IsUndelivered = true }),
        BulletinRecalled e => With(incident, e.Bulletin, bulletin => bulletin with { EndedAt = at, EndReason = "recalled" }),
        BulletinsExpired e => e.Bulletins.Aggregate(incident, (all, id) => With(all, id, bulletin => bulletin with { EndedAt = at, EndReason = "expired" })),
        _ => throw new UnreachableException(happened.GetType().Name),
    };

    private static Incident With(Incident incident, BulletinId id, Func<Bulletin, Bulletin> change) =>
        incident with { Bulletins = [.. incident.Bulletins.Select(bulletin => bulletin.Id == id ? change(bulletin) : bulletin)] };

    private static Incident With(Incident incident, BulletinId id, ImmutableArray<string> units, Func<BulletinRecipient, BulletinRecipient> change) =>
        With(incident, id, bulletin => bulletin with { Recipients = [.. bulletin.Recipients.Select(recipient => units.Contains(recipient.Unit) ? change(recipient) : recipient)] });
}
