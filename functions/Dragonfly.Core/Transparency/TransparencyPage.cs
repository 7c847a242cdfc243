using System.Collections.Immutable;
using System.Globalization;
using Dragonfly.Core.Documents;

namespace Dragonfly.Core.Transparency;

/// <summary>The public page: what holds of the program, and what came of it month by month.</summary>
public sealed record TransparencyPage(StandingFacts Facts, ImmutableArray<PublishedMonth> Months)
{
    /// <summary>What has to be known of the numbers to read them rightly.</summary>
    public const string HowToRead =
        "Every number is counted from the hash-chained log, once, three days after the month (UTC) ended. A count from 1 to 4 is not told, since it might point at somebody: "
        + "it is shown as \"fewer than 5\", or counted under \"all others together\", and what it could be computed from is \"not told\" either.";

    /// <summary>For people.</summary>
    public Document ToDocument() => new($"{Facts.Program}: transparency", [.. FactBlocks(), .. FigureBlocks()]);

    /// <summary>The figures, one to a row: month, agency, table, code, count, and the entry of the log that publishes them. A count that is not told is empty.</summary>
    public IEnumerable<FigureRow> Rows() =>
        from month in Months
        from figures in month.Figures.Agencies
        from row in RowsOf(figures)
        select row with { Month = month.Figures.Month, Agency = figures.Agency.Value, Entry = month.Sequence };

    private IEnumerable<Block> FactBlocks() =>
    [
        new Heading(2, "What holds"),
        new Heading(3, "What is detected"), new Bullets(Facts.Detected),
        new Heading(3, "What is not detected"), new Bullets(Facts.NotDetected),
        new Heading(3, "Prohibited uses"), new Bullets(Facts.ProhibitedUses),
        new Paragraph($"Call types for which no feed may ever be unlocked: {string.Join(", ", Facts.ForbiddenCallTypes)}."),
        new Paragraph($"Call types for which feeds may be unlocked, by policy {Facts.PolicyVersion}: {string.Join(", ", Facts.UnlockingCallTypes)}."),
        new Paragraph($"Analytics that may run on a feed: {string.Join(", ", Facts.PermittedAnalytics)}."),
        new Heading(3, "Retention"),
        new Table("What is kept for how long", ["What", "Days", "Note"], [.. Facts.Retention.Select(rule => ImmutableArray.Create(rule.What, DaysOf(rule), rule.Note))]),
        new Heading(3, "Organizations with access"),
        Facts.OrganizationsWithAccess.IsEmpty ? new Paragraph("This installation does not say.") : new Bullets(Facts.OrganizationsWithAccess),
        new Paragraph($"Partners sign version {Facts.AgreementVersion?.ToString(CultureInfo.InvariantCulture) ?? "(this installation does not say)"} of the agreement."),
    ];

    private IEnumerable<Block> FigureBlocks()
    {
        yield return new Heading(2, "What came of it");
        yield return new Paragraph(HowToRead);
        if (Months.IsEmpty) yield return new Paragraph("No month has been published yet.");
        foreach (var agency in Months.SelectMany(month => month.Figures.Agencies).Select(figures => figures.Agency).Distinct().Order())
        {
            var months = Months.SelectMany(month => month.Figures.Agencies.Where(figures => figures.Agency == agency).Select(figures => (month.Figures.Month, Figures: figures))).ToArray();
            yield return new Heading(3, agency.Value);
            yield return FigureTables.ByMonth($"{agency}, by month", months);
            foreach (var (month, figures) in months)
            {
                if (figures.Uses is not { Incidents: > 0 } uses) continue;
                yield return FigureTables.Of($"{agency}, {month}: incidents for which feeds were unlocked, by call type", "Call type", uses.ByCallType);
                yield return FigureTables.Of($"{agency}, {month}: the same by area", "Beat", uses.ByArea);
                yield return FigureTables.Of($"{agency}, {month}: the same by what came of it", "Outcome", uses.ByViewing);
            }
        }

        foreach (var month in Months)
            yield return new Paragraph($"{month.Figures.Month}: entry {month.Sequence.ToString(CultureInfo.InvariantCulture)} of the timeline {TransparencyState.Timeline}, hash {month.Hash}.");
    }

    private static string DaysOf(RetentionRule rule) => rule.Days switch
    {
        null => "not deleted by age",
        0 => "not kept",
        { } days => days.ToString(CultureInfo.InvariantCulture),
    };

    private static IEnumerable<FigureRow> RowsOf(MonthFigures figures) =>
    [
        new("incidents", null, figures.Incidents),
        .. Rows("outcome", figures.ByOutcome),
        new("unlocked", null, figures.Uses?.Incidents),
        .. Rows("callType", figures.Uses?.ByCallType),
        .. Rows("area", figures.Uses?.ByArea),
        .. Rows("viewing", figures.Uses?.ByViewing),
        .. Rows("source", figures.Uses?.BySource),
        new("feeds", null, figures.Uses?.Feeds),
        new("partners", null, figures.Uses?.Partners),
        new("views", null, figures.Uses?.Views),
        new("minutesViewed", null, figures.Uses?.MinutesViewed),
        new("medianSecondsToUnlock", null, figures.Uses?.MedianSecondsToUnlock),
        new("refusals", null, figures.Refusals),
        new("logReadings", null, figures.LogReadings),
        new("misuseFindings", null, figures.MisuseFindings),
    ];

    private static IEnumerable<FigureRow> Rows(string name, CountTable? table) => table is null
        ? []
        : [.. table.Rows.Select(row => new FigureRow(name, row.Code, row.Count)), .. table.Others is { } others ? [new FigureRow(name, "others", others)] : (ReadOnlySpan<FigureRow>)[]];
}

/// <summary>One figure.</summary>
/// <param name="Table">What is counted.</param>
/// <param name="Code">Of which kind; null for all.</param>
/// <param name="Count">How many; null when it is not told.</param>
public sealed record FigureRow(string Table, string? Code, double? Count)
{
    /// <summary>When.</summary>
    public Month Month { get; init; }

    /// <summary>Whose.</summary>
    public string Agency { get; init; } = "";

    /// <summary>The entry of <see cref="TransparencyState.Timeline"/> that publishes it.</summary>
    public long Entry { get; init; }
}
