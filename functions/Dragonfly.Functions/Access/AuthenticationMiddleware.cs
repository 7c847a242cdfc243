using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Dragonfly.Functions.Access;

/// <summary>
/// Lets a call through only with a good token that holds a role which the function names. Who signs in and whoever is refused, here or further in, is noted; that
/// neither delays nor fails a call.
/// </summary>
public sealed class AuthenticationMiddleware(TokenVerifier tokens, Sessions sessions, PrincipalLog log, AccessOptions options, TimeProvider clock) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var (http, function) = (context.GetHttpContext()!, context.FunctionDefinition.Name);
        var rule = AccessRule.For(function);
        var caller = await IdentifyAsync(http.Request, function, rule);
        try
        {
            if (caller is not null && !rule.Anyone && !rule.Roles.Any(caller.Roles.Contains)) throw new ProblemException(Problem.Forbidden("roleMissing", "the token holds no role that may do this"));
            await next(context);
        }
        catch (ProblemException e) when (caller is not null && e.Problem is { Status: 403, IsOnRecord: false })
        {
            log.Note(caller, function, new Refused(function, e.Problem.Code, null));
            throw;
        }
    }

    private async ValueTask<Caller?> IdentifyAsync(HttpRequest request, string function, AccessRule rule)
    {
        Caller? caller = null;
        try
        {
            if (BearerOf(request) is not { } bearer) return rule.Anyone ? null : throw new ProblemException(Problem.Unauthorized("tokenMissing", "a bearer token is required"));
            var token = await tokens.VerifyAsync(bearer, request.HttpContext.RequestAborted);
            caller = Caller.From(token.Identity, rule);
            if (token.FaultAt(clock.GetUtcNow()) is { } fault) throw new ProblemException(fault);
            var use = sessions.Use(token, caller.IsPerson);
            if (use is TokenUse.Idle) throw new ProblemException(Problem.Unauthorized("sessionIdle", "the token was not used for half an hour: sign in again"));
            if (use is TokenUse.First) log.Note(caller, function, new SignedIn(token.Id, token.IssuedAt, token.ExpiresAt, NetworkOf(request)));
            request.HttpContext.Features.Set(caller);
            return caller;
        }
        catch (ProblemException e)
        {
            var refused = new TokenRefused(e.Problem.Code, NetworkOf(request));
            if (caller is null) log.Note(null, new Origin(PrincipalLog.Unknown, "None", function), refused);
            else log.Note(caller, function, refused);
            throw;
        }
    }

    private string? NetworkOf(HttpRequest request) => ClientAddress.NetworkOf(ClientAddress.Of(request, options));

    private static string? BearerOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.Length == 0 ? null
            : header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim()
            : throw new ProblemException(Problem.Unauthorized("tokenMissing", "the Authorization header must hold a bearer token"));
    }
}
