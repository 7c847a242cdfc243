using Dragonfly.Core.Clips;
using Dragonfly.Functions.Http;

namespace Dragonfly.Local.Clips;

/// <summary>Keeps and serves the files of clips in this process.</summary>
internal static class ClipServices
{
    /// <summary>Registers the store.</summary>
    public static IServiceCollection AddFileClips(this IServiceCollection services, string dataFolder) => services
        .AddSingleton(provider => new ClipFiles(dataFolder, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new ClipLinks(dataFolder, () => provider.GetRequiredService<LocalAddress>().Current, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<ClipUploads>()
        .AddSingleton<ClipEndpoints>()
        .AddSingleton<IClipStore, FileClipStore>();

    /// <summary>Has the functions told of files that come. After the functions' host.</summary>
    public static IServiceCollection AddClipEvents(this IServiceCollection services) => services.AddHostedService(provider => provider.GetRequiredService<ClipUploads>());

    /// <summary>Maps what links lead to.</summary>
    public static void MapClips(this IEndpointRouteBuilder routes)
    {
        var (path, endpoints) = ($"{ClipLinks.Root}/{{name}}", routes.ServiceProvider.GetRequiredService<ClipEndpoints>());
        routes.MapPut(path, Answered(endpoints.PutAsync));
        routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], Answered(endpoints.GetAsync));
        routes.MapMethods(path, [HttpMethods.Options], ClipEndpoints.Options);
        routes.Map(path, Answered(_ => throw ClipEndpoints.NotAllowed()));
    }

    private static RequestDelegate Answered(RequestDelegate call) => async http =>
    {
        try
        {
            await call(http);
        }
        catch (ProblemException e)
        {
            http.Response.Headers["x-ms-error-code"] = e.Problem.Code;
            await ErrorsMiddleware.WriteAsync(http.Response, e.Problem);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone: there is nobody to answer.
        }
    };
}
