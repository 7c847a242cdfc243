using System.Collections.Immutable;
using System.Globalization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Registry;

/// <summary>The history of what a partner consents to: its timeline, whose hashes anybody may check.</summary>
public sealed class ConsentHistoryFunction(PartnerAccess access, IPartnerStore partners, ITimelines timelines)
{
    private const int PageSize = 100;
    private const int MostRead = 2_000;

    /// <summary>
    /// All that was ever decided about the partner, oldest first; with <c>feed</c> only what has a part in the consent to that feed. An access cites one of these
    /// entries by its sequence. A page may be short, or empty, and still have a next.
    /// </summary>
    [Function(nameof(ReadPartnerTimeline))]
    [Allow(Role.ProgramAdmin, Role.Auditor, Role.PartnerOwner)]
    [Limit(120, 60)]
    public async Task<IResult> ReadPartnerTimeline([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "partners/{partnerId}/timeline")] HttpRequest request, string partnerId)
    {
        var (query, cancellation) = (new QueryReader(request), request.HttpContext.RequestAborted);
        var (after, named) = (query.AfterNumber() ?? 0, query.Text("feed", 64));
        var partner = (await access.ReadAsync(partnerId, Caller.Of(request), PartnerRole.Viewer, cancellation)).Partner;
        if (named is null)
        {
            var entries = await timelines.ReadAsync(partner.Timeline, after, PageSize, cancellation);
            return Show(entries, entries.Length == PageSize ? entries[^1].Sequence : null);
        }

        if (await partners.FindFeedsAsync(partner.Id, [new(named)], cancellation) is not [var feed]) throw new ProblemException(Problem.NotFound("feed"));
        var found = ImmutableArray.CreateBuilder<Entry>();
        for (var read = 0; read < MostRead; read += PageSize)
        {
            var entries = await timelines.ReadAsync(partner.Timeline, after, PageSize, cancellation);
            foreach (var entry in entries)
            {
                after = entry.Sequence;
                if (PartnerState.Concerns((PartnerEvent)entry.Event, feed.Site, feed.Id)) found.Add(entry);
                if (found.Count == PageSize) return Show(found.ToImmutable(), after);
            }

            if (entries.Length < PageSize) return Show(found.ToImmutable(), null);
        }

        return Show(found.ToImmutable(), after);
    }

    private static IResult Show(ImmutableArray<Entry> entries, long? next) =>
        Answer.Json(new Page<Entry>(entries, next?.ToString(CultureInfo.InvariantCulture)), ApiJson.Default.PageEntry);
}
