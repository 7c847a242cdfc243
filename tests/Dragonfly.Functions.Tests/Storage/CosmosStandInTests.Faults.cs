using System.Net;
using Azure.Core;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Tests.Storage;

public sealed partial class CosmosStandInTests
{
    [Fact]
    public async Task A_throttled_request_is_retried_by_the_SDK_until_it_gives_up()
    {
        await using var fixture = await StandInFixture.StartAsync();
        var order = fixture.StandIn.Faults.Throttle(2, TimeSpan.FromMilliseconds(1));
        await fixture.Container.CreateItemAsync(new Thing("a", "ann"), Ann);
        order.Struck.ShouldBe(2);
        using var client = fixture.StandIn.Client(options => options.MaxRetryAttemptsOnRateLimitedRequests = 1);
        fixture.StandIn.Faults.Throttle(2, TimeSpan.FromMilliseconds(7), request => request is { Operation: "read", Item: "a" });
        var refused = await Should.ThrowAsync<CosmosException>(() => client.GetContainer("test", "things").ReadItemAsync<Thing>("a", Ann));
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.RetryAfter.ShouldBe(TimeSpan.FromMilliseconds(7));
    }

    [Fact]
    public async Task An_answer_can_be_lost_after_the_write_happened()
    {
        await using var fixture = await StandInFixture.StartAsync();
        fixture.StandIn.Faults.LoseAnswer(1);
        (await Should.ThrowAsync<CosmosException>(() => fixture.Container.CreateItemAsync(new Thing("a", "ann"), Ann))).StatusCode.ShouldBe(HttpStatusCode.RequestTimeout);
        (await fixture.Container.ReadItemAsync<Thing>("a", Ann)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_service_can_be_unavailable_forbid_and_refuse()
    {
        await using var fixture = await StandInFixture.StartAsync();
        var faults = fixture.StandIn.Faults;
        using (faults.Unavailable(int.MaxValue)) await ShouldAnswer(fixture, 503);
        using (faults.Forbid(int.MaxValue, request => request.Operation == "create")) await ShouldAnswer(fixture, 403);
        using (faults.Unauthorize(int.MaxValue, request => request.Operation == "create")) await ShouldAnswer(fixture, 401);
        using (faults.RefuseConnection(int.MaxValue, request => request.Operation == "create"))
            await Should.ThrowAsync<Exception>(() => fixture.Container.CreateItemAsync(new Thing("a", "ann"), Ann));
        await fixture.Container.CreateItemAsync(new Thing("a", "ann"), Ann);

        static async Task ShouldAnswer(StandInFixture fixture, int status) =>
            ((int)(await Should.ThrowAsync<CosmosException>(() => fixture.Container.CreateItemAsync(new Thing("a", "ann"), Ann))).StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task A_request_can_be_held_until_it_is_let_go()
    {
        await using var fixture = await StandInFixture.StartAsync();
        var held = fixture.StandIn.Faults.Hold(1, request => request.IsWrite);
        var write = fixture.Container.CreateItemAsync(new Thing("a", "ann"), Ann);
        await held.First;
        await ShouldBeRefused(fixture.Container.ReadItemAsync<Thing>("a", Ann), HttpStatusCode.NotFound);
        write.IsCompleted.ShouldBeFalse();
        held.Release();
        (await write).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_wrong_key_opens_nothing()
    {
        await using var fixture = await StandInFixture.StartAsync();
        using var client = new CosmosClient(fixture.StandIn.Endpoint.ToString(), Convert.ToBase64String(new byte[64]), fixture.StandIn.ClientOptions());
        (await Should.ThrowAsync<CosmosException>(() => client.GetContainer("test", "things").ReadItemAsync<Thing>("a", Ann))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_of_the_directory_reads_and_writes_items_but_makes_no_containers()
    {
        await using var fixture = await StandInFixture.StartAsync(options: new() { AcceptsToken = token => token == "good" });
        using var client = new CosmosClient(fixture.StandIn.Endpoint.ToString(), new FixedToken("good"), fixture.StandIn.ClientOptions());
        await client.GetContainer("test", "things").CreateItemAsync(new Thing("a", "ann"), Ann);
        (await client.GetContainer("test", "things").ReadItemAsync<Thing>("a", Ann)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var refused = await Should.ThrowAsync<CosmosException>(() => client.GetDatabase("test").CreateContainerAsync("more", "/id"));
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        refused.SubStatusCode.ShouldBe(5300);
        using var other = new CosmosClient(fixture.StandIn.Endpoint.ToString(), new FixedToken("bad"), fixture.StandIn.ClientOptions());
        (await Should.ThrowAsync<CosmosException>(() => other.GetContainer("test", "things").ReadItemAsync<Thing>("a", Ann))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private sealed class FixedToken(string token) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(token, DateTimeOffset.UtcNow.AddHours(1));

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }
}
