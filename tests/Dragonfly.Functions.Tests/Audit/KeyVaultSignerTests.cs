using System.Buffers.Text;
using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Configuration;

namespace Dragonfly.Functions.Tests.Audit;

/// <summary>Over a vault that answers as Key Vault's REST API is documented to.</summary>
public sealed class KeyVaultSignerTests
{
    private const string Key = "https://city.vault.example/keys/checkpoints";

    private readonly Vault vault = new();

    [Fact]
    public async Task Signs_with_the_newest_version_so_that_its_public_key_verifies()
    {
        var signer = Signer();
        var key = await signer.CurrentKeyAsync(default);
        (key.KeyId, key.Algorithm).ShouldBe(($"{Key}/v2", "ES256"));
        var signature = await signer.SignAsync(key, "what is signed"u8.ToArray(), default);
        CheckpointSeal.IsGood(key, "what is signed"u8, Base64Url.EncodeToString(signature.Span)).ShouldBeTrue();
        CheckpointSeal.IsGood(key, "something else"u8, Base64Url.EncodeToString(signature.Span)).ShouldBeFalse();
        vault.Asked.ShouldBe([$"GET {Key}?api-version=7.4", $"POST {Key}/v2/sign?api-version=7.4"]);
        vault.Scopes.Distinct().ShouldBe(["https://vault.example/.default"]);
    }

    [Fact]
    public async Task Lists_every_version_page_by_page_since_each_has_signed()
    {
        var keys = await Signer().PublicKeysAsync(default);
        keys.Select(key => key.KeyId).ShouldBe([$"{Key}/v1", $"{Key}/v2"]);
        keys.Select(key => key.PublicKey).Distinct().Count().ShouldBe(2);
        vault.Asked.ShouldContain($"GET {Key}/versions?api-version=7.4&$skiptoken=2");
    }

    [Fact]
    public async Task A_vault_that_refuses_or_does_not_answer_is_unavailable()
    {
        vault.Status = HttpStatusCode.Forbidden;
        await Should.ThrowAsync<StoreUnavailableException>(async () => await Signer().CurrentKeyAsync(default));
        vault.Failure = new HttpRequestException("no such host");
        await Should.ThrowAsync<StoreUnavailableException>(async () => await Signer().CurrentKeyAsync(default));
        await Should.ThrowAsync<StoreUnavailableException>(async () => await Signer(tries: 2).CurrentKeyAsync(default));
        vault.Failure = new TaskCanceledException("no answer in time");
        await Should.ThrowAsync<StoreUnavailableException>(async () => await Signer().CurrentKeyAsync(default));
        (vault.Failure, vault.Status, vault.Body) = (null, HttpStatusCode.OK, "<html>");
        await Should.ThrowAsync<StoreUnavailableException>(async () => await Signer().PublicKeysAsync(default));
    }

    [Theory]
    [InlineData("""{"key":{"kid":"v1","kty":"RSA","n":"AQAB","e":"AQAB"}}""")]
    [InlineData("""{"key":{"kid":"v1","kty":"EC","crv":"P-384","x":"AQAB","y":"AQAB"}}""")]
    public async Task A_key_of_another_kind_is_named_with_what_it_must_be(string body)
    {
        vault.Body = body;
        (await Should.ThrowAsync<InvalidOperationException>(async () => await Signer().CurrentKeyAsync(default))).Message.ShouldBe("the key of DRAGONFLY_CHECKPOINT_KEY must be of the curve P-256");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("checkpoints")]
    [InlineData("http://city.vault.example/keys/checkpoints")]
    [InlineData("https://city.vault.example/secrets/checkpoints")]
    [InlineData("https://city.vault.example/keys/checkpoints/v1")]
    public void A_setting_that_names_no_key_is_refused(string? keyId) =>
        Should.Throw<InvalidSettingException>(() => new KeyVaultSigner(keyId, vault, new Options(vault, 1))).Message.ShouldContain("DRAGONFLY_CHECKPOINT_KEY");

    private KeyVaultSigner Signer(int tries = 1) => new(Key, vault, new Options(vault, tries));

    private sealed class Options : ClientOptions
    {
        public Options(Vault vault, int tries)
        {
            Transport = new HttpClientTransport(new HttpClient(vault.Handler));
            (Retry.MaxRetries, Retry.Delay) = (tries - 1, TimeSpan.Zero);
        }
    }

    private sealed class Vault : TokenCredential
    {
        private readonly ImmutableArray<ECDsa> versions = [ECDsa.Create(ECCurve.NamedCurves.nistP256), ECDsa.Create(ECCurve.NamedCurves.nistP256)];

        public Vault() => Handler = new Answering(this);

        public HttpMessageHandler Handler { get; }

        public List<string> Asked { get; } = [];

        public List<string> Scopes { get; } = [];

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public Exception? Failure { get; set; }

        public string? Body { get; set; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            return new("token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));

        private async Task<string> AnswerAsync(HttpRequestMessage request)
        {
            request.Headers.Authorization!.ToString().ShouldBe("Bearer token");
            switch (request.RequestUri!.PathAndQuery)
            {
                case "/keys/checkpoints/versions?api-version=7.4":
                    return $$"""{"value":[{"kid":"{{Key}}/v1","attributes":{"enabled":true} }],"nextLink":"{{Key}}/versions?api-version=7.4&$skiptoken=2"}""";
                case "/keys/checkpoints/versions?api-version=7.4&$skiptoken=2":
                    return $$"""{"value":[{"kid":"{{Key}}/v2"}],"nextLink":null}""";
                case "/keys/checkpoints?api-version=7.4" or "/keys/checkpoints/v2?api-version=7.4":
                    return PublicKey(2);
                case "/keys/checkpoints/v1?api-version=7.4":
                    return PublicKey(1);
                case "/keys/checkpoints/v2/sign?api-version=7.4":
                    using (var body = JsonDocument.Parse(await request.Content!.ReadAsStringAsync()))
                    {
                        body.RootElement.GetProperty("alg").GetString().ShouldBe("ES256");
                        var digest = Base64Url.DecodeFromChars(body.RootElement.GetProperty("value").GetString());
                        return $$"""{"kid":"{{Key}}/v2","value":"{{Base64Url.EncodeToString(versions[1].SignHash(digest))}}"}""";
                    }

                default:
                    throw new InvalidOperationException(request.RequestUri.PathAndQuery);
            }
        }

        private string PublicKey(int version)
        {
            var point = versions[version - 1].ExportParameters(false).Q;
            return $$$"""{"key":{"kid":"{{{Key}}}/v{{{version}}}","kty":"EC","key_ops":["sign","verify"],"crv":"P-256","x":"{{{Base64Url.EncodeToString(point.X)}}}","y":"{{{Base64Url.EncodeToString(point.Y)}}}"},"attributes":{"enabled":true}}""";
        }

        private sealed class Answering(Vault vault) : HttpMessageHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                if (vault.Failure is { } failure) throw failure;
                vault.Asked.Add($"{request.Method} {request.RequestUri}");
                return new(vault.Status) { Content = new StringContent(vault.Body ?? await vault.AnswerAsync(request), Encoding.UTF8, "application/json") };
            }
        }
    }
}
