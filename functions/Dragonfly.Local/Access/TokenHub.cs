using Microsoft.AspNetCore.SignalR;

namespace Dragonfly.Local.Access;

/// <summary>
/// A hub that clients connect to with the token that negotiating gave them; it listens to nothing they say. A connection belongs to the groups that its token names,
/// and to no other, and ends when its token does: who wants to go on negotiates again.
/// </summary>
/// <param name="issuer">Reads tokens.</param>
/// <param name="clock">What time it is.</param>
/// <param name="path">Where it is served, for which tokens are made out.</param>
internal abstract class TokenHub(DevelopmentIssuer issuer, TimeProvider clock, string path) : Hub
{
    public override async Task OnConnectedAsync()
    {
        if (await TokenOfAsync(issuer, path, Context.GetHttpContext()!) is not { } token)
        {
            Context.Abort();
            return;
        }

        var (context, left) = (Context, token.ExpiresAt - clock.GetUtcNow()); // The hub itself is gone when the time has come.
        context.Items[nameof(HubToken.ExpiresAt)] = clock.CreateTimer(_ => context.Abort(), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        await Task.WhenAll(token.Groups.Select(group => Groups.AddToGroupAsync(context.ConnectionId, group)));
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        (Context.Items[nameof(HubToken.ExpiresAt)] as ITimer)?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Refuses a request to a hub that has no good token for it, before a connection is made of it.</summary>
    public static Func<HttpContext, RequestDelegate, Task> RefuseStrangers(DevelopmentIssuer issuer, params IReadOnlyCollection<string> paths) => async (http, next) =>
    {
        if (paths.FirstOrDefault(path => http.Request.Path.StartsWithSegments(path)) is { } path && await TokenOfAsync(issuer, path, http) is null)
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else
            await next(http);
    };

    // A browser's WebSocket cannot send headers: SignalR clients put the token in the query there.
    private static Task<HubToken?> TokenOfAsync(DevelopmentIssuer issuer, string path, HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return issuer.ReadHubTokenAsync(path, header.StartsWith("Bearer ", StringComparison.Ordinal) ? header[7..] : http.Request.Query["access_token"]);
    }
}
