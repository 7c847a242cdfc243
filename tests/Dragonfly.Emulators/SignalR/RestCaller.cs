using System.Net.Http.Json;
using System.Text.Json;
using Azure.Core;

namespace Dragonfly.Emulators.SignalR;

/// <summary>Calls the service, with a token for each address: one signed with its key, or the identity's own.</summary>
internal sealed class RestCaller(HttpClient http, SignalRStandIn service, TokenCredential? credential)
{
    private static readonly TokenRequestContext Scope = new(["https://signalr.azure.com/.default"]);
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    public async Task CallAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        using var answer = await SendAsync(method, path, content, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        var address = new Uri(service.Endpoint, path);
        using var request = new HttpRequestMessage(method, address) { Content = content };
        var token = credential is null
            ? SignalRTokens.Make(service.Key, address.GetLeftPart(UriPartial.Path), Now + Life)
            : (await credential.GetTokenAsync(Scope, cancellation)).Token;
        request.Headers.Authorization = new("Bearer", token);
        return await http.SendAsync(request, cancellation);
    }

    /// <summary>A token with which a client connects to a hub.</summary>
    public async Task<(Uri Address, string Token)> TokenForAsync(string hub, TimeSpan life, CancellationToken cancellation, params (string Name, string Value)[] claims)
    {
        var address = new Uri(service.Endpoint, $"client/?hub={hub}");
        return (address, SignalRTokens.Make(await KeyAsync(cancellation), address.AbsoluteUri, Now + life, claims));
    }

    public DateTimeOffset Now => service.Clock.GetUtcNow();

    private async Task<string> KeyAsync(CancellationToken cancellation)
    {
        if (credential is null) return service.Key;
        using var answer = await SendAsync(HttpMethod.Get, "api/v1/auth/accessKey", null, cancellation);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("AccessKey").GetString()!;
    }
}
