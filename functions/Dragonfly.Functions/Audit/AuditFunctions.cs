using System.Text;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Audit.Verification;
using Dragonfly.Core.Json;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Audit;

/// <summary>The log, for those who check it: their agency's part and the program's. That they read it is on it as well.</summary>
public sealed class AuditFunctions(IAuditArchive archive, LogExport export, PrincipalLog log)
{
    private const int PageSize = 100;

    /// <summary>Entries of all timelines, the newest first: those of a time, by one principal, of one kind or of one timeline.</summary>
    [Function(nameof(ReadAudit))]
    [Allow(Role.Auditor, Role.ProgramAdmin)]
    [Limit(120, 60)]
    public async Task<IResult> ReadAudit([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "audit")] HttpRequest request)
    {
        var caller = Caller.Of(request);
        var query = ReadQuery(new(request), caller.Agency);
        var found = await archive.QueryAsync(query, request.HttpContext.RequestAborted);

        // What was looked for is only put on record where it was found: else a caller could write there whatever he likes.
        await log.RecordAsync(caller, nameof(ReadAudit), new LogRead(nameof(ReadAudit), found is [] ? null : SubjectOf(query)));
        var next = found.Length == PageSize ? found[^1].Cursor.ToString() : null;
        return Answer.Json(new Page<AuditItem>([.. found.Select(AuditItem.Of)], next), ApiJson.Default.PageAuditItem);
    }

    /// <summary>Verifies it: the same report that <c>dragonfly-audit verify</c> makes of an export.</summary>
    [Function(nameof(VerifyAudit))]
    [Allow(Role.Auditor, Role.ProgramAdmin)]
    [Limit(6, 3)]
    public async Task<IResult> VerifyAudit([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "audit/verify")] HttpRequest request)
    {
        var (caller, cancellation) = (Caller.Of(request), request.HttpContext.RequestAborted);
        var (from, to) = ReadWindow(new(request));
        var (reader, verifier) = (new LineReader(), new ExportVerifier());
        await foreach (var line in export.LinesAsync(caller.Agency, from, to, cancellation)) verifier.Add(reader.Read(line.Span), line.Span);
        var report = verifier.Complete() with { OwnKeys = false }; // They came from the signer, not from the log.
        await log.RecordAsync(caller, nameof(VerifyAudit), new LogRead(nameof(VerifyAudit), report.Whole ? "whole" : "faulty"));
        return Answer.Json(report, CoreJson.Default.LogReport);
    }

    /// <summary>All of it as lines of JSON, to keep and to verify elsewhere.</summary>
    [Function(nameof(ExportAudit))]
    [Allow(Role.Auditor, Role.ProgramAdmin)]
    [Limit(6, 3)]
    public async Task<IResult> ExportAudit([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "audit/export")] HttpRequest request)
    {
        var caller = Caller.Of(request);
        var (from, to) = ReadWindow(new(request));
        var agency = caller.Agency;
        await log.RecordAsync(caller, nameof(ExportAudit), new LogRead(nameof(ExportAudit)));
        return new JsonLines(cancellation => export.LinesAsync(agency, from, to, cancellation));
    }

    private static EntryQuery ReadQuery(QueryReader query, AgencyId agency)
    {
        var (from, to) = ReadWindow(query);
        return new(agency, PageSize)
        {
            From = from,
            To = to,
            Actor = query.Text("actor", 128),
            Kind = query.Text("kind", 64) is not { } kind ? null : EventKind.Exists(kind) ? kind : throw QueryReader.Bad("kind", "unknownKind", "must be the $type of an event"),
            Timeline = query.Text("timeline", 256) is { } timeline ? new(timeline) : null,
            After = query.Text("after", 1_024) is not { } after ? null : EntryCursor.TryParse(after, out var cursor) ? cursor : throw QueryReader.Bad("after", "notACursor", "must be the next of an earlier page"),
        };
    }

    private static (DateTimeOffset? From, DateTimeOffset? To) ReadWindow(QueryReader query)
    {
        var (from, to) = (query.Time("from"), query.Time("to"));
        return from >= to ? throw QueryReader.Bad("to", "outOfRange", "must be after from") : (from, to);
    }

    private static string? SubjectOf(EntryQuery query)
    {
        string?[] parts = [query.Actor is { } actor ? $"actor={actor}" : null, query.Kind is { } kind ? $"kind={kind}" : null, query.Timeline is { } timeline ? $"timeline={timeline}" : null];
        return string.Join(' ', parts.OfType<string>()) is { Length: > 0 } subject ? subject : null;
    }
}

/// <summary>An entry of the log.</summary>
/// <param name="Agency">Whose it is; <c>program</c> when it belongs to no agency.</param>
/// <param name="Timeline">The timeline it is of.</param>
/// <param name="Entry">The entry as it is stored; as text when somebody made something of it that is not JSON.</param>
public sealed record AuditItem(string Agency, string Timeline, JsonElement Entry)
{
    internal static AuditItem Of(FoundEntry found) => new(Checkpoints.NameOf(found.Agency), found.Timeline.Value, JsonOf(found.Json.Span));

    private static JsonElement JsonOf(ReadOnlySpan<byte> entry)
    {
        try
        {
            return JsonElement.Parse(entry);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(Encoding.UTF8.GetString(entry), ApiJson.Default.String);
        }
    }
}
