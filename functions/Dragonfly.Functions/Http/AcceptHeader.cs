using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Dragonfly.Functions.Http;

/// <summary>Reads what kind of answer a caller wants.</summary>
internal static class AcceptHeader
{
    /// <summary>Whether the caller names a media type, and likes another no better. A wildcard names none.</summary>
    public static bool Prefers(HttpRequest request, string mediaType, string other)
    {
        var accept = request.GetTypedHeaders().Accept;
        return QualityOf(accept, mediaType) is > 0 and var wanted && wanted >= QualityOf(accept, other);
    }

    private static double QualityOf(IEnumerable<MediaTypeHeaderValue> accept, string mediaType) =>
        accept.Where(one => one.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)).Select(one => one.Quality ?? 1).DefaultIfEmpty(0).Max();
}
