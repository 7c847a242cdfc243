using Dragonfly.Core.Clips;
using Dragonfly.Functions.Clips;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Dragonfly.Local.Clips;

/// <summary>
/// Serves the files of clips to who has a link, as Azure Storage does: <c>PUT</c> to create one, once; <c>GET</c> and <c>HEAD</c>, ranges too, to read it. A link that is wrong,
/// over or for something else is answered 403, whether there is such a file or not.
/// </summary>
internal sealed class ClipEndpoints(ClipFiles files, ClipLinks links, ClipUploads uploads, ILogger<ClipEndpoints> log)
{
    /// <summary>The largest file: what Azure Storage takes in one request.</summary>
    public const long MostBytes = 5_000L * 1024 * 1024;

    public async Task PutAsync(HttpContext http)
    {
        var (request, blob) = (http.Request, BlobOf(http, ClipLinks.ToCreate));
        if (request.Headers["x-ms-blob-type"] != "BlockBlob") throw Refused(Problem.BadRequest("MissingRequiredHeader", "x-ms-blob-type must be BlockBlob"));
        RequestBody.CheckEncoding(request);
        if (request.ContentLength is not { } length) throw Refused(Problem.LengthRequired());
        if (length > MostBytes) throw Refused(Problem.TooLarge("RequestBodyTooLarge", $"a file may have at most {MostBytes} bytes"));

        // Before the body is asked for: who waits for 100 Continue does not send it in vain.
        if (files.Find(blob) is not null) throw Exists();
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MostBytes;
        try
        {
            if (!await files.TryCreateAsync(blob, request.ContentType ?? "application/octet-stream", stream => request.Body.CopyToAsync(stream, 1 << 18, http.RequestAborted))) throw Exists();
        }
        catch (Exception e) when (e is BadHttpRequestException or OperationCanceledException || (e is IOException && http.RequestAborted.IsCancellationRequested))
        {
            log.LogWarning("the file {File} broke off on its way here, and nothing of it is kept", blob);
            http.Abort();
            return;
        }
        catch (IOException e)
        {
            log.LogError(e, "the file {File} could not be kept", blob);
            throw Refused(Problem.Unavailable("store"));
        }

        http.Response.StatusCode = StatusCodes.Status201Created;
        uploads.Tell(files.Find(blob)!);
    }

    public Task GetAsync(HttpContext http)
    {
        var response = http.Response;
        response.Headers.AccessControlAllowOrigin = "*"; // The link is the authority, wherever it is followed; there are no cookies.
        response.Headers.AccessControlExposeHeaders = "Accept-Ranges, Content-Length, Content-Range, ETag";
        var blob = BlobOf(http, ClipLinks.ToRead);
        if (files.Find(blob) is not { } file) throw Refused(Problem.NotFound("file"));
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        if (http.Request.Query["rscd"].ToString() is { Length: > 0 } disposition) response.Headers.ContentDisposition = disposition;
        return TypedResults.PhysicalFile(files.PathOf(blob), file.ContentType, lastModified: file.CreatedAt, entityTag: new($"\"{file.CreatedAt.UtcTicks:x}\""), enableRangeProcessing: true).ExecuteAsync(http);
    }

    /// <summary>What a browser asks before it asks for a range.</summary>
    public static void Options(HttpContext http)
    {
        var headers = http.Response.Headers;
        (headers.AccessControlAllowOrigin, headers.AccessControlAllowMethods, headers.AccessControlAllowHeaders, headers.AccessControlMaxAge) = ("*", "GET, HEAD", "If-Match, If-None-Match, If-Range, Range", "3600");
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>What no link allows.</summary>
    public static ProblemException NotAllowed() => Refused(Problem.Forbidden("AuthenticationFailed", "the link is wrong, over, or for something else"));

    private ClipBlob BlobOf(HttpContext http, string permission) =>
        ClipBlob.TryParse(http.GetRouteValue("name") as string, out var blob) && links.Allows(http.Request.Query, blob, permission)
            ? blob
            : throw NotAllowed();

    private static ProblemException Exists() => Refused(Problem.Conflict("BlobAlreadyExists", "there is such a file, and it stays as it is"));

    private static ProblemException Refused(Problem problem) => new(problem);
}
