using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Audit.Verification;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Transparency;

/// <summary>Counts again what was published, from timelines alone: for whoever has an export of the log and believes nobody. Whether the log itself is whole is for the verifier to say.</summary>
public sealed class Recount
{
    private readonly Dictionary<(AgencyId Agency, Month Month), MonthCount> counts = [];
    private TransparencyState published = TransparencyState.Unwritten;

    /// <summary>Reads an export, line by line. It must hold each timeline of the months in question whole.</summary>
    /// <exception cref="JsonException">A line is not what an export holds, or tells of an event that this program does not know.</exception>
    /// <exception cref="FormatException">A timeline does not begin as it should.</exception>
    public static Recount Of(TextReader export)
    {
        var (recount, timeline, entries) = (new Recount(), default(ExportTimeline), new List<Entry>());
        while (export.ReadLine() is { } line)
        {
            if (line.Length == 0) continue;
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.TryGetProperty("sequence", out _)) entries.Add(json.Deserialize(CoreJson.Default.Entry)!);
            else if (json.RootElement.TryGetProperty("timeline", out _)) (timeline, entries) = (Take(json.Deserialize(CoreJson.Default.ExportTimeline)), []);
        }

        Take(null);
        return recount;

        ExportTimeline? Take(ExportTimeline? next)
        {
            if (timeline is { After: 0 }) recount.Add(timeline.Timeline, timeline.Agency is TimelineId.Program ? null : new AgencyId(timeline.Agency), entries);
            return next;
        }
    }

    /// <summary>Counts one more timeline, whole.</summary>
    /// <param name="timeline">Which.</param>
    /// <param name="agency">Whose; null when it is the program's.</param>
    /// <param name="entries">From the first on.</param>
    public void Add(TimelineId timeline, AgencyId? agency, IReadOnlyList<Entry> entries)
    {
        if (timeline == TransparencyState.Timeline) published = entries.Aggregate(published, static (state, entry) => state.Evolve(entry));
        if (agency is not { } owner || !MonthCount.Counts(timeline)) return;
        foreach (var month in entries.Select(entry => Month.Of(entry.At)).Distinct()) CountOf(owner, month).Add(timeline, entries);
    }

    /// <summary>Each published month of each agency, beside what comes out now.</summary>
    public ImmutableArray<RecountedMonth> Compare() =>
    [
        .. from month in published.Months
           from figures in month.Figures.Agencies
           select new RecountedMonth(month.Figures.Month, figures, CountOf(figures.Agency, month.Figures.Month).ToFigures()),
    ];

    private MonthCount CountOf(AgencyId agency, Month month)
    {
        if (!counts.TryGetValue((agency, month), out var count)) counts[(agency, month)] = count = new(agency, month);
        return count;
    }
}

/// <summary>One month of one agency, counted twice.</summary>
/// <param name="Month">Which.</param>
/// <param name="Published">As it was published.</param>
/// <param name="Counted">As it comes out now.</param>
public sealed record RecountedMonth(Month Month, MonthFigures Published, MonthFigures Counted)
{
    /// <summary>They say the same, and were counted from the same.</summary>
    public bool Agrees => Published == Counted;
}
