using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Dragonfly.Emulators.SignalR;

/// <summary>Where clients connect, whichever hub their token is for. As in the service, a connection outlives its token unless the token says otherwise.</summary>
internal sealed class SignalRClientHub(SignalRConnections connections, TimeProvider clock) : Hub
{
    public override Task OnConnectedAsync()
    {
        var http = Context.GetHttpContext()!;
        var (token, context) = (TokenOf(http)!, Context); // The hub itself is gone when the time has come.
        if (token.TryGetPayloadValue<string>(SignalRTokens.ClosesOnExpiry, out var closes) && closes == "true")
        {
            var end = DateTimeOffset.FromUnixTimeSeconds(long.Parse(token.GetPayloadValue<string>(SignalRTokens.ExpiresOn), CultureInfo.InvariantCulture));
            var left = end - clock.GetUtcNow();
            context.Items[nameof(ITimer)] = clock.CreateTimer(_ => context.Abort(), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        connections.Add(http.Request.Query["hub"]!, token.GetPayloadValue<string>(SignalRTokens.User), context);
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        (Context.Items[nameof(ITimer)] as ITimer)?.Dispose();
        connections.Remove(Context.ConnectionId);
        return Task.CompletedTask;
    }

    /// <summary>Refuses who has no token for the very hub that is asked for, before a connection is made of it.</summary>
    public static Func<HttpContext, RequestDelegate, Task> RefuseStrangers(SignalRStandIn service) => async (http, next) =>
    {
        if (http.Request.Path.StartsWithSegments("/client"))
        {
            var header = http.Request.Headers.Authorization.ToString();
            var token = header.StartsWith("Bearer ", StringComparison.Ordinal) ? header[7..] : http.Request.Query["access_token"].ToString();
            var address = new Uri(service.Endpoint, $"client/?hub={http.Request.Query["hub"]}");
            http.Items[nameof(JsonWebToken)] = await SignalRTokens.ReadAsync(service.Key, token, audience => SignalRTokens.IsSame(audience, address), service.Clock.GetUtcNow());
            if (TokenOf(http) is null)
            {
                http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }
        }

        await next(http);
    };

    private static JsonWebToken? TokenOf(HttpContext http) => http.Items[nameof(JsonWebToken)] as JsonWebToken;
}
