using System.Buffers;
using System.Text;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Registry.Bulk;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Net.Http.Headers;

namespace Dragonfly.Functions.Registry;

/// <summary>A partner's sites and feeds as one file: CSV or GeoJSON. Its entity tag is the version of all that the partner has.</summary>
public sealed class BulkFunctions(PartnerAccess access, PartnerDoor door, BulkDesk desk)
{
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>
    /// Adds and changes what a file says, all of it or nothing: with <c>dryRun=true</c> nothing, and the answer says what would be. A trial's or an export's tag must
    /// come with the import, so that what is done is what was seen. Nothing is shared by an import, and nothing is taken back by one.
    /// </summary>
    [Function(nameof(ImportRegistry))]
    [Allow(Role.PartnerOwner, Role.Installer)]
    [Limit(20, 10)]
    public Task<IResult> ImportRegistry(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partnerId}/import")] HttpRequest request, string partnerId, [DurableClient] DurableTaskClient durable)
    {
        var isDryRun = new QueryReader(request).Flag("dryRun");
        return door.ServeAsync(request, partnerId, nameof(ImportRegistry), PartnerRole.Manager, durable, async visit =>
        {
            var (bounds, version, faults) = (visit.BoundsToAdd(), visit.Stored.Partner.ContentVersion, new BulkFaults());
            if (!isDryRun && !IfMatch.Versions(request, "a dry run or an export").Contains(version)) throw new ProblemException(Changed());
            var file = await ReadAsync(request, faults);
            var trial = await desk.TryAsync(visit.Stored, file, bounds, visit.Origin, faults, request.HttpContext.RequestAborted);
            if (faults.Count > 0) throw new ProblemException(Invalid(faults) with { IsOnRecord = isDryRun }); // A trial is no attempt.
            if (!isDryRun && !trial.Plan.Steps.IsEmpty)
                version = await desk.DoAsync(trial, visit.Origin, durable) ?? throw new ProblemException(Changed() with { IsOnRecord = true });
            EntityTag.Set(request, version);
            return Answer.Json(new BulkAnswer(isDryRun, version, trial.Plan.Sites, trial.Plan.Feeds), ApiJson.Default.BulkAnswer);
        });
    }

    /// <summary>All sites and feeds that were not withdrawn, as CSV unless <c>format</c> or <c>Accept</c> asks for GeoJSON. Imported again, it changes nothing.</summary>
    [Function(nameof(ExportRegistry))]
    [Allow(Role.PartnerOwner, Role.ProgramAdmin, Role.Auditor)]
    [Limit(20, 10)]
    public async Task<IResult> ExportRegistry([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "partners/{partnerId}/export")] HttpRequest request, string partnerId)
    {
        var (form, cancellation) = (Representation.Choose(request, Representation.Csv, Representation.GeoJson), request.HttpContext.RequestAborted);
        var stored = await access.ReadAsync(partnerId, Caller.Of(request), PartnerRole.Viewer, cancellation);
        var file = await desk.ExportAsync(stored, cancellation);
        EntityTag.Set(request, stored.Partner.ContentVersion);
        return form == Representation.GeoJson
            ? TypedResults.Bytes(ToGeoJson(file), Representation.GeoJson.MediaType, $"{stored.Partner.Id}.geojson")
            : TypedResults.Bytes(ToCsv(file), $"{Representation.Csv.MediaType}; charset=utf-8", $"{stored.Partner.Id}.csv");
    }

    private static async Task<BulkFile> ReadAsync(HttpRequest request, BulkFaults faults)
    {
        RequestBody.CheckEncoding(request);
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed.MediaType.Value : null;
        if (Representation.Csv.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)) return BulkCsv.Read((await RequestBody.ReadAsync(request, MostBytes)).Span, faults);
        if (!Representation.GeoJson.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)) throw new ProblemException(Problem.UnsupportedMediaType($"{Representation.Csv.MediaType} or {Representation.GeoJson.MediaType}", "notCsvOrGeoJson"));
        using var body = JsonBody.Parse(await RequestBody.ReadAsync(request, MostBytes));
        return BulkGeoJson.Read(body.RootElement, faults);
    }

    private static Problem Invalid(BulkFaults faults)
    {
        var problem = Problem.Invalid(faults.Listed);
        return problem with { ErrorCount = faults.Count, Detail = faults.Count == 1 ? problem.Detail : $"{problem.Detail}; {faults.Count} faults in all" };
    }

    private static Problem Changed() => Problem.PreconditionFailed("changed", "the partner was changed meanwhile: try it again, and see what it does now");

    private static ReadOnlyMemory<byte> ToGeoJson(BulkFile file)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes)) BulkGeoJson.Write(file, writer);
        return bytes.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> ToCsv(BulkFile file)
    {
        var bytes = new MemoryStream();
        using (var writer = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true)) BulkCsv.Write(file, writer);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }
}

/// <summary>What an import did, or would do.</summary>
/// <param name="DryRun">Nothing was done.</param>
/// <param name="Version">The version of all that the partner has: what an import's <c>If-Match</c> must name.</param>
/// <param name="Sites">What becomes of the file's sites.</param>
/// <param name="Feeds">What becomes of its feeds.</param>
public sealed record BulkAnswer(bool DryRun, long Version, BulkCount Sites, BulkCount Feeds);
