using Microsoft.AspNetCore.Http;

namespace Dragonfly.Functions.Http;

/// <summary>Names the version of what a request is answered with.</summary>
internal static class EntityTag
{
    /// <summary>Sets the header.</summary>
    public static void Set(HttpRequest request, long version) => request.HttpContext.Response.Headers.ETag = $"\"{version}\"";
}
