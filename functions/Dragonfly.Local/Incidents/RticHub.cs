using Dragonfly.Local.Access;
using Microsoft.AspNetCore.SignalR;

namespace Dragonfly.Local.Incidents;

/// <summary>
/// The hub that dashboards connect to with the token that <c>rtic/negotiate</c> gave them; it listens to nothing they say. A connection belongs to its
/// agency's group and no other, and ends when its token does: who wants to go on negotiates again.
/// </summary>
internal sealed class RticHub(DevelopmentIssuer issuer, TimeProvider clock) : Hub
{
    /// <summary>Where it is served.</summary>
    public const string Path = "/hubs/rtic";

    public override async Task OnConnectedAsync()
    {
        if (await TokenOfAsync(Context.GetHttpContext()!) is not { } token)
        {
            Context.Abort();
            return;
        }

        var (context, left) = (Context, token.ExpiresAt - clock.GetUtcNow()); // The hub itself is gone when the time has come.
        context.Items[nameof(HubToken.ExpiresAt)] = clock.CreateTimer(_ => context.Abort(), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        await Groups.AddToGroupAsync(context.ConnectionId, token.Agency);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        (Context.Items[nameof(HubToken.ExpiresAt)] as ITimer)?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Refuses a request to the hub that has no good token, before a connection is made of it.</summary>
    public static async Task RefuseStrangersAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path.StartsWithSegments(Path) && await http.RequestServices.GetRequiredService<RticHub>().TokenOfAsync(http) is null)
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else
            await next(http);
    }

    // A browser's WebSocket cannot send headers: SignalR clients put the token in the query there.
    private Task<HubToken?> TokenOfAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return issuer.ReadHubTokenAsync(header.StartsWith("Bearer ", StringComparison.Ordinal) ? header[7..] : http.Request.Query["access_token"]);
    }
}
