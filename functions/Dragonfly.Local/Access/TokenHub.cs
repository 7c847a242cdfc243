using Microsoft.AspNetCore.SignalR;

namespace Dragonfly.Local.Access;

/// <summary>
/// A hub that clients connect to with the token that negotiating gave them; it listens to nothing they say. A connection belongs to the groups that its token names,
/// and to no other.
/// </summary>
/// <param name="issuer">Reads tokens.</param>
/// <param name="path">Where it is served, for which tokens are made out.</param>
internal abstract class TokenHub(DevelopmentIssuer issuer, string path) : Hub
{
    public override async Task OnConnectedAsync()
    {
        var groups = await GroupsOfAsync(issuer, path, Context.GetHttpContext()!);
        if (groups is null) Context.Abort();
        else await Task.WhenAll(groups.Select(group => Groups.AddToGroupAsync(Context.ConnectionId, group)));
    }

    /// <summary>Refuses a request to a hub that has no good token for it, before a connection is made of it.</summary>
    public static Func<HttpContext, RequestDelegate, Task> RefuseStrangers(DevelopmentIssuer issuer, params IReadOnlyCollection<string> paths) => async (http, next) =>
    {
        if (paths.FirstOrDefault(path => http.Request.Path.StartsWithSegments(path)) is { } path && await GroupsOfAsync(issuer, path, http) is null)
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else
            await next(http);
    };

    // A browser's WebSocket cannot send headers: SignalR clients put the token in the query there.
    private static Task<IReadOnlyList<string>?> GroupsOfAsync(DevelopmentIssuer issuer, string path, HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return issuer.ReadHubTokenAsync(path, header.StartsWith("Bearer ", StringComparison.Ordinal) ? header[7..] : http.Request.Query["access_token"]);
    }
}
