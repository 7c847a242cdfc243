using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;

namespace Dragonfly.Emulators.SignalR;

/// <summary>The part of the service's data-plane REST API that the SDK's transient mode uses, and the door at which an identity gets the key that clients' tokens are signed with.</summary>
internal sealed class SignalRRestApi(SignalRStandIn service, SignalRConnections connections, SignalRGroups groups, IHubContext<SignalRClientHub> clients)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("api/health", ["HEAD"], () => Results.Ok());
        routes.MapGet("api/v1/auth/accessKey", () => Results.Json(new { KeyId = "stand-in", AccessKey = service.Key }, JsonSerializerOptions.Default));

        var hub = routes.MapGroup("api/hubs/{hub}");
        hub.MapPost(":send", (string hub, HttpRequest body) => SendAsync(hub, _ => true, body));
        hub.MapPost("groups/{group}/:send", (string hub, string group, HttpRequest body) => SendAsync(hub, user => groups.Has(hub, user, group), body));
        hub.MapPost("users/{user}/:send", (string hub, string user, HttpRequest body) => SendAsync(hub, one => one == user, body));
        hub.MapPut("users/{user}/groups/{group}", (string hub, string user, string group, string? ttl) =>
        {
            groups.Add(hub, user, group, ttl is null ? null : TimeSpan.FromSeconds(int.Parse(ttl, CultureInfo.InvariantCulture)));
            return Results.Ok();
        });
        hub.MapDelete("users/{user}/groups/{group}", (string hub, string user, string group) => Forget(hub, user, group));
        hub.MapDelete("users/{user}/groups", (string hub, string user) => Forget(hub, user, null));
        hub.MapGet("users/{user}/groups/{group}", (HttpResponse response, string hub, string user, string group) => Found(response, groups.Has(hub, user, group), "Info.User.NotInGroup"));
        hub.MapMethods("users/{user}", ["HEAD"], (HttpResponse response, string hub, string user) =>
            Found(response, connections.Of(hub, one => one == user).Count > 0, "Warning.User.NotExisted"));
        hub.MapMethods("groups/{group}", ["HEAD"], (HttpResponse response, string hub, string group) =>
            Found(response, connections.Of(hub, user => groups.Has(hub, user, group)).Count > 0, "Warning.Group.NotExisted"));
    }

    /// <summary>Refuses a call without a token for this very address, or of an identity that has no role here.</summary>
    public static Func<HttpContext, RequestDelegate, Task> RefuseStrangers(SignalRStandIn service) => async (http, next) =>
    {
        if (http.Request.Path.StartsWithSegments("/api") && !await IsLetInAsync(service, http.Request)) http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else await next(http);
    };

    private static async Task<bool> IsLetInAsync(SignalRStandIn service, HttpRequest request)
    {
        if (request.Headers.Authorization.ToString() is not ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var token]) return false;
        if (service.IsEntraToken(token)) return true;
        var address = new Uri(service.Endpoint, request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget); // As it was sent: escapes count.
        return await SignalRTokens.ReadAsync(service.Key, token, audience => SignalRTokens.IsSame(audience, address), _ => service.Clock.GetUtcNow()) is not null;
    }

    private async Task<IResult> SendAsync(string hub, Func<string, bool> to, HttpRequest request)
    {
        using var body = await JsonDocument.ParseAsync(request.Body);
        object[] arguments = [.. body.RootElement.GetProperty("Arguments").EnumerateArray().Select(argument => new RawJson(argument.GetRawText()))];
        await clients.Clients.Clients(connections.Of(hub, to)).SendCoreAsync(body.RootElement.GetProperty("Target").GetString()!, arguments);
        return Results.Accepted();
    }

    private IResult Forget(string hub, string user, string? group)
    {
        groups.Remove(hub, user, group);
        return Results.Ok();
    }

    private static IResult Found(HttpResponse response, bool found, string otherwise)
    {
        if (!found) response.Headers["x-ms-error-code"] = otherwise;
        return found ? Results.Ok() : Results.NotFound();
    }
}
