using Dragonfly.Core.Clips;
using Dragonfly.Functions.Http;
using Dragonfly.Local.Storage;
using Microsoft.AspNetCore.Http.Features;

namespace Dragonfly.Local.Clips;

/// <summary>Serves the clips' files to those who have a link, as Blob Storage does.</summary>
internal static class ClipEndpoints
{
    private const string Path = "/clips/{name}";

    /// <summary>Registers the clip store in the data folder.</summary>
    public static IServiceCollection AddFileClips(this IServiceCollection services, string dataFolder)
    {
        var folder = System.IO.Path.Combine(dataFolder, "clips");
        services.AddSingleton(provider => new ClipLinks(Convert.FromHexString(Key(dataFolder)), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider =>
        {
            var store = new FileClipStore(folder, provider.GetRequiredService<ClipLinks>(), provider.GetRequiredService<LocalAddress>(), provider.GetRequiredService<TimeProvider>());
            store.Tidy();
            return store;
        });
        services.AddSingleton<IClipStore>(provider => provider.GetRequiredService<FileClipStore>());
        return services.AddSingleton<BlobEvents>();
    }

    /// <summary>Maps them.</summary>
    public static void MapFileClips(this WebApplication app)
    {
        var (store, links, events) = (app.Services.GetRequiredService<FileClipStore>(), app.Services.GetRequiredService<ClipLinks>(), app.Services.GetRequiredService<BlobEvents>());
        app.MapPut(Path, (HttpRequest request, string name) => WriteAsync(request, name, store, links, events));
        app.MapMethods(Path, ["GET", "HEAD"], async (HttpRequest request, string name) => await ReadAsync(request, name, store, links));
    }

    private static async Task<IResult> WriteAsync(HttpRequest request, string name, FileClipStore store, ClipLinks links, BlobEvents events)
    {
        if (!ClipBlob.TryParse(name, out var blob) || !links.Admits(blob, ClipLinks.Write, request.Query)) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        if (request.Headers["x-ms-blob-type"] != "BlockBlob" || request.ContentType is not { Length: > 0 and <= 200 } contentType) return TypedResults.BadRequest();
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null; // A clip may be of any length, and is written as it comes.
        try
        {
            if (!await store.TryCreateAsync(blob, request.Body, contentType, request.HttpContext.RequestAborted)) return TypedResults.StatusCode(StatusCodes.Status409Conflict);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest); // It broke off, and nobody waits for the answer.
        }

        events.Tell(blob);
        return TypedResults.StatusCode(StatusCodes.Status201Created);
    }

    private static async Task<IResult> ReadAsync(HttpRequest request, string name, FileClipStore store, ClipLinks links)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.AccessControlAllowOrigin = "*"; // A page of another origin plays it; who has the link may read it anywhere.
        headers.CacheControl = "private, no-store";
        headers.XContentTypeOptions = "nosniff";
        if (!ClipBlob.TryParse(name, out var blob) || !links.Admits(blob, ClipLinks.Read, request.Query)) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        if (await store.FindAsync(blob, request.HttpContext.RequestAborted) is not { } file) return TypedResults.NotFound();
        var saveAs = request.Query.TryGetValue("name", out var given) ? given.ToString() : null;
        return TypedResults.PhysicalFile(System.IO.Path.GetFullPath(store.ContentOf(blob)), file.ContentType, saveAs, file.CreatedAt, enableRangeProcessing: true);
    }

    private static string Key(string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        return Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(KeyFile.ReadOrMakeCode(System.IO.Path.Combine(dataFolder, "clips.key"))));
    }
}
