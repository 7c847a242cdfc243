using System.Net;
using System.Net.Http.Headers;

namespace Dragonfly.Emulators.Cosmos.Http;

/// <summary>Takes the SDK's requests to the stand-in without a network.</summary>
internal sealed class StandInHandler(Gateway gateway, Func<Uri> endpoint) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The SDK asks the machine's metadata service too, through the same client: there is none here.
        if (request.RequestUri!.Host != endpoint().Host) throw new HttpRequestException(HttpRequestError.NameResolutionError, $"The stand-in does not serve {request.RequestUri.Host}.");
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var answer = await gateway.HandleAsync(new(request.Method.Method, request.RequestUri.AbsolutePath, headers, body), cancellationToken).ConfigureAwait(false)
            ?? throw new HttpRequestException(HttpRequestError.ConnectionError, "The stand-in was told to refuse connections.");
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { RequestMessage = request, Content = new ByteArrayContent(answer.Body ?? []) };
        if (answer.Body is { Length: > 0 }) response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in answer.Headers) response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }
}
