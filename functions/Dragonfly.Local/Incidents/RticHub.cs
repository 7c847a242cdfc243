using Dragonfly.Local.Access;
using Microsoft.AspNetCore.SignalR;

namespace Dragonfly.Local.Incidents;

/// <summary>
/// The hub that dashboards connect to with the token that <c>rtic/negotiate</c> gave them; it listens to nothing they say. A connection belongs to its
/// agency's group and no other.
/// </summary>
internal sealed class RticHub(DevelopmentIssuer issuer) : Hub
{
    /// <summary>Where it is served.</summary>
    public const string Path = "/hubs/rtic";

    public override async Task OnConnectedAsync()
    {
        var agency = await AgencyOfAsync(Context.GetHttpContext()!);
        if (agency is null) Context.Abort();
        else await Groups.AddToGroupAsync(Context.ConnectionId, agency);
    }

    /// <summary>Refuses a request to the hub that has no good token, before a connection is made of it.</summary>
    public static async Task RefuseStrangersAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path.StartsWithSegments(Path) && await http.RequestServices.GetRequiredService<RticHub>().AgencyOfAsync(http) is null)
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else
            await next(http);
    }

    // A browser's WebSocket cannot send headers: SignalR clients put the token in the query there.
    private Task<string?> AgencyOfAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return issuer.ReadHubTokenAsync(header.StartsWith("Bearer ", StringComparison.Ordinal) ? header[7..] : http.Request.Query["access_token"]);
    }
}
