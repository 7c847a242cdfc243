using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;
using Dragonfly.Functions.Configuration;
using Microsoft.Extensions.Configuration;

namespace Dragonfly.Functions.Audit;

/// <summary>
/// Signs with a P-256 key in Azure Key Vault, over its REST API. Setting: <c>DRAGONFLY_CHECKPOINT_KEY</c>, the key's identifier without a version,
/// <c>https://{vault}/keys/{name}</c>. Every version of the key is a key of its own to us: the newest signs, all verify. The identity needs the permissions get, list and sign.
/// </summary>
public sealed class KeyVaultSigner : ICheckpointSigner
{
    private const string Setting = "DRAGONFLY_CHECKPOINT_KEY";
    private const string ApiVersion = "7.4";

    private readonly Uri key;
    private readonly HttpPipeline pipeline;

    /// <summary>Reads the setting.</summary>
    /// <exception cref="InvalidSettingException">It is missing or is not a key's identifier.</exception>
    public KeyVaultSigner(IConfiguration configuration, TokenCredential credential) : this(configuration[Setting], credential, new KeyVaultOptions())
    {
    }

    internal KeyVaultSigner(string? keyId, TokenCredential credential, ClientOptions options)
    {
        key = KeyOf(keyId);

        // The vault's own cloud, whichever it is: the host's name without the vault's.
        pipeline = HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(credential, $"https://{key.Host[(key.Host.IndexOf('.') + 1)..]}/.default"));
    }

    /// <summary>Checks the setting, before there is anything to sign.</summary>
    /// <exception cref="InvalidSettingException">It is missing or is not a key's identifier.</exception>
    public static void Check(IConfiguration configuration) => KeyOf(configuration[Setting]);

    /// <inheritdoc/>
    public ValueTask<CheckpointKey> CurrentKeyAsync(CancellationToken cancellation) => ReadKeyAsync(key, cancellation);

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> SignAsync(CheckpointKey key, ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        var body = new JsonObject { ["alg"] = key.Algorithm, ["value"] = Base64Url.EncodeToString(SHA256.HashData(data.Span)) };
        using var answer = await SendAsync(RequestMethod.Post, new($"{key.KeyId}/sign"), body, cancellation);
        return Base64Url.DecodeFromChars(answer.RootElement.GetProperty("value").GetString());
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<CheckpointKey>> PublicKeysAsync(CancellationToken cancellation)
    {
        var keys = ImmutableArray.CreateBuilder<CheckpointKey>();
        for (Uri? next = new($"{key.AbsoluteUri}/versions"); next is not null;)
        {
            using var page = await SendAsync(RequestMethod.Get, next, null, cancellation);
            foreach (var version in page.RootElement.GetProperty("value").EnumerateArray()) keys.Add(await ReadKeyAsync(new(version.GetProperty("kid").GetString()!), cancellation));
            next = page.RootElement.TryGetProperty("nextLink", out var link) && link.GetString() is { Length: > 0 } more ? new(more) : null;
        }

        return keys.DrainToImmutable();
    }

    private static Uri KeyOf(string? id) =>
        Uri.TryCreate(id, UriKind.Absolute, out var uri) && uri is { Scheme: "https", Segments: [_, "keys/", var name] } && !name.EndsWith('/')
            ? uri
            : throw new InvalidSettingException(Setting, "a key's identifier without a version: https://{vault}/keys/{name}");

    private async ValueTask<CheckpointKey> ReadKeyAsync(Uri id, CancellationToken cancellation)
    {
        using var answer = await SendAsync(RequestMethod.Get, id, null, cancellation);
        var found = answer.RootElement.GetProperty("key");
        if (!found.TryGetProperty("crv", out var curve) || curve.GetString() != "P-256") throw new InvalidOperationException("the key of DRAGONFLY_CHECKPOINT_KEY must be of the curve P-256");
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Bytes("x"), Y = Bytes("y") } });
        return new(found.GetProperty("kid").GetString()!, CheckpointKey.Es256, Convert.ToBase64String(ecdsa.ExportSubjectPublicKeyInfo()));

        byte[] Bytes(string name) => Base64Url.DecodeFromChars(found.GetProperty(name).GetString());
    }

    private async Task<JsonDocument> SendAsync(RequestMethod method, Uri uri, JsonObject? body, CancellationToken cancellation)
    {
        try
        {
            using var message = pipeline.CreateMessage();
            message.Request.Method = method;
            message.Request.Uri.Reset(uri);
            if (uri.Query.Length == 0) message.Request.Uri.AppendQuery("api-version", ApiVersion);
            if (body is not null)
            {
                message.Request.Headers.Add(HttpHeader.Common.JsonContentType);
                message.Request.Content = RequestContent.Create(Encoding.UTF8.GetBytes(body.ToJsonString(CoreJson.Default.Options)));
            }

            await pipeline.SendAsync(message, cancellation);
            return message.Response.IsError ? throw new RequestFailedException(message.Response) : JsonDocument.Parse(message.Response.Content);
        }
        catch (Exception e) when (e is RequestFailedException or AuthenticationFailedException or JsonException or AggregateException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new StoreUnavailableException("checkpoint key", e);
        }
    }

    private sealed class KeyVaultOptions : ClientOptions;
}
