using System.Collections.Immutable;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents.Cad;

namespace Dragonfly.Core.Transparency;

/// <summary>An administrator stated, whole and anew, what the log cannot know of a year. The texts are written for the public, and stay on record: they must name nobody.</summary>
/// <param name="Year">Which.</param>
/// <param name="Texts">By field of the report; <see cref="AnnualReport.Fields"/>.</param>
public sealed record StatementsFiled(int Year, ImmutableSortedDictionary<string, string> Texts) : TimelineEvent;

/// <summary>Where the statements of a year stand: the last that were filed.</summary>
/// <param name="Texts">By field of the report.</param>
/// <param name="Sequence">How often they were filed.</param>
/// <param name="Hash">The hash of the last filing.</param>
/// <param name="ChangedAt">When that was.</param>
public sealed record StatementsState(ImmutableSortedDictionary<string, string> Texts, long Sequence, string Hash, DateTimeOffset ChangedAt) : ITimelineState<StatementsState>
{
    private const int MostBytes = 8_192;

    /// <summary>Nothing was filed yet.</summary>
    public static StatementsState Unwritten { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), 0, "", DateTimeOffset.MinValue);

    /// <summary>The timeline of a year's.</summary>
    public static TimelineId TimelineOf(int year) => new($"reports/{year}");

    /// <summary>Reads statements: an object with a text of at most 8 KB for each field of which there is something to state.</summary>
    public static ImmutableSortedDictionary<string, string> Read(FieldReader fields)
    {
        fields.KnowsOnly([.. AnnualReport.Fields.Select(field => field.Name)]);
        var texts = Unwritten.Texts.ToBuilder();
        foreach (var (name, _) in AnnualReport.Fields)
        {
            if (fields.Document(name, MostBytes)?.Trim() is not { } text) continue;
            if (text.Length == 0) fields.Add(name, "empty", "must not be empty: leave it out when there is nothing to state");
            else texts[name] = text;
        }

        return texts.ToImmutable();
    }

    /// <inheritdoc/>
    public StatementsState Evolve(Entry entry) =>
        new(entry.Event is StatementsFiled filed ? filed.Texts.WithComparers(StringComparer.Ordinal) : Texts, entry.Sequence, entry.Hash!, entry.At);
}
