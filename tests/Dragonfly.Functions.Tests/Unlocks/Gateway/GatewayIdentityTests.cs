using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Unlocks.Gateway;

namespace Dragonfly.Functions.Tests.Unlocks.Gateway;

/// <summary>The app signs in at the gateway as its identity.</summary>
public sealed class GatewayIdentityTests
{
    private static readonly FeedId Feed = new("feed-1");
    private static readonly GrantId Grant = new("0123-1");

    private readonly Identity identity = new();
    private readonly Requests requests = new();

    [Fact]
    public async Task One_token_of_the_scope_serves_many_calls()
    {
        var video = Video();
        for (var i = 0; i < 3; i++) await video.CloseAsync(Feed, Grant, default);
        identity.Scopes.ShouldBe(["api://gateway/.default"]);
        requests.Authorizations.ShouldBe(["Bearer token-1", "Bearer token-1", "Bearer token-1"]);
    }

    [Fact]
    public async Task An_identity_that_gets_no_token_reaches_nobody()
    {
        identity.Failure = new AuthenticationFailedException("no such identity");
        (await Should.ThrowAsync<VideoSystemException>(() => Video().CloseAsync(Feed, Grant, default))).Code.ShouldBe("unreachable");
        requests.Authorizations.ShouldBeEmpty();
    }

    private RestVideoSystem Video() => new(new(new("https://video.example/gateway/"), "api://gateway/.default", null), identity, new HttpClientTransport(new HttpClient(requests)));

    private sealed class Identity : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public Exception? Failure { get; set; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            if (Failure is not null) throw Failure;
            Scopes.AddRange(requestContext.Scopes);
            return new(new AccessToken($"token-{Scopes.Count}", DateTimeOffset.UtcNow.AddHours(1)));
        }
    }

    private sealed class Requests : HttpMessageHandler
    {
        public List<string> Authorizations { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Authorizations.Add(request.Headers.Authorization!.ToString());
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent));
        }
    }
}
