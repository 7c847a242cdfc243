using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Azure.SignalR.Management;

namespace Dragonfly.Emulators.SignalR;

/// <summary>One hub, over REST.</summary>
internal sealed class RestHubContext(RestCaller caller, JsonSerializerOptions json, string hub) : ServiceHubContext
{
    public override UserGroupManager UserGroups { get; } = new RestUserGroups(caller, $"api/hubs/{hub}");

    public override IHubClients Clients { get; } = new RestClients(caller, json, $"api/hubs/{hub}");

    public override async ValueTask<NegotiationResponse> NegotiateAsync(NegotiationOptions? negotiationOptions = null, CancellationToken cancellationToken = default)
    {
        var options = negotiationOptions!;
        var expires = (caller.Now + options.TokenLifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        (string, string)[] end = options.CloseOnAuthenticationExpiration ? [(SignalRTokens.ClosesOnExpiry, "true"), (SignalRTokens.ExpiresOn, expires)] : [];
        var (address, token) = await caller.TokenForAsync(hub, options.TokenLifetime, cancellationToken, [(SignalRTokens.User, options.UserId!), .. end]);
        return new() { Url = address.AbsoluteUri, AccessToken = token };
    }
}
