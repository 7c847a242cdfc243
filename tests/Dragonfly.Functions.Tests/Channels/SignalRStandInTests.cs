using System.Net;
using Dragonfly.Emulators.SignalR;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Functions.Tests.Channels;

/// <summary>The stand-in lets in whom the service would, and nobody else: else the adapter's tests would prove little.</summary>
public sealed class SignalRStandInTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private SignalRStandIn service = null!;
    private HttpClient http = null!;

    [Fact]
    public async Task A_token_for_the_very_address_is_taken_with_its_query_or_port_or_without()
    {
        foreach (var audience in (string[])[Audience, $"{Audience}?api-version=2022-06-01", $"http://127.0.0.1{Path}", $"http://127.0.0.1{Path}?api-version=2022-06-01"])
            (await SendAsync(Token(audience))).ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task No_other_token_is()
    {
        (await SendAsync(null)).ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync("garbage")).ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(Token(Audience.Replace("rtic", "partners")))).ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(Token($"{Audience}?api-version=2000-01-01"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(Token("http://127.0.0.2" + Path))).ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(SignalRTokens.Make("another key that is long enough to sign", Audience, clock.GetUtcNow().AddHours(1)))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_that_is_over_is_not()
    {
        var token = Token(Audience);
        clock.Advance(TimeSpan.FromMinutes(61));
        (await SendAsync(token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_service_that_is_slow_answers_when_its_time_has_come()
    {
        service.Fail(new SignalRFault.Slow(TimeSpan.FromSeconds(5)));
        var answer = SendAsync(Token(Audience, TimeSpan.FromDays(3650))); // The clock runs as fast as it can until there is an answer.
        while (service.Calls.Count == 0) await Task.Yield();
        answer.IsCompleted.ShouldBeFalse();
        while (!answer.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        (await answer).ShouldBe(HttpStatusCode.Accepted);
    }

    public async Task InitializeAsync()
    {
        service = await SignalRStandIn.StartAsync(clock);
        http = new() { BaseAddress = service.Endpoint };
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await service.DisposeAsync();
    }

    private const string Path = "/api/hubs/rtic/:send";

    private string Audience => $"http://127.0.0.1:{service.Endpoint.Port}{Path}";

    private string Token(string audience, TimeSpan? life = null) => SignalRTokens.Make(service.Key, audience, clock.GetUtcNow() + (life ?? TimeSpan.FromHours(1)));

    private async Task<HttpStatusCode> SendAsync(string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Path}?api-version=2022-06-01") { Content = new StringContent("""{"Target":"notice","Arguments":[]}""") };
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
