using Dragonfly.Core.Access;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Http;
using Dragonfly.Functions.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Accesses;

/// <summary>What owners read of who accessed their cameras, when, for how long and why.</summary>
public sealed class AccessLogFunction(PartnerAccess access, IPartnerStore partners, IAccessLog accesses, AccessTeller teller, PrincipalLog log)
{
    private const int MostItems = 100;
    private const int LinesAtOnce = 500;

    /// <summary>
    /// Every unlock, view and refusal of the partner's feeds, the last first: pages of JSON, or for <c>Accept: text/csv</c> all that there is of the feed and the time
    /// asked for, in one go. A line that is not over yet will say more later; none ever goes. That it was read is recorded before it is shown.
    /// </summary>
    [Function(nameof(ReadAccessLog))]
    [Allow(Role.PartnerOwner, Role.ProgramAdmin, Role.Auditor)]
    [Limit(120, 60)]
    public async Task<IResult> ReadAccessLog(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "partners/{partnerId}/access-log")] HttpRequest request,
        string partnerId)
    {
        var (caller, reader, cancellation) = (Caller.Of(request), new QueryReader(request), request.HttpContext.RequestAborted);
        var partner = (await access.ReadAsync(partnerId, caller, PartnerRole.Viewer, cancellation)).Partner.Id;
        var csv = AcceptHeader.Prefers(request, "text/csv", "application/json");
        var query = await CheckAsync(ReadQuery(reader, partner, csv), cancellation);
        AgencyId? identifiedTo = caller.Role is Role.ProgramAdmin or Role.Auditor ? caller.Agency : null;

        await log.RecordAsync(caller, nameof(ReadAccessLog), new LogRead(nameof(ReadAccessLog), partner.Value));

        request.HttpContext.Response.Headers.Vary = "Accept";
        var page = await accesses.ReadAsync(query, cancellation);
        if (csv) return new AccessCsv(query, page, accesses, records => teller.TellAsync(partner, records, identifiedTo, cancellation));
        var next = page.Length == query.Limit ? new Cursor<AccessId>(page[^1].At, page[^1].Id).ToString() : null;
        return Answer.Json(new Page<AccessLine>(await teller.TellAsync(partner, page, identifiedTo, cancellation), next), ApiJson.Default.PageAccessLine);
    }

    private async Task<AccessQuery> CheckAsync(AccessQuery query, CancellationToken cancellation) =>
        query.Feed is { } feed && (await partners.FindFeedsAsync(query.Partner, [feed], cancellation)).IsEmpty ? throw new ProblemException(Problem.NotFound("feed")) : query;

    private static AccessQuery ReadQuery(QueryReader query, PartnerId partner, bool csv)
    {
        var limit = query.Whole("limit", 1, MostItems) ?? MostItems;
        var (from, to) = (query.Time("from"), query.Time("to"));
        if (to <= from) throw QueryReader.Bad("to", "outOfRange", "must be later than from");
        return new(partner, csv ? LinesAtOnce : limit)
        {
            Feed = query.Text("feed", 64) is { } feed ? new(feed) : null,
            From = from,
            To = to,
            After = query.After<AccessId>(),
        };
    }
}
