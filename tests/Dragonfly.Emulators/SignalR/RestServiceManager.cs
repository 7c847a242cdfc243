using System.Text.Json;
using Azure.Core;
using Microsoft.Azure.SignalR.Management;

namespace Dragonfly.Emulators.SignalR;

/// <summary>
/// Speaks to the service as the Management SDK does in transient mode: the same calls and the same tokens. It takes the SDK's place where that cannot be restored and its
/// contract, which has no behavior, is built against; what it cannot show is that the SDK does so. With the SDK itself there, <see cref="SignalRSdk.IsReal"/>, it is not used.
/// </summary>
/// <param name="service">The service.</param>
/// <param name="json">How arguments are written.</param>
/// <param name="credential">What the app runs as; null to sign with the service's key.</param>
public sealed class RestServiceManager(SignalRStandIn service, JsonSerializerOptions json, TokenCredential? credential = null) : ServiceManager
{
    // To end a call that takes too long is the SDK's; here nothing does, so that a test sees what ends without it.
    private readonly HttpClient http = new() { BaseAddress = service.Endpoint, Timeout = Timeout.InfiniteTimeSpan };

    /// <inheritdoc/>
    public override Task<ServiceHubContext> CreateHubContextAsync(string hubName, CancellationToken cancellationToken) =>
        Task.FromResult<ServiceHubContext>(new RestHubContext(new(http, service, credential), json, hubName));

    /// <inheritdoc/>
    public override async Task<bool> IsServiceHealthy(CancellationToken cancellationToken)
    {
        using var answer = await http.SendAsync(new(HttpMethod.Head, "api/health"), cancellationToken);
        return answer.IsSuccessStatusCode;
    }

    /// <inheritdoc/>
    public override void Dispose() => http.Dispose();
}
