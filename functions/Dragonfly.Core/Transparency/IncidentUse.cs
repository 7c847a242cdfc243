using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Transparency;

/// <summary>What figures know of one incident, which is a sum of its timeline and of nothing else.</summary>
/// <param name="ReceivedAt">When the first entry was written.</param>
/// <param name="CallType">Its type; null when CAD never said.</param>
/// <param name="Area">The beat that CAD named last; null when it named none.</param>
/// <param name="Source">Who said that there was an incident.</param>
/// <param name="Outcome">One of <see cref="Transparency.Outcome"/>.</param>
/// <param name="Unlocked">The feeds that became viewable, each with its owner.</param>
/// <param name="UnlockedAfter">From the first entry to the first feed's becoming viewable; null when none did.</param>
/// <param name="Views">How many times somebody looked.</param>
/// <param name="Viewed">For how long in all.</param>
/// <param name="Refusals">How often something was refused.</param>
public sealed record IncidentUse(
    DateTimeOffset ReceivedAt,
    string? CallType,
    string? Area,
    IncidentSource Source,
    string Outcome,
    IReadOnlyCollection<(FeedId Feed, PartnerId Partner)> Unlocked,
    TimeSpan? UnlockedAfter,
    int Views,
    TimeSpan Viewed,
    int Refusals)
{
    /// <summary>Sums up a timeline from its first entry on.</summary>
    /// <param name="entries">Not empty.</param>
    public static IncidentUse Of(IReadOnlyList<Entry> entries)
    {
        var incident = UnreportedBy(entries[0].Event).Evolve(entries);
        // What fails at once showed nothing; what fails when it is renewed was viewed until then.
        var renewed = entries.Select(entry => entry.Event).OfType<TicketRenewed>().Select(renewal => renewal.Ticket).ToHashSet();
        var views = entries.Select(entry => entry.Event).OfType<ViewsEnded>().SelectMany(ended => ended.Views).Where(view => view.How != "failed" || renewed.Contains(view.Ticket)).ToArray();
        var unlocked = incident.Grants.Where(grant => grant.UnlockedAt is not null).ToArray();
        var qualified = entries.Any(entry => entry.Event is UnlockDecided { Rule: not null });
        return new(
            entries[0].At,
            incident.CallType,
            entries.Select(entry => entry.Event).OfType<CadMessageReceived>().LastOrDefault(message => message.Beat is not null)?.Beat,
            incident.Threat is null ? IncidentSource.Cad : IncidentSource.Supervisor,
            unlocked is not [] ? Transparency.Outcome.Unlocked : qualified ? Transparency.Outcome.NothingUnlocked : Transparency.Outcome.NotQualified,
            [.. unlocked.Select(grant => (grant.Feed, grant.Partner)).Distinct()],
            unlocked.Min(grant => grant.UnlockedAt) - entries[0].At,
            views.Length,
            views.Aggregate(TimeSpan.Zero, static (sum, view) => sum + (view.EndedAt - view.StartedAt)),
            entries.Count(entry => entry.Event is Refused));
    }

    private static Incident UnreportedBy(TimelineEvent first) => first switch
    {
        CadMessageReceived received => Incident.Unreported(received.Agency, received.Number),
        ThreatDeclared declared => Incident.Unreported(declared.Agency, declared.Number),
        _ => throw new FormatException($"an incident does not begin with {EventKind.Of(first)}"),
    };
}

/// <summary>What became of incidents.</summary>
public static class Outcome
{
    /// <summary>At least one feed became viewable.</summary>
    public const string Unlocked = "unlocked";

    /// <summary>It qualified, and no feed became viewable: none was near, none was shared, nobody approved, or the video system failed.</summary>
    public const string NothingUnlocked = "nothingUnlocked";

    /// <summary>The policy unlocks nothing for it.</summary>
    public const string NotQualified = "notQualified";
}
