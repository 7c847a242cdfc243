using System.Collections.Immutable;
using System.Globalization;
using Dragonfly.Core.Documents;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Transparency;

/// <summary>
/// The yearly report, by the eleven fields that surveillance ordinances of the CCOPS kind ask for. What the log knows is summed from the published months, and so tells
/// nothing that they do not; the rest is what an administrator stated, and where nobody stated anything that is said.
/// </summary>
/// <param name="Year">Which.</param>
/// <param name="Program">What the program is called.</param>
/// <param name="Months">The year's published months, the oldest first.</param>
/// <param name="Statements">What was stated.</param>
/// <param name="Policies">The changes of the unlock policy in the year, the oldest first.</param>
/// <param name="Registry">The registry on the day of the report.</param>
/// <param name="MadeAt">That day.</param>
public sealed record AnnualReport(
    int Year, string Program, ImmutableArray<PublishedMonth> Months, StatementsState Statements, ImmutableArray<PolicyChange> Policies, RegistryCount Registry, DateTimeOffset MadeAt)
{
    /// <summary>The fields, by the name under which they are stated.</summary>
    public static ImmutableArray<(string Name, string Title)> Fields { get; } =
    [
        ("use", "How it was used, and how much"),
        ("disclosures", "Disclosures to others"),
        ("dataSources", "Sources of the data"),
        ("geography", "Where it was used"),
        ("complaints", "Complaints"),
        ("audits", "Audits and violations"),
        ("breaches", "Breaches of security"),
        ("effectiveness", "Effectiveness"),
        ("recordsRequests", "Requests for public records"),
        ("cost", "Cost"),
        ("policyChanges", "Changes of policy"),
    ];

    /// <summary>For people.</summary>
    public Document ToDocument() => new($"{Program}: annual report {Text(Year)}",
    [
        new Paragraph($"Made on {Day(MadeAt)} from {Text(Months.Length)} published {(Months.Length == 1 ? "month" : "months")} of {Text(Year)}{MissingMonths()}."),
        new Paragraph(TransparencyPage.HowToRead + " The year's sums are made of the published months and of nothing else: what a month does not name, the year does not name for that month either."),
        .. Fields.Index().SelectMany(field => (IEnumerable<Block>)
        [
            new Heading(2, $"{Text(field.Index + 1)}. {field.Item.Title}"), .. FromLog(field.Item.Name), Stated(field.Item.Name),
        ]),
        .. Sources(),
    ]);

    private IEnumerable<Block> FromLog(string field) => field switch
    {
        "use" => Agencies.SelectMany(Use),
        "dataSources" =>
        [
            new Paragraph($"The program has no cameras of its own: its sources are those of its partners. On {Day(MadeAt)} the registry held {Text(Registry.Feeds)} feeds of {Text(Registry.Partners)} partners."),
            .. Agencies.Select(agency => new Table($"{agency}: feeds that were unlocked at least once in the month, and their owners", ["Month", "Feeds", "Partners"],
                [.. MonthsOf(agency).Select(month => ImmutableArray.Create(month.Month.ToString(), FigureTables.Small(month.Figures.Uses, uses => uses.Feeds), FigureTables.Small(month.Figures.Uses, uses => uses.Partners)))])),
        ],
        "geography" => Agencies.Select(agency => FigureTables.Of($"{agency}: incidents for which feeds were unlocked, by CAD's beat", "Beat", Sum(agency, uses => uses.ByArea))),
        "audits" => Agencies.Select(agency => new Table($"{agency}: what the log says", ["Month", "Refusals", "Readings of the log", "Findings of possible misuse"],
            [.. MonthsOf(agency).Select(month => ImmutableArray.Create(month.Month.ToString(), FigureTables.Small(month.Figures.Refusals), FigureTables.Small(month.Figures.LogReadings), Text(month.Figures.MisuseFindings)))])),
        "effectiveness" => Agencies.SelectMany(Effectiveness),
        "policyChanges" => PolicyBlocks(),
        _ => [],
    };

    private IEnumerable<Block> Use(string agency) =>
    [
        FigureTables.ByMonth($"{agency}, by month", MonthsOf(agency)),
        FigureTables.Of($"{agency}: incidents by what became of them", "Outcome", CountTable.Sum(MonthsOf(agency).Select(month => month.Figures.ByOutcome).OfType<CountTable>())),
        FigureTables.Of($"{agency}: incidents for which feeds were unlocked, by call type", "Call type", Sum(agency, uses => uses.ByCallType)),
        FigureTables.Of($"{agency}: the same by who said that there was an incident", "Source", Sum(agency, uses => uses.BySource)),
    ];

    private IEnumerable<Block> Effectiveness(string agency) =>
    [
        FigureTables.Of($"{agency}: incidents for which feeds were unlocked, by whether somebody looked", "Outcome", Sum(agency, uses => uses.ByViewing)),
        new Paragraph("Whether what was seen helped is not in the log."),
    ];

    private IEnumerable<Block> PolicyBlocks() => Policies.IsEmpty
        ? [new Paragraph("The unlock policy was not changed in the year, as far as it has gone.")]
        : [new Table("Changes of the unlock policy", ["Day", "Version", "Call types added", "Call types removed", "Entry"],
            [.. Policies.Select(change => ImmutableArray.Create(Day(change.At), change.Version, List(change.Added), List(change.Removed), Text(change.Sequence)))])];

    private Paragraph Stated(string field) => Statements.Texts.TryGetValue(field, out var text)
        ? new(text)
        : new("The program's administration has filed no statement on this.");

    private IEnumerable<Block> Sources()
    {
        yield return new Heading(2, "Where the numbers come from");
        yield return new Paragraph("Anybody who has an export of the log can count again: dragonfly-audit figures.");
        if (Statements.Sequence > 0)
            yield return new Paragraph($"Statements: entry {Text(Statements.Sequence)} of the timeline {StatementsState.TimelineOf(Year)}, filed on {Day(Statements.ChangedAt)}, hash {Statements.Hash}.");
        if (Months.IsEmpty) yield break;
        yield return new Table(
            $"The year's months as entries of the timeline {TransparencyState.Timeline}",
            ["Month", "Agency", "Entry", "Its hash", "Counted as of", "Timelines", "Entries", "Digest of what was counted", "Checkpoint"],
            [.. Months.SelectMany(month => month.Figures.Agencies.Select(figures => SourceRow(month, figures)))]);
    }

    private static ImmutableArray<string> SourceRow(PublishedMonth month, MonthFigures figures) =>
    [
        month.Figures.Month.ToString(),
        figures.Agency.Value,
        Text(month.Sequence),
        month.Hash,
        month.Figures.AsOf.UtcDateTime.ToString("u", CultureInfo.InvariantCulture),
        figures.CountedFrom.Timelines is { } timelines ? Text(timelines) : "not told",
        figures.CountedFrom.Entries is { } entries ? Text(entries) : "not told",
        figures.CountedFrom.Digest,
        month.Figures.Anchors.FirstOrDefault(anchor => anchor.Timeline.Value.EndsWith($"/{figures.Agency}", StringComparison.Ordinal)) is { } anchor ? $"{anchor.Timeline} {Text(anchor.Sequence)}, hash {anchor.Hash}" : "none",
    ];

    private IEnumerable<string> Agencies => Months.SelectMany(month => month.Figures.Agencies).Select(figures => figures.Agency.Value).Distinct().Order(StringComparer.Ordinal);

    private IEnumerable<(Month Month, MonthFigures Figures)> MonthsOf(string agency) =>
        from month in Months from figures in month.Figures.Agencies where figures.Agency.Value == agency select (month.Figures.Month, figures);

    private CountTable Sum(string agency, Func<UseFigures, CountTable> table) => CountTable.Sum(MonthsOf(agency).Select(month => month.Figures.Uses).OfType<UseFigures>().Select(table));

    private string MissingMonths()
    {
        var missing = Enumerable.Range(1, 12).Select(number => new Month(Year, number)).Except(Months.Select(month => month.Figures.Month)).Where(month => month.Start <= MadeAt).ToArray();
        return missing is [] ? "" : $". Not published, because they have not ended for three days or nothing was on record yet: {string.Join(", ", missing)}";
    }

    private static string List(ImmutableArray<string> codes) => codes.IsEmpty ? "none" : string.Join(", ", codes);

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
