using System.Security.Claims;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dragonfly.Functions.Access;

/// <summary>Lets a call through only with a good token that holds a role which the function names.</summary>
public sealed class AuthenticationMiddleware(ITokenAuthority authority, TimeProvider clock) : IFunctionsWorkerMiddleware
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);
    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext()!;
        var rule = AccessRule.For(context.FunctionDefinition.Name);
        if (BearerOf(http.Request) is { } token)
        {
            var caller = Caller.From(await ValidateAsync(token, http.RequestAborted), rule);
            if (!rule.Anyone && !rule.Roles.Any(caller.Roles.Contains)) throw new ProblemException(Problem.Forbidden("roleMissing", "the token holds no role that may do this"));
            http.Features.Set(caller);
        }
        else if (!rule.Anyone)
        {
            throw new ProblemException(Problem.Unauthorized("tokenMissing", "a bearer token is required"));
        }

        await next(context);
    }

    private static string? BearerOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.Length == 0 ? null
            : header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim()
            : throw new ProblemException(Problem.Unauthorized("tokenMissing", "the Authorization header must hold a bearer token"));
    }

    private async Task<ClaimsIdentity> ValidateAsync(string token, CancellationToken cancellation)
    {
        var parameters = await authority.ParametersAsync(cancellation);
        parameters.LifetimeValidator = (_, expires, _, _) => expires is not null;
        var result = await Tokens.ValidateTokenAsync(token, parameters);
        if (!result.IsValid) throw new ProblemException(Problem.Unauthorized("tokenInvalid", "the token is not one of ours, or was changed"));
        var (now, jwt) = (clock.GetUtcNow().UtcDateTime, (JsonWebToken)result.SecurityToken);
        if (jwt.ValidTo + Skew <= now) throw new ProblemException(Problem.Unauthorized("tokenExpired", "the token has expired"));
        if (jwt.ValidFrom - Skew > now) throw new ProblemException(Problem.Unauthorized("tokenNotYetValid", "the token is not valid yet"));
        return result.ClaimsIdentity;
    }
}
