using System.Net;
using Azure.Identity;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Storage;

/// <summary>What somebody has to do about a failure; whatever else fails passes, or the service's own words say it best.</summary>
internal static class CosmosFault
{
    private const string Role = "Cosmos DB Built-in Data Contributor";

    /// <summary>What to do; null when there is nothing to do but to wait.</summary>
    public static string? Explain(Exception e, CosmosOptions options) => e switch
    {
        CosmosException { StatusCode: HttpStatusCode.Forbidden } =>
            $"{options.Endpoint.Host} does not let this app's identity in: give the identity of AZURE_CLIENT_ID the data-plane role \"{Role}\" on the account, and look whether the account's firewall lets the app's network in",
        CosmosException { StatusCode: HttpStatusCode.Unauthorized } => $"{options.Endpoint.Host} does not know this app's identity: AZURE_CLIENT_ID must be the client id of an identity of the account's tenant",
        CosmosException { StatusCode: HttpStatusCode.NotFound } =>
            $"{options.Endpoint.Host} has no database {options.Database} with the containers that this version needs: check DRAGONFLY_COSMOS_DATABASE, and deploy infra/ before the app",
        CosmosException { StatusCode: HttpStatusCode.RequestEntityTooLarge } => "what is to be written at once is larger than the 2 MB that Cosmos DB takes",
        AuthenticationFailedException => "this app cannot sign in as its identity: check AZURE_CLIENT_ID, and that the identity is assigned to the app",
        HttpRequestException => $"{options.Endpoint.Host} cannot be reached: check DRAGONFLY_COSMOS_ENDPOINT, and the network",
        OperationCanceledException => $"{options.Endpoint.Host} did not answer within {CosmosCalls.Deadline.TotalSeconds:F0} s: if that goes on, check DRAGONFLY_COSMOS_ENDPOINT, and the network",
        _ when IsTooWeak(e) => $"the account {options.Endpoint.Host} must have the default consistency Strong: {e.Message}",
        _ => null,
    };

    /// <summary>Whether the account's default consistency is weaker than what we ask for, which the SDK takes for a mistake of the caller's.</summary>
    public static bool IsTooWeak(Exception e) => e is ArgumentException && e.Message.StartsWith(nameof(ConsistencyLevel), StringComparison.Ordinal);
}
