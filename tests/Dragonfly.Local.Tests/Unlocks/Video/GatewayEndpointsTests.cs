using System.Net;
using System.Text;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Unlocks.Video.Faults;

namespace Dragonfly.Local.Tests.Unlocks.Video;

/// <summary>The gateway of the simulated cameras, asked by somebody who does not know the contract well. Each answer is held against it.</summary>
public sealed class GatewayEndpointsTests : IAsyncLifetime
{
    private const string Lease = """{"feed":"feed-1","attempt":1,"expiresAt":"2026-08-14T19:00:00Z"}""";

    private VideoServer server = null!;
    private HttpClient http = null!;

    public async Task InitializeAsync()
    {
        server = await VideoServer.StartAsync();
        http = new(new ContractHandler(new SocketsHttpHandler(), ApiContract.VideoGateway, "/video-gateway")) { BaseAddress = server.Gateway };
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer ")]
    [InlineData("Bearer video-serve")]
    [InlineData("Bearer video-server2")]
    [InlineData("Basic video-server")]
    public async Task Whoever_has_not_the_token_does_nothing(string? authorization)
    {
        foreach (var (method, path, body) in ((HttpMethod, string, string?)[])
            [(HttpMethod.Put, "leases/g", Lease), (HttpMethod.Delete, "leases/g?feed=f", null), (HttpMethod.Get, "leases", null), (HttpMethod.Get, "feeds/f", null), (HttpMethod.Get, "health", null)])
            (await SendAsync(method, path, body, authorization)).ShouldBeProblem(401, "unauthorized");
        server.Faults.Count().ShouldBe(0);
    }

    [Theory]
    [InlineData("PUT", "leases/g", "{", 400)]
    [InlineData("PUT", "leases/g", "", 400)]
    [InlineData("PUT", "leases/g", "[]", 400)]
    [InlineData("PUT", "leases/g", "{}", 422)]
    [InlineData("PUT", "leases/g", """{"feed":"feed-1","attempt":0,"expiresAt":"2026-08-14T19:00:00Z"}""", 422)]
    [InlineData("PUT", "leases/g", """{"feed":"../1","attempt":1,"expiresAt":"2026-08-14T19:00:00Z"}""", 422)]
    [InlineData("PUT", "leases/g", """{"feed":"feed-1","attempt":1,"expiresAt":"2026-08-14T19:00:00"}""", 422)]
    [InlineData("PUT", "leases/a%20b", Lease, 400)]
    [InlineData("DELETE", "leases/g", null, 400)]
    [InlineData("DELETE", "leases/g?feed=a%2Fb", null, 400)]
    [InlineData("GET", "leases?limit=0", null, 400)]
    [InlineData("GET", "leases?limit=1001", null, 400)]
    [InlineData("GET", "leases?limit=some", null, 400)]
    [InlineData("GET", "exports/e?feed=f", null, 404)]
    [InlineData("PUT", "leases/g/exports/e", """{"feed":"feed-1","from":"2026-08-14T18:00:00Z","to":"2026-08-14T18:01:00Z"}""", 422)]
    [InlineData("PUT", "leases/g/exports/e", """{"feed":"feed-1","from":"2026-08-14T18:00:00Z","to":"2026-08-14T18:01:00Z","target":"ftp://store.example/a"}""", 422)]
    [InlineData("PUT", "leases/g/exports/e", """{"feed":"feed-1","from":"2026-08-14T18:00:00Z","to":"2026-08-14T18:01:00Z","target":"/a"}""", 422)]
    [InlineData("PUT", "leases/g/exports/e", """{"feed":"feed-1","from":"2026-08-14T18:00:00Z","to":"2026-08-14T18:01:00Z","target":"https://store.example/a"}""", 409)]
    [InlineData("GET", "leases/g/still?feed=f", null, 409)]
    public async Task What_is_asked_badly_is_told(string method, string path, string? body, int status)
    {
        (await SendAsync(new(method), path, body)).Should(status).MediaType.ShouldBe("application/problem+json");
        (await server.Video.ListOpenAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_that_is_no_json_or_too_large_is_not_taken()
    {
        using var form = new HttpRequestMessage(HttpMethod.Put, "leases/g") { Content = new StringContent("feed=f", Encoding.UTF8, "application/x-www-form-urlencoded") };
        form.Headers.Authorization = new("Bearer", VideoServer.GatewayToken);
        (await Reply.OfAsync(http, form)).Should(415);
        (await SendAsync(HttpMethod.Put, "leases/g", Lease + new string(' ', 20_000))).Should(413);
    }

    [Fact]
    public async Task Leases_are_listed_page_by_page_each_once()
    {
        for (var i = 0; i < 10_000; i++) await server.Video.OpenAsync(new($"feed-{i}"), new($"grant-{i}"), 1, server.Clock.GetUtcNow().AddHours(1), default);
        var leases = await GatewayVideoSystemConformance.Over(server.Gateway).ListOpenAsync(default);
        leases.Select(lease => lease.Grant.Value).ShouldBe(Enumerable.Range(0, 10_000).Select(i => $"grant-{i}"), ignoreOrder: true);
        server.Faults.Count(VideoCalls.List).ShouldBe(10);

        var page = (await SendAsync(HttpMethod.Get, "leases?limit=2&after=grant-1", null)).Should(200).Json;
        page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("grant").GetString()).ShouldBe(["grant-10", "grant-100"]);
        page.GetProperty("next").GetString().ShouldBe("grant-100");
    }

    [Fact]
    public async Task A_gateway_says_how_its_video_system_is()
    {
        (await SendAsync(HttpMethod.Get, "health", null)).Should(204);
        server.Faults.Order(new Unreachable());
        (await SendAsync(HttpMethod.Get, "health", null)).ShouldBeProblem(503, "videoSystemUnavailable");
    }

    [Fact]
    public async Task Faults_come_through_as_what_they_are()
    {
        var (video, feed, grant) = (GatewayVideoSystemConformance.Over(server.Gateway), new FeedId("feed-1"), new GrantId("grant-1"));
        using (server.Faults.Order(new Refusing()))
        {
            (await FailureAsync(() => video.CloseAsync(feed, grant, default))).ShouldBe("refused");
            (await FailureAsync(() => video.StillAsync(feed, grant, default))).ShouldBe("refused");
            (await FailureAsync(() => video.DescribeAsync(feed, default))).ShouldBe("refused");
        }

        using (server.Faults.Order(new Unreachable())) (await FailureAsync(() => video.CloseAsync(feed, grant, default))).ShouldBe("unreachable");
        using (server.Faults.Order(new Hanging()))
        {
            using var patience = new CancellationTokenSource();
            var close = video.CloseAsync(feed, grant, patience.Token);
            await Eventually.SeeAsync(() => server.Faults.Count(VideoCalls.Close) == 3);
            await patience.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => close);
        }
    }

    private async Task<Reply> SendAsync(HttpMethod method, string path, string? body, string? authorization = $"Bearer {VideoServer.GatewayToken}")
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : Desk.JsonText(body) };
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await Reply.OfAsync(http, request);
    }

    private static async Task<string> FailureAsync(Func<Task> call) => (await Should.ThrowAsync<VideoSystemException>(call)).Code;
}
