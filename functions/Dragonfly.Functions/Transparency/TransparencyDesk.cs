using System.Collections.Immutable;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Transparency;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Incidents.Cad;
using Dragonfly.Functions.Registry;

namespace Dragonfly.Functions.Transparency;

/// <summary>Keeps what is published: the figures of each month, and each year's statements.</summary>
public sealed class TransparencyDesk(ITimelines timelines, IPolicySource policies, IRegistry registry, TransparencyOptions options, CadOptions cad, AuditOptions audit, RegistryOptions partners, TimeProvider clock)
{
    private const int PageSize = 100;

    private readonly Ledger<TransparencyState> figures = new(timelines, TransparencyState.Timeline, TransparencyState.Unwritten, clock);

    /// <summary>What was published so far.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public ValueTask<TransparencyState> ReadAsync(CancellationToken cancellation) => figures.ReadAsync(cancellation);

    /// <summary>Publishes a month, once: when another instance has, nothing is done.</summary>
    /// <exception cref="StoreUnavailableException">Nobody knows whether it was written.</exception>
    public Task PublishAsync(FiguresPublished month, Origin origin) =>
        figures.AppendAsync((state, _) => state.Last is { } last && last.CompareTo(month.Month) >= 0 ? null : month, origin);

    /// <summary>The public page.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public async Task<TransparencyPage> PageAsync(CancellationToken cancellation) =>
        new(options.FactsUnder(await policies.CurrentAsync(cancellation), cad, audit, partners), (await figures.ReadAsync(cancellation)).Months);

    /// <summary>A year's report.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public async Task<AnnualReport> ReportAsync(int year, CancellationToken cancellation) => new(
        year,
        options.Program,
        [.. (await figures.ReadAsync(cancellation)).Months.Where(month => month.Figures.Month.Year == year)],
        await StatementsAsync(year, cancellation),
        PolicyChange.In(await AllAsync(PolicyState.Timeline, cancellation), year),
        await registry.CountAsync(cancellation),
        clock.GetUtcNow());

    /// <summary>What was stated for a year.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public ValueTask<StatementsState> StatementsAsync(int year, CancellationToken cancellation) => LedgerOf(year).ReadAsync(cancellation);

    /// <summary>Files statements in the place of those that the author read.</summary>
    /// <returns>The statements that stand; null when others were filed in between.</returns>
    /// <exception cref="StoreUnavailableException">Nobody knows whether they were filed.</exception>
    public async Task<StatementsState?> FileAsync(int year, ImmutableSortedDictionary<string, string> texts, IReadOnlyCollection<string> replaces, Origin origin)
    {
        var ledger = LedgerOf(year);
        var (_, filed) = await ledger.AppendAsync((state, _) => replaces.Contains(TagOf(state)) ? new StatementsFiled(year, texts) : null, origin);
        return filed is null ? null : await ledger.ReadAsync(CancellationToken.None);
    }

    /// <summary>What names the statements that stand, in an entity tag.</summary>
    public static string TagOf(StatementsState state) => state.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private Ledger<StatementsState> LedgerOf(int year) => new(timelines, StatementsState.TimelineOf(year), StatementsState.Unwritten, clock);

    private async Task<List<Entry>> AllAsync(TimelineId timeline, CancellationToken cancellation)
    {
        var all = new List<Entry>();
        while (await timelines.ReadAsync(timeline, all.Count, PageSize, cancellation) is { IsEmpty: false } page) all.AddRange(page);
        return all;
    }
}
