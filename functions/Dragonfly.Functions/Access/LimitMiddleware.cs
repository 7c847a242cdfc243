using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Dragonfly.Functions.Access;

/// <summary>Turns away who calls a function more often than its <see cref="LimitAttribute"/> says, and notes it.</summary>
public sealed class LimitMiddleware(PrincipalLog log, AccessOptions options, TimeProvider clock) : IFunctionsWorkerMiddleware
{
    private const int MostCallers = 10_000;

    private readonly Recent<(string Function, string Who), Pace> paces = new(MostCallers);

    /// <inheritdoc/>
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var function = context.FunctionDefinition.Name;
        if (options.LimitsCalls && AccessRule.For(function).Limit is { } limit) Check(context.GetHttpContext()!.Request, function, limit);
        return next(context);
    }

    private void Check(HttpRequest request, string function, LimitAttribute limit)
    {
        var caller = request.HttpContext.Features.Get<Caller>();
        var who = caller is null ? $"@{ClientAddress.OwnerOf(ClientAddress.Of(request, options))}" : $"{caller.AgencyClaim}/{caller.Id}/{caller.Role}";
        var wait = paces.GetOrAdd((function, who), _ => new(limit)).Take(clock.GetUtcNow());
        if (wait == TimeSpan.Zero) return;

        var problem = Problem.TooManyRequests($"at most {limit.PerMinute} calls a minute, {limit.Burst} of them at once; nothing was done") with { RetryAfter = (int)Math.Ceiling(wait.TotalSeconds) };
        var refused = new Refused(function, problem.Code, null);
        if (caller is not null) log.Note(caller, function, refused);
        else log.Note(null, new Origin("anonymous", "Anonymous", function), refused);
        throw new ProblemException(problem);
    }
}
