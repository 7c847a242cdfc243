using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dragonfly.Core.Access;
using Dragonfly.Core.Accesses.Misuse;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Transparency;

/// <summary>Counts one agency's timelines of one month, in any order. Pure: the same timelines give the same figures, on the server and from an export.</summary>
public sealed class MonthCount(AgencyId agency, Month month)
{
    /// <summary>The code of what CAD did not say.</summary>
    public const string NotStated = "notStated";

    private readonly Dictionary<string, int> outcomes = [];
    private readonly List<IncidentUse> unlocked = [];
    private readonly SortedDictionary<string, (long Length, string Hash)> counted = new(StringComparer.Ordinal);
    private int refusals;
    private int logReadings;
    private int misuseFindings;

    /// <summary>Whether a timeline is of a kind that is counted.</summary>
    public static bool Counts(TimelineId timeline) => timeline.Kind is "incidents" or "misuse" or "principals";

    /// <summary>Counts a timeline, if it has a part in the month.</summary>
    /// <param name="timeline">Which.</param>
    /// <param name="entries">From the first on; those that are written after the moment of counting are left aside.</param>
    public void Add(TimelineId timeline, IEnumerable<Entry> entries)
    {
        var known = entries.TakeWhile(entry => entry.At < month.AsOf).ToArray();
        if (known is [] || !HasPart(timeline, known)) return;
        counted[timeline.Value] = (known.Length, known[^1].Hash!);
        if (timeline.Kind == "incidents") Add(IncidentUse.Of(known));
        else if (timeline.Kind == "misuse") misuseFindings += known.Count(IsFinding);
        else logReadings += known.Count(IsReading);
    }

    /// <summary>The figures, as they may be published.</summary>
    public MonthFigures ToFigures()
    {
        var total = CountTable.Tell(outcomes.Values.Sum());
        var byOutcome = CountTable.Of(outcomes, first: Outcome.Unlocked);
        var tells = unlocked is [] || byOutcome?.CountOf(Outcome.Unlocked) is not null;
        return new(
            agency,
            total,
            byOutcome,
            tells ? UsesOf([.. unlocked]) : null,
            CountTable.Tell(refusals),
            CountTable.Tell(logReadings),
            misuseFindings,
            new(total is null ? null : counted.Count, total is null ? null : counted.Values.Sum(head => head.Length), DigestOf()));
    }

    private void Add(IncidentUse use)
    {
        outcomes[use.Outcome] = outcomes.GetValueOrDefault(use.Outcome) + 1;
        refusals += use.Refusals;
        if (use.Outcome == Outcome.Unlocked) unlocked.Add(use);
    }

    private bool HasPart(TimelineId timeline, Entry[] entries) => timeline.Kind switch
    {
        "incidents" => month.Holds(entries[0].At),
        "misuse" => entries.Any(IsFinding),
        "principals" => entries.Any(IsReading),
        _ => false,
    };

    private bool IsFinding(Entry entry) => entry.Event is MisuseSuspected && month.Holds(entry.At);

    private bool IsReading(Entry entry) => entry.Event is LogRead && month.Holds(entry.At);

    private static UseFigures UsesOf(IncidentUse[] unlocked)
    {
        if (unlocked is []) return UseFigures.None;
        var views = CountTable.Tell(unlocked.Sum(use => use.Views));
        var delays = unlocked.Select(use => use.UnlockedAfter!.Value).Order().ToArray();
        return new(
            unlocked.Length,
            TableOf(use => use.CallType ?? NotStated),
            TableOf(use => use.Area ?? NotStated),
            TableOf(use => use.Views > 0 ? "viewed" : "notViewed"),
            TableOf(use => use.Source is IncidentSource.Cad ? "cad" : "supervisor"),
            CountTable.Tell(unlocked.SelectMany(use => use.Unlocked).Select(grant => grant.Feed).Distinct().Count()),
            CountTable.Tell(unlocked.SelectMany(use => use.Unlocked).Select(grant => grant.Partner).Distinct().Count()),
            views,
            views is null ? null : (int)Math.Round(unlocked.Sum(use => use.Viewed.TotalMinutes)),
            Math.Round(delays[(delays.Length - 1) / 2].TotalSeconds, 1));

        // There are enough of them, or it would not be told how many there are: so there is a table.
        CountTable TableOf(Func<IncidentUse, string> code) => CountTable.Of(unlocked.CountBy(code))!;
    }

    private string DigestOf()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (timeline, head) in counted) hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{timeline} {head.Length} {head.Hash}\n")));
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
