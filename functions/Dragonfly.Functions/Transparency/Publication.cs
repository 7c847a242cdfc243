using Dragonfly.Core.Documents;
using Microsoft.AspNetCore.Http;

namespace Dragonfly.Functions.Transparency;

/// <summary>What goes with everything that is published for anybody.</summary>
internal static class Publication
{
    /// <summary>Lets it be kept for five minutes along the way, and shown with its own style and nothing else.</summary>
    public static void Prepare(HttpRequest request)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = "public, max-age=300";
        headers.ContentSecurityPolicy = HtmlWriter.ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
    }
}
