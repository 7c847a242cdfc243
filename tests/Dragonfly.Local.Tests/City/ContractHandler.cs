namespace Dragonfly.Local.Tests.City;

/// <summary>Holds each exchange with the API against <c>docs/api/openapi.yaml</c>: one that is not as documented fails the test that made it.</summary>
internal sealed class ContractHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string Prefix = "/api";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        if (!path.StartsWith(Prefix, StringComparison.Ordinal)) return response;
        var sent = request.Content is ByteArrayContent content ? await content.ReadAsByteArrayAsync(cancellationToken) : null;
        var received = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var faults = ApiContract.Current.FaultsOf(request, path[Prefix.Length..], sent, response, received).ToArray();
        return faults is [] ? response : throw new ContractException($"{request.Method} {request.RequestUri.PathAndQuery} is answered {(int)response.StatusCode}, and that is not as documented:\n{string.Join('\n', faults)}");
    }
}

/// <summary>The API does not do what its document says.</summary>
public sealed class ContractException(string message) : Exception(message);
