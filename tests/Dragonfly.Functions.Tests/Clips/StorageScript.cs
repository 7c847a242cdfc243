using System.Net;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Dragonfly.Functions.Clips;

namespace Dragonfly.Functions.Tests.Clips;

/// <summary>Answers as Azure Storage documents it, for what Azurite has not: versions, legal holds, faults. Keeps what was asked.</summary>
internal sealed class StorageScript(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<string> Asked { get; } = [];

    /// <summary>The store in an account that answers so; it does not wait before it tries again.</summary>
    /// <param name="clock">The store's; the system's when null.</param>
    /// <param name="byIdentity">Signs in with a token, else with a key.</param>
    public BlobClipStore Store(TimeProvider? clock = null, bool byIdentity = false) => new(
        new(new("https://city.blob.core.windows.net/"), byIdentity ? null : Convert.ToBase64String(new byte[64])),
        byIdentity ? DelegatedTokenCredential.Create((_, _) => new("token", DateTimeOffset.MaxValue)) : null,
        clock ?? TimeProvider.System,
        client =>
        {
            client.Transport = new HttpClientTransport(new HttpClient(this));
            (client.Retry.Delay, client.Retry.MaxDelay) = (TimeSpan.Zero, TimeSpan.Zero);
        });

    /// <summary>An error of the service's.</summary>
    public static HttpResponseMessage Error(HttpStatusCode status, string code)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent($"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>no</Message></Error>", Encoding.UTF8, "application/xml") };
        response.Headers.Add("x-ms-error-code", code);
        return response;
    }

    /// <summary>A page of a listing.</summary>
    public static HttpResponseMessage List(params IEnumerable<(string Name, string? Version, bool Held)> blobs) => new(HttpStatusCode.OK)
    {
        Content = new StringContent(
            $"""
            <?xml version="1.0" encoding="utf-8"?><EnumerationResults ServiceEndpoint="https://city.blob.core.windows.net/" ContainerName="clips"><Blobs>{string.Concat(blobs.Select(blob => $"""
            <Blob><Name>{blob.Name}</Name>{(blob.Version is null ? "" : $"<VersionId>{blob.Version}</VersionId>")}<Properties><Creation-Time>Fri, 14 Aug 2026 18:00:00 GMT</Creation-Time><Content-Length>10</Content-Length><Content-Type>video/mp4</Content-Type><BlobType>BlockBlob</BlobType><LegalHold>{(blob.Held ? "true" : "false")}</LegalHold></Properties></Blob>
            """))}</Blobs><NextMarker /></EnumerationResults>
            """,
            Encoding.UTF8,
            "application/xml"),
    };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (Asked) Asked.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
        var response = answer(request);
        response.RequestMessage = request;
        response.Headers.TryAddWithoutValidation("x-ms-request-id", "1");
        return Task.FromResult(response);
    }
}
