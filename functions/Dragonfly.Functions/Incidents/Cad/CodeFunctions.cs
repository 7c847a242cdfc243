using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace Dragonfly.Functions.Incidents.Cad;

/// <summary>The table by which an agency's own call type codes become the registry's.</summary>
public sealed class CodeFunctions(CodeTables tables, IPolicySource policies)
{
    private const int MostBytes = 1_000_000;

    /// <summary>The table of the caller's agency.</summary>
    [Function(nameof(ReadCodes))]
    [Allow(Role.CadWrite, Role.Ops, Role.ProgramAdmin)]
    public async Task<IResult> ReadCodes([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "cad/codes")] HttpRequest request)
    {
        var agency = Caller.Of(request).Agency;
        var standing = await tables.CurrentAsync(agency, request.HttpContext.RequestAborted);
        return Answer.Json(new CodesAnswer(agency, standing.Sequence, standing.Sequence == 0 ? null : standing.ChangedAt, standing.Table.Codes), ApiJson.Default.CodesAnswer);
    }

    /// <summary>Replaces the table of the caller's agency by a CSV file, or with <c>dryRun=true</c> says what that would change.</summary>
    [Function(nameof(ImportCodes))]
    [Allow(Role.ProgramAdmin)]
    [Limit(30, 10)]
    public async Task<IResult> ImportCodes([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "cad/codes")] HttpRequest request)
    {
        var caller = Caller.Of(request);
        var isDryRun = new QueryReader(request).Flag("dryRun");
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase))
            throw new ProblemException(Problem.UnsupportedMediaType("text/csv", "notCsv"));
        RequestBody.CheckEncoding(request);
        var (table, errors) = CodeTableFile.Read((await RequestBody.ReadAsync(request, MostBytes)).Span);
        if (!errors.IsEmpty) throw new ProblemException(Problem.Invalid(errors));

        var policy = await policies.CurrentAsync(request.HttpContext.RequestAborted);
        var before = isDryRun
            ? await tables.CurrentAsync(caller.Agency, request.HttpContext.RequestAborted)
            : await tables.ReplaceAsync(caller.Agency, table, caller.Origin(nameof(ImportCodes)));
        var now = await tables.CurrentAsync(caller.Agency, CancellationToken.None);
        return Answer.Json(ImportAnswer.Of(isDryRun, now.Sequence, before.Table, table, policy), ApiJson.Default.ImportAnswer);
    }
}

/// <summary>A code table.</summary>
/// <param name="Agency">Whose.</param>
/// <param name="Version">How often it was changed.</param>
/// <param name="ChangedAt">When it was changed last.</param>
/// <param name="Codes">Registry code by local code.</param>
public sealed record CodesAnswer(AgencyId Agency, long Version, DateTimeOffset? ChangedAt, ImmutableSortedDictionary<string, string> Codes);

/// <summary>What an import changed, or would change.</summary>
/// <param name="DryRun">Nothing was changed.</param>
/// <param name="Version">The version of the table that stands.</param>
/// <param name="Added">Local codes that were not in the table.</param>
/// <param name="Changed">Local codes that stood for another code.</param>
/// <param name="Removed">Local codes that are not in the table any more, and stand for themselves.</param>
public sealed record ImportAnswer(bool DryRun, long Version, ImmutableArray<CodeEffect> Added, ImmutableArray<CodeEffect> Changed, ImmutableArray<CodeEffect> Removed)
{
    internal static ImportAnswer Of(bool isDryRun, long version, CodeTable before, CodeTable after, UnlockPolicy policy)
    {
        var effects = before.ChangesTo(after).ToLookup(
            change => (change.Before is null, change.After is null),
            change => new CodeEffect(change.LocalCode, change.Before, change.After, policy.RuleFor(after.CodeFor(change.LocalCode)) is not null));
        return new(isDryRun, version, [.. effects[(true, false)]], [.. effects[(false, false)]], [.. effects[(false, true)]]);
    }
}

/// <summary>One local code's change.</summary>
/// <param name="LocalCode">The code.</param>
/// <param name="Before">What it stood for by the table.</param>
/// <param name="After">What it stands for by the table.</param>
/// <param name="Qualifies">Whether calls of this code then qualify under the policy that stands, as far as the call type goes.</param>
public sealed record CodeEffect(string LocalCode, string? Before, string? After, bool Qualifies);
