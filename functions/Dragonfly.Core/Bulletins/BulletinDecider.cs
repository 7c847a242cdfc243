using System.Collections.Immutable;
using System.Diagnostics;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Core.Bulletins;

/// <summary>Every rule about bulletins. Pure. They are a part of their incident, which is written with them.</summary>
public static class BulletinDecider
{
    /// <summary>Decides.</summary>
    public static Decision Decide(Incident incident, BulletinCommand command, DateTimeOffset now) => command switch
    {
        SendBulletin c => Send(incident, c, now),
        ReceiveBulletin c => OfUnit(incident, c.Bulletin, c.Unit, recipient => recipient.ReceivedAt is null ? new BulletinReceived(c.Bulletin, c.Unit) : null),
        AcknowledgeBulletin c => OfUnit(incident, c.Bulletin, c.Unit, recipient => recipient.AcknowledgedAt is null ? new BulletinAcknowledged(c.Bulletin, c.Unit) : null),
        ResendBulletin c => Resend(incident, c),
        RecallBulletin c => Recall(incident, c),
        TendBulletins => new Accepted([.. Tend(incident, now)]),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    /// <summary>When there is next something to do about an incident's bulletins; null when there is nothing to wait for.</summary>
    public static DateTimeOffset? DueAt(Incident incident)
    {
        var standing = incident.Bulletins.Where(bulletin => bulletin.Stands).ToArray();
        if (standing is []) return null;
        var due = standing.SelectMany(bulletin => bulletin.Recipients).Min(recipient => recipient.DueAt);
        return incident.ClosedAt + BulletinRules.Margin is { } end && !(due < end) ? end : due;
    }

    private static Decision Send(Incident incident, SendBulletin command, DateTimeOffset now)
    {
        if (incident.Bulletins.FirstOrDefault(bulletin => bulletin.Id == command.Bulletin) is { } known)
        {
            return known.TextDigest == command.TextDigest && known.Clip == command.Clip
                ? new Repeated()
                : new Rejected("keyReused", command.Bulletin.Value, "another bulletin was sent with this key: send this one with a key of its own");
        }

        if (incident.ClosedAt + BulletinRules.Margin <= now) return new Rejected("incidentOver", null, $"the incident has been over for more than {BulletinRules.Margin.TotalMinutes:F0} minutes");
        var units = command.Units.Distinct().ToImmutableArray();
        if (units.IsEmpty) return new Rejected("noUnits", null, "units must be named: CAD has assigned none to the incident");
        if (units.Length > BulletinRules.MostUnits) return new Rejected("tooManyUnits", null, $"units must be at most {BulletinRules.MostUnits}, and are {units.Length}");
        if (incident.Bulletins.Length >= BulletinRules.MostBulletins) return new Rejected("tooManyBulletins", null, $"the incident has {incident.Bulletins.Length} bulletins, which is as many as it may have");
        return new Accepted([new BulletinSent(command.Bulletin, command.Clip, units, command.SentBy, command.TextDigest)]);
    }

    private static Decision OfUnit(Incident incident, BulletinId id, string unit, Func<BulletinRecipient, BulletinEvent?> happens)
    {
        if (incident.Bulletins.FirstOrDefault(bulletin => bulletin.Id == id) is not { } bulletin || bulletin.For(unit) is not { } recipient) return Unknown(id);
        if (bulletin.EndReason is { } over) return Over(bulletin, over);
        return happens(recipient) is { } happened ? new Accepted([happened]) : Accepted.Nothing;
    }

    private static Decision Resend(Incident incident, ResendBulletin command)
    {
        if (incident.Bulletins.FirstOrDefault(bulletin => bulletin.Id == command.Bulletin) is not { } bulletin) return Unknown(command.Bulletin);
        if (bulletin.EndReason is { } over) return Over(bulletin, over);
        if (command.Units.FirstOrDefault(unit => bulletin.For(unit) is null) is not null) return new Rejected("notARecipient", bulletin.Id.Value, "units must be among those that it was sent to");
        var units = command.Units.IsEmpty
            ? [.. bulletin.Recipients.Where(recipient => recipient.AcknowledgedAt is null).Select(recipient => recipient.Unit)]
            : command.Units.Distinct().ToImmutableArray();
        return units.IsEmpty
            ? new Rejected("allAcknowledged", bulletin.Id.Value, "every unit has acknowledged the bulletin")
            : new Accepted([new BulletinResent(bulletin.Id, units, command.By)]);
    }

    private static Decision Recall(Incident incident, RecallBulletin command)
    {
        if (incident.Bulletins.FirstOrDefault(bulletin => bulletin.Id == command.Bulletin) is not { } bulletin) return Unknown(command.Bulletin);
        return bulletin.Stands ? new Accepted([new BulletinRecalled(bulletin.Id, command.By, command.Reason)]) : Accepted.Nothing;
    }

    private static IEnumerable<IncidentEvent> Tend(Incident incident, DateTimeOffset now)
    {
        var standing = incident.Bulletins.Where(bulletin => bulletin.Stands).ToImmutableArray();
        if (standing.IsEmpty) yield break;
        if (incident.ClosedAt + BulletinRules.Margin <= now)
        {
            yield return new BulletinsExpired([.. standing.Select(bulletin => bulletin.Id)]);
            yield break;
        }

        foreach (var bulletin in standing)
        {
            var due = bulletin.Recipients.Where(recipient => recipient.DueAt <= now).ToLookup(recipient => recipient.Pushes <= BulletinRules.MostResends, recipient => recipient.Unit);
            if (due.Contains(true)) yield return new BulletinResent(bulletin.Id, [.. due[true]]);
            if (due.Contains(false)) yield return new BulletinUndelivered(bulletin.Id, [.. due[false]]);
        }
    }

    private static Rejected Unknown(BulletinId id) => new("bulletinUnknown", id.Value, "there is no such bulletin");

    private static Rejected Over(Bulletin bulletin, string reason) => new(
        reason is "recalled" ? "bulletinRecalled" : "bulletinExpired", bulletin.Id.Value, $"the bulletin stands no longer: it was {reason}");
}
