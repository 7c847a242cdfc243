using System.Net;
using System.Net.Sockets;
using System.Text;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Unlocks.Gateway;
using Microsoft.AspNetCore.Http;

namespace Dragonfly.Functions.Tests.Unlocks.Gateway;

/// <summary>What a gateway says is believed where it is as the contract has it, and nowhere else. That the two understand each other is the conformance suite's to show.</summary>
public sealed class RestVideoSystemTests : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2026, 8, 14, 18, 0, 0, TimeSpan.Zero);
    private static readonly FeedId Feed = new("feed-1");
    private static readonly GrantId Grant = new("0123-1");
    private static readonly TicketId Ticket = TicketId.Of(Grant, "ab");
    private static readonly ExportId Export = ExportId.Of(Grant, "cd");
    private static readonly Uri Target = new("https://store.example/clips/a-1?sp=cw&sig=a%2Fb%2Bc%3D");

    private StubGateway stub = null!;
    private RestVideoSystem video = null!;

    public static TheoryData<string> Calls => [.. Called.Keys];

    private static Dictionary<string, Func<RestVideoSystem, CancellationToken, Task>> Called { get; } = new()
    {
        ["open"] = (video, token) => video.OpenAsync(Feed, Grant, 1, At, token),
        ["close"] = (video, token) => video.CloseAsync(Feed, Grant, token),
        ["list"] = (video, token) => video.ListOpenAsync(token),
        ["ticket"] = (video, token) => video.TicketAsync(Feed, Grant, Ticket, At, token),
        ["describe"] = (video, token) => video.DescribeAsync(Feed, token),
        ["still"] = (video, token) => video.StillAsync(Feed, Grant, token),
        ["startExport"] = (video, token) => video.StartExportAsync(Feed, Grant, Export, At, At.AddMinutes(1), Target, token),
        ["readExport"] = (video, token) => video.ReadExportAsync(Feed, Export, token),
    };

    public async Task InitializeAsync()
    {
        stub = await StubGateway.StartAsync();
        video = new(new(new(stub.Address, "base/"), null, "the-token"), null);
    }

    public async Task DisposeAsync() => await stub.DisposeAsync();

    [Fact]
    public async Task Asks_as_the_contract_says_with_the_token()
    {
        stub.Answer = StubGateway.Text(204, null, "");
        await video.OpenAsync(Feed, Grant, 3, At, default);
        await video.CloseAsync(Feed, Grant, default);
        stub.Answer = StubGateway.Json("""{"url":"https://video.example/a","kind":"whep"}""");
        (await video.TicketAsync(Feed, Grant, Ticket, At, default)).ShouldBe(new VideoTicket("https://video.example/a", "whep"));
        stub.Answer = StubGateway.Text(202, null, "");
        await video.StartExportAsync(Feed, Grant, Export, At, At.AddMinutes(1), Target, default);
        stub.Answer = StubGateway.Json("""{"state":"failed","reason":"targetRefused"}""");
        (await video.ReadExportAsync(Feed, Export, default)).ShouldBe(new VideoExport(ExportState.Failed, Reason: "targetRefused"));
        stub.Answer = StubGateway.Json("""{"items":[],"aNewWord":1}""");
        (await video.ListOpenAsync(default)).ShouldBeEmpty();
        stub.Asked.ShouldBe(
        [
            """PUT /base/leases/0123-1 {"feed":"feed-1","attempt":3,"expiresAt":"2026-08-14T18:00:00+00:00"}""",
            "DELETE /base/leases/0123-1?feed=feed-1",
            """PUT /base/leases/0123-1/tickets/0123-1-ab {"feed":"feed-1","expiresAt":"2026-08-14T18:00:00+00:00"}""",
            """PUT /base/leases/0123-1/exports/0123-1-cd {"feed":"feed-1","from":"2026-08-14T18:00:00+00:00","to":"2026-08-14T18:01:00+00:00","target":"https://store.example/clips/a-1?sp=cw\u0026sig=a%2Fb%2Bc%3D"}""",
            "GET /base/exports/0123-1-cd?feed=feed-1",
            "GET /base/leases?limit=1000",
        ]);
        stub.Authorizations.Distinct().ShouldBe(["Bearer the-token"]);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_refusal_of_the_contract_is_one(string call)
    {
        stub.Answer = StubGateway.Problem(409, "refused");
        (await FailureAsync(call)).Code.ShouldBe("refused");
        stub.Answer = StubGateway.Problem(404, "notFound");
        (await FailureAsync(call)).Code.ShouldBe("refused");
        stub.Asked.Count.ShouldBe(2, "nothing is tried again here");
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Any_other_answer_is_none(string call)
    {
        (RequestDelegate Answer, string How)[] answers =
        [
            (StubGateway.Problem(401, "unauthorized"), "401 unauthorized"),
            (StubGateway.Problem(403, "refused"), "403 refused"),
            (StubGateway.Problem(500, "refused"), "500 refused"),
            (StubGateway.Problem(409, "somethingElse"), "409 somethingElse"),
            (StubGateway.Problem(409, "a lie: https://video.example/secret"), "409"),
            (StubGateway.Text(409, "application/json", """{"code":"refused"}"""), "409"),
            (StubGateway.Text(404, "text/html", "<h1>Not found</h1>"), "404"),
            (StubGateway.Text(409, "application/problem+json", "<h1>"), "JsonReaderException"),
            (StubGateway.Text(409, "application/problem+json", new string(' ', 20_000)), "IOException"),
            (StubGateway.Text(500, null, ""), "500"),
            (StubGateway.Text(503, null, ""), "503"),
            (StubGateway.Text(429, null, ""), "429"),
            (StubGateway.Text(206, "text/html", "<h1>Sign in</h1>"), "206"),
            (http => { http.Abort(); return Task.CompletedTask; }, "RequestFailedException"),
        ];
        foreach (var (answer, how) in answers)
        {
            stub.Answer = answer;
            var failure = await FailureAsync(call);
            failure.Code.ShouldBe("unreachable", how);
            failure.Message.ShouldEndWith(how);
        }

        stub.Asked.Count.ShouldBe(answers.Length, "nothing is tried again here");
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_page_that_somebody_else_answers_with_is_no_answer(string call)
    {
        stub.Answer = StubGateway.Text(200, "text/html", "<h1>Please sign in</h1>");
        (await FailureAsync(call)).Code.ShouldBe("unreachable");
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Nobody_is_followed_elsewhere(int status)
    {
        await using var elsewhere = await StubGateway.StartAsync(StubGateway.Text(204, null, ""));
        stub.Answer = http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = elsewhere.Address.AbsoluteUri;
            return Task.CompletedTask;
        };
        foreach (var call in Called.Keys) (await FailureAsync(call)).Message.ShouldContain($"{status}");
        elsewhere.Asked.ShouldBeEmpty("the token is for one gateway");
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_gateway_that_is_not_there_is_unreachable(string call)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        video = new(new(new($"http://127.0.0.1:{port}/"), null, "t"), null);
        (await FailureAsync(call)).Code.ShouldBe("unreachable");
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_gateway_that_hangs_is_waited_for_as_long_as_the_caller_wants(string call)
    {
        var (arrived, left) = (new TaskCompletionSource(), new TaskCompletionSource());
        stub.Answer = async http =>
        {
            http.RequestAborted.Register(left.SetResult);
            arrived.SetResult();
            await left.Task;
        };
        using var patience = new CancellationTokenSource();
        var asked = Called[call](video, patience.Token);
        await arrived.Task;
        asked.IsCompleted.ShouldBeFalse();
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => asked);
        await left.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("list")]
    [InlineData("ticket")]
    [InlineData("describe")]
    [InlineData("still")]
    [InlineData("readExport")]
    public async Task A_body_that_never_ends_is_waited_for_no_longer(string call)
    {
        var begun = new TaskCompletionSource();
        stub.Answer = async http =>
        {
            (http.Response.ContentType, http.Response.Headers[GatewayContract.TakenAt]) = (call is "still" ? "image/png" : "application/json", "2026-08-14T18:00:00Z");
            await http.Response.WriteAsync("{\"items\":[");
            await http.Response.Body.FlushAsync();
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted);
        };
        using var patience = new CancellationTokenSource();
        var asked = Called[call](video, patience.Token);
        await begun.Task;
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task A_body_without_end_is_not_read_to_its_end()
    {
        stub.Answer = async http =>
        {
            (http.Response.ContentType, http.Response.Headers[GatewayContract.TakenAt]) = ("image/png", "2026-08-14T18:00:00Z");
            var block = new byte[64 * 1024];
            while (!http.RequestAborted.IsCancellationRequested) await http.Response.Body.WriteAsync(block, http.RequestAborted);
        };
        foreach (var call in (string[])["list", "still"]) (await FailureAsync(call)).Message.ShouldEndWith("IOException");
    }

    [Theory]
    [InlineData("list", "")]
    [InlineData("list", "null")]
    [InlineData("list", "[]")]
    [InlineData("list", "{}")]
    [InlineData("list", """{"items":null}""")]
    [InlineData("list", """{"items":[{}]}""")]
    [InlineData("list", """{"items":[{"feed":"f","grant":null,"expiresAt":"2026-08-14T18:00:00Z"}]}""")]
    [InlineData("list", """{"items":[{"feed":"f","grant":"../feeds/f","expiresAt":"2026-08-14T18:00:00Z"}]}""")]
    [InlineData("list", """{"items":[{"feed":"f","grant":"..","expiresAt":"2026-08-14T18:00:00Z"}]}""")]
    [InlineData("list", """{"items":[{"feed":"f","grant":"g","expiresAt":"tomorrow"}]}""")]
    [InlineData("list", """{"items":[],"items":[]}""")]
    [InlineData("ticket", """{"url":"http://video.example/a","kind":"mjpeg"}""")]
    [InlineData("ticket", """{"url":"https://user:password@video.example/a","kind":"mjpeg"}""")]
    [InlineData("ticket", """{"url":"/a","kind":"mjpeg"}""")]
    [InlineData("ticket", """{"url":"javascript:alert(1)","kind":"mjpeg"}""")]
    [InlineData("ticket", """{"url":"https://video.example/a"}""")]
    [InlineData("ticket", """{"url":"https://video.example/a","kind":"<b>"}""")]
    [InlineData("ticket", """{"url":null,"kind":"mjpeg"}""")]
    [InlineData("describe", "{}")]
    [InlineData("describe", """{"health":"online"}""")]
    [InlineData("describe", """{"analytics":[]}""")]
    [InlineData("describe", """{"health":"online","analytics":null}""")]
    [InlineData("describe", """{"health":"online","analytics":[null]}""")]
    [InlineData("describe", """{"health":"splendid","analytics":[]}""")]
    [InlineData("describe", """{"health":0,"analytics":[]}""")]
    [InlineData("describe", """{"health":"online","analytics":["faceRecognition"],"analytics":[]}""")]
    [InlineData("readExport", "{}")]
    [InlineData("readExport", """{"state":"soon"}""")]
    [InlineData("readExport", """{"state":"done"}""")]
    [InlineData("readExport", """{"state":"done","contentType":"video/mp4","length":0}""")]
    [InlineData("readExport", """{"state":"done","length":1}""")]
    [InlineData("readExport", """{"state":"failed","reason":"no room on D:"}""")]
    [InlineData("readExport", """{"state":"failed","reason":1}""")]
    public async Task What_is_not_as_the_contract_says_is_no_answer(string call, string json)
    {
        stub.Answer = StubGateway.Json(json);
        (await FailureAsync(call)).Code.ShouldBe("unreachable");
    }

    [Theory]
    [InlineData("text/html", "2026-08-14T18:00:00Z", "x")]
    [InlineData("image/png", null, "x")]
    [InlineData("image/png", "just now", "x")]
    [InlineData("image/png", "2026-08-14T18:00:00Z", "")]
    public async Task A_still_without_image_or_time_is_none(string mediaType, string? takenAt, string body)
    {
        stub.Answer = http =>
        {
            http.Response.Headers[GatewayContract.TakenAt] = takenAt;
            return StubGateway.Text(200, mediaType, body)(http);
        };
        (await FailureAsync("still")).Code.ShouldBe("unreachable");
    }

    [Fact]
    public async Task Ten_thousand_leases_come_page_by_page()
    {
        stub.Answer = http =>
        {
            var first = int.Parse(http.Request.Query["after"].FirstOrDefault() ?? "0", System.Globalization.CultureInfo.InvariantCulture);
            var items = string.Join(',', Enumerable.Range(first, 1_000).Select(i => $$"""{"feed":"feed-{{i}}","grant":"grant-{{i}}","expiresAt":"2026-08-14T18:00:00Z"}"""));
            return StubGateway.Json($$"""{"items":[{{items}}]{{(first == 9_000 ? "" : $",\"next\":\"{first + 1_000}\"")}}}""")(http);
        };
        var leases = await video.ListOpenAsync(default);
        leases.Count.ShouldBe(10_000);
        leases[9_999].ShouldBe(new Lease(new("feed-9999"), new("grant-9999"), At));
        stub.Asked.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Pages_without_end_are_no_list()
    {
        stub.Answer = StubGateway.Json("""{"items":[],"next":"a&limit=1"}""");
        (await FailureAsync("list")).Code.ShouldBe("unreachable");
        stub.Asked.Count.ShouldBe(100);
        stub.Asked.Last().ShouldBe("GET /base/leases?limit=1000&after=a%26limit%3D1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData("a%2fb")]
    public async Task What_is_no_id_is_not_asked_for(string id)
    {
        (await Should.ThrowAsync<VideoSystemException>(() => video.CloseAsync(Feed, new(id), default))).Code.ShouldBe("refused");
        (await Should.ThrowAsync<VideoSystemException>(() => video.DescribeAsync(new(id), default))).Code.ShouldBe("refused");
        stub.Asked.ShouldBeEmpty();
    }

    private async Task<VideoSystemException> FailureAsync(string call) => await Should.ThrowAsync<VideoSystemException>(() => Called[call](video, default));
}
