using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Functions.Unlocks.Gateway;

/// <summary>
/// One exchange with the video gateway: signed in, never retried, never redirected, as long as the caller's token lets it take. Whatever is not the answer that
/// was expected is a <see cref="VideoSystemException"/>: a refusal of the contract is <c>refused</c>, anything else <c>unreachable</c>. Holds one pool of connections.
/// </summary>
internal sealed class GatewayClient
{
    private const int MostProblemBytes = 16 * 1024;

    private readonly Uri root;
    private readonly HttpPipeline pipeline;

    public GatewayClient(VideoGatewayOptions options, TokenCredential? credential, HttpPipelineTransport? transport)
    {
        root = options.Endpoint;
        var settings = new Settings { Transport = transport ?? Connections(), Retry = { MaxRetries = 0 } };
        pipeline = HttpPipelineBuilder.Build(settings, options.Token is { } token ? new FixedToken(token) : new BearerTokenAuthenticationPolicy(credential!, options.Scope!));
    }

    /// <summary>Asks for something that is answered with a status alone.</summary>
    public Task DoAsync(RequestMethod method, string path, byte[]? body, int expected, CancellationToken cancellation) =>
        AskAsync(method, path, body, expected, static (_, _) => Task.FromResult(true), cancellation);

    /// <summary>Asks, and has the answer read.</summary>
    /// <param name="method">The verb.</param>
    /// <param name="path">Below the gateway's address.</param>
    /// <param name="body">JSON.</param>
    /// <param name="expected">The one status that means yes: a sign-in page or a proxy must not be taken for the gateway.</param>
    /// <param name="read">Reads the answer; what it throws of JSON or the connection is a failure of the gateway.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<T> AskAsync<T>(RequestMethod method, string path, byte[]? body, int expected, Func<HttpMessage, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var message = pipeline.CreateMessage();
        message.BufferResponse = false;
        message.Request.Method = method;
        message.Request.Uri.Reset(new(root, path));
        if (body is not null)
        {
            message.Request.Headers.Add(HttpHeader.Common.JsonContentType);
            message.Request.Content = RequestContent.Create(body);
        }

        try
        {
            await pipeline.SendAsync(message, cancellation);
            return message.Response.Status == expected ? await read(message, cancellation) : throw await FailureInAsync(message, cancellation);
        }
        catch (Exception e) when (e is RequestFailedException or AuthenticationFailedException or JsonException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new VideoSystemException("unreachable", $"the video gateway did not answer as it must: {e.GetType().Name}", e);
        }
    }

    /// <summary>Reads an answer to its end.</summary>
    /// <exception cref="IOException">It broke off, or is longer than <paramref name="most"/>.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpMessage message, int most, CancellationToken cancellation)
    {
        if (message.Response.ContentStream is not { } content) return default;
        using var buffer = new MemoryStream();
        var block = new byte[16 * 1024];
        for (int read; (read = await content.ReadAsync(block, cancellation)) > 0;)
        {
            if (buffer.Length + read > most) throw new IOException($"the answer is longer than {most} bytes");
            buffer.Write(block, 0, read);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private static async Task<VideoSystemException> FailureInAsync(HttpMessage message, CancellationToken cancellation)
    {
        var response = message.Response;
        var code = response.Headers.ContentType?.StartsWith("application/problem+json", StringComparison.OrdinalIgnoreCase) is true
            ? CodeOf(await ReadAsync(message, MostProblemBytes, cancellation))
            : null;
        return (response.Status, code) is (409, GatewayContract.Refused) or (404, GatewayContract.NotFound)
            ? new("refused", $"the video gateway refused: {response.Status} {code}")
            : new("unreachable", $"the video gateway answered {response.Status} {code}".TrimEnd());
    }

    // It is logged: no more than a word.
    private static string? CodeOf(ReadOnlyMemory<byte> json)
    {
        using var problem = JsonDocument.Parse(json);
        return problem.RootElement.ValueKind is JsonValueKind.Object && problem.RootElement.TryGetProperty("code", out var value)
            && value.ValueKind is JsonValueKind.String && value.GetString() is var code && GatewayContract.IsCode(code) ? code : null;
    }

    private static HttpClientTransport Connections() => new(new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // Else a gateway that moved is not found again.
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    });

    private sealed class Settings : ClientOptions;

    private sealed class FixedToken(string token) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message) => message.Request.Headers.SetValue(HttpHeader.Names.Authorization, $"Bearer {token}");
    }
}
