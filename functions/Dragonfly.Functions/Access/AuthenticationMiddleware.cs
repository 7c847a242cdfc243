using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Dragonfly.Functions.Access;

/// <summary>Lets a call through only with a good token that holds a role which the function names.</summary>
public sealed class AuthenticationMiddleware(TokenVerifier tokens) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext()!;
        var rule = AccessRule.For(context.FunctionDefinition.Name);
        if (BearerOf(http.Request) is { } token)
        {
            var caller = Caller.From(await tokens.VerifyAsync(token, http.RequestAborted), rule);
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
}
