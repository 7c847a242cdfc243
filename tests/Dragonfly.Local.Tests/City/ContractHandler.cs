namespace Dragonfly.Local.Tests.City;

/// <summary>Holds each exchange with the API against <c>docs/api/openapi.yaml</c>, or another document: one that is not as documented fails the test that made it.</summary>
/// <param name="inner">What carries the exchange.</param>
/// <param name="contract">The document.</param>
/// <param name="prefix">The path below which it speaks.</param>
internal sealed class ContractHandler(HttpMessageHandler inner, ApiContract contract, string prefix) : DelegatingHandler(inner)
{
    public ContractHandler(HttpMessageHandler inner) : this(inner, ApiContract.Current, "/api")
    {
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = await SentAsync(request, cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        if (!path.StartsWith(prefix, StringComparison.Ordinal)) return response;
        var received = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var faults = contract.FaultsOf(request, path[prefix.Length..], sent, response, received).ToArray();
        return faults is [] ? response : throw new ContractException($"{request.Method} {request.RequestUri.PathAndQuery} is answered {(int)response.StatusCode}, and that is not as documented:\n{string.Join('\n', faults)}");
    }

    // Only what is at hand: the Azure SDK's contents are, too, and say how long they are. A test may send a body that never ends.
    private static async Task<byte[]?> SentAsync(HttpRequestMessage request, CancellationToken cancellation) =>
        request.Content is ByteArrayContent || request.Content?.GetType().Namespace?.StartsWith("Azure", StringComparison.Ordinal) is true ? await request.Content.ReadAsByteArrayAsync(cancellation) : null;
}

/// <summary>The API does not do what its document says.</summary>
public sealed class ContractException(string message) : Exception(message);
