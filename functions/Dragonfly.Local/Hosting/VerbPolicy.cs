using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Local.Hosting;

/// <summary>A verb that no function of a route takes is 404 on the Functions host. ASP.NET Core's own policy answers 405.</summary>
internal sealed class VerbPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 0;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) =>
        endpoints.Any(endpoint => endpoint.Metadata.GetMetadata<LocalFunction>() is not null);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && !Takes(candidates[i].Endpoint, httpContext.Request.Method))
                candidates.SetValidity(i, false);
        }

        return Task.CompletedTask;
    }

    private static bool Takes(Endpoint endpoint, string verb) =>
        endpoint.Metadata.GetMetadata<LocalFunction>()?.Trigger is not HttpTriggerAttribute { Methods: { Length: > 0 } methods }
        || methods.Contains(verb, StringComparer.OrdinalIgnoreCase);
}
