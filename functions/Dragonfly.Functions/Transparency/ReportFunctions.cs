using System.Collections.Immutable;
using System.Globalization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Documents;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Transparency;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace Dragonfly.Functions.Transparency;

/// <summary>The yearly report, and what an administrator states in it.</summary>
public sealed class ReportFunctions(TransparencyDesk desk, PrincipalLog principals, TimeProvider clock)
{
    private const int MostBytes = 131_072;
    private const int FirstYear = 2000;

    /// <summary>The report of a year, by default of this one so far, as Markdown or as HTML that prints well. For anybody.</summary>
    [Function(nameof(ReadAnnualReport))]
    [AllowAnyone]
    [Limit(perMinute: 60, burst: 20)]
    public async Task<IResult> ReadAnnualReport([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reports/annual")] HttpRequest request)
    {
        var form = Representation.Choose(request, Representation.Markdown, Representation.Html);
        var report = await desk.ReportAsync(new QueryReader(request).Whole("year", FirstYear, ThisYear) ?? ThisYear, request.HttpContext.RequestAborted);
        Publication.Prepare(request);
        return form.Answer(form == Representation.Html ? HtmlWriter.Write(report.ToDocument()) : MarkdownWriter.Write(report.ToDocument()));
    }

    /// <summary>What is stated for a year, and its ETag.</summary>
    [Function(nameof(ReadStatements))]
    [Allow(Role.ProgramAdmin, Role.Auditor)]
    public async Task<IResult> ReadStatements(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reports/annual/{year}/statements")] HttpRequest request,
        string year) =>
        Show(request, YearOf(year), await desk.StatementsAsync(YearOf(year), request.HttpContext.RequestAborted));

    /// <summary>Files what the log cannot know of a year, in the place of what <c>If-Match</c> names. It is for the public, and stays on record: it must name nobody.</summary>
    [Function(nameof(FileStatements))]
    [Allow(Role.ProgramAdmin)]
    public async Task<IResult> FileStatements(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "reports/annual/{year}/statements")] HttpRequest request,
        string year)
    {
        var (caller, number) = (Caller.Of(request), YearOf(year));
        var replaces = request.GetTypedHeaders().IfMatch.Where(tag => tag is { IsWeak: false, Tag.Length: > 1 }).Select(tag => tag.Tag.Value!.Trim('"')).ToArray();
        if (replaces is []) throw new ProblemException(Problem.PreconditionRequired("ifMatchMissing", "If-Match must hold the ETag of the statements that these are to replace"));
        using var body = await JsonBody.ReadAsync(request, MostBytes);
        var problem = default(Problem);
        try
        {
            var texts = Fields.Read(body.RootElement, StatementsState.Read);
            if (await desk.FileAsync(number, texts, replaces, caller.Origin(nameof(FileStatements))) is { } filed) return Show(request, number, filed);
            problem = Problem.PreconditionFailed("statementsChanged", "other statements stand by now: read them, and decide again");
        }
        catch (ProblemException e)
        {
            problem = e.Problem;
        }

        await principals.RecordAsync(caller, nameof(FileStatements), new Refused(nameof(FileStatements), problem.Code, number.ToString(CultureInfo.InvariantCulture)));
        throw new ProblemException(problem);
    }

    private int ThisYear => clock.GetUtcNow().Year;

    private int YearOf(string route) => int.TryParse(route, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year >= FirstYear && year <= ThisYear
        ? year
        : throw new ProblemException(Problem.NotFound("report"));

    private static IResult Show(HttpRequest request, int year, StatementsState state)
    {
        request.HttpContext.Response.Headers.ETag = new EntityTagHeaderValue($"\"{TransparencyDesk.TagOf(state)}\"").ToString();
        return Answer.Json(new StatementsAnswer(year, state.Texts, state.Sequence == 0 ? null : state.ChangedAt), ApiJson.Default.StatementsAnswer);
    }
}

/// <summary>What is stated for a year.</summary>
/// <param name="Year">Which.</param>
/// <param name="Statements">By field of the report; a field that is absent has none.</param>
/// <param name="FiledAt">When they were filed last; absent when they never were.</param>
public sealed record StatementsAnswer(int Year, ImmutableSortedDictionary<string, string> Statements, DateTimeOffset? FiledAt);
