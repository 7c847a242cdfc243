using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;
using Dragonfly.Core.Transparency;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Transparency;

/// <summary>Counts each month from the log when it has settled, and publishes its figures as an entry of the log.</summary>
public sealed partial class FiguresPublisher(IAuditArchive archive, TransparencyDesk desk, TimeProvider clock, ILogger<FiguresPublisher> log)
{
    private const int PageSize = 500;

    // Past the moment of which a month is counted: what other instances, whose clocks differ, date before it has been stored by then, and a checkpoint was made.
    private static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    private static readonly Origin Origin = Origin.System(nameof(PublishFigures));

    /// <summary>Every night: publishes the months that have settled since the last time.</summary>
    [Function(nameof(PublishFigures))]
    public async Task PublishFigures([TimerTrigger("0 30 4 * * *")] TimerInfo timer)
    {
        var published = await desk.ReadAsync(CancellationToken.None);
        var agencies = published.Months is [.., var last] ? last.Figures.Agencies.Select(figures => figures.Agency).ToHashSet() : [];
        if ((published.Last?.Next ?? await FirstAsync()) is not { } first) return;
        for (var month = first; month.AsOf + Slack <= clock.GetUtcNow(); month = month.Next)
        {
            agencies.UnionWith(await AgenciesSinceAsync(month.Start));
            await desk.PublishAsync(await CountAsync(month, [.. agencies.Order()]), Origin);
            LogPublished(month);
        }
    }

    private async Task<Month?> FirstAsync()
    {
        var heads = await archive.ReadChangedAsync(DateTimeOffset.MinValue, CancellationToken.None);
        return heads.IsEmpty ? null : Month.Of(heads.Min(head => head.ChangedAt));
    }

    private async Task<IEnumerable<AgencyId>> AgenciesSinceAsync(DateTimeOffset since) =>
        (await archive.ReadChangedAsync(since, CancellationToken.None)).Where(head => head.Timeline.Kind == "incidents").Select(head => head.Agency).OfType<AgencyId>().Distinct();

    private async Task<FiguresPublished> CountAsync(Month month, AgencyId[] agencies)
    {
        var (figures, anchors) = (ImmutableArray.CreateBuilder<MonthFigures>(), ImmutableArray.CreateBuilder<Anchor>());
        foreach (var agency in agencies)
        {
            var count = new MonthCount(agency, month);
            var query = new TimelineQuery(agency, PageSize) { From = month.Start, To = month.AsOf };
            while (await archive.ListAsync(query, CancellationToken.None) is { IsEmpty: false } page)
            {
                foreach (var head in page)
                    if (head.Agency == agency && MonthCount.Counts(head.Timeline)) count.Add(head.Timeline, await ReadAsync(head.Timeline));
                query = query with { After = page[^1].Timeline };
            }

            figures.Add(count.ToFigures());
            if (await archive.ReadHeadAsync(Checkpoints.TimelineOf(agency.Value), CancellationToken.None) is { } checkpoint && checkpoint.ChangedAt >= month.AsOf)
                anchors.Add(new(checkpoint.Timeline, checkpoint.Length, checkpoint.Hash));
        }

        return new(month, month.AsOf, figures.DrainToImmutable(), anchors.DrainToImmutable());
    }

    private async Task<List<Entry>> ReadAsync(TimelineId timeline)
    {
        var entries = new List<Entry>();
        while (await archive.ReadAsync(timeline, entries.Count, PageSize, CancellationToken.None) is { IsEmpty: false } page)
        {
            entries.AddRange(page.Select(json => JsonSerializer.Deserialize(json.Span, CoreJson.Default.Entry)!));
            if (page.Length < PageSize) break;
        }

        return entries;
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "the figures of {Month} are published")]
    private partial void LogPublished(Month month);
}
