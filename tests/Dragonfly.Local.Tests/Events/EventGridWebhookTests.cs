using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Dragonfly.Local.Events;
using Dragonfly.Local.Hosting;
using Dragonfly.Local.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.Events;

/// <summary>The webhook that Event Grid finds on the Functions host: it shakes hands, delivers, and is nobody else's.</summary>
public sealed class EventGridWebhookTests : IAsyncLifetime
{
    private const string Cloud = "application/cloudevents+json";

    private readonly TemporaryFolder folder = new();
    private WebApplication app = null!;
    private HttpClient http = null!;

    private Probe Probe => app.Services.GetRequiredService<Probe>();

    private string Code => app.Services.GetRequiredService<WebhookCode>().Value;

    public async Task InitializeAsync()
    {
        var builder = TestHost.Builder(typeof(Takes));
        builder.Services.AddEventWebhook(folder.Path);
        app = builder.Build();
        app.MapFunctions();
        app.MapEventWebhook();
        await app.StartAsync();
        http = new() { BaseAddress = new(app.Urls.Single()) };
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task CloudEvents_shake_hands_and_are_delivered_one_by_one()
    {
        using var allowed = await SendAsync(HttpMethod.Options, null, null, ("WebHook-Request-Origin", "eventgrid.azure.net"));
        (allowed.StatusCode, allowed.Headers.GetValues("WebHook-Allowed-Origin").Single()).ShouldBe((HttpStatusCode.OK, "eventgrid.azure.net"));
        (await DeliverAsync("""{"id":"1","text":"é"}""", Cloud)).ShouldBe(HttpStatusCode.Accepted);
        (await DeliverAsync("""[{"id":"2"},{"id":"3"}]""", "application/cloudevents-batch+json; charset=utf-8")).ShouldBe(HttpStatusCode.Accepted);
        Probe.Notes.ShouldBe(["""{"id":"1","text":"é"}""", """{"id":"2"}""", """{"id":"3"}"""], ignoreOrder: true);
    }

    [Fact]
    public async Task Events_of_Event_Grids_own_schema_shake_hands_as_well()
    {
        using var answer = await SendAsync(HttpMethod.Post, Validation(), "application/json", ("aeg-event-type", "SubscriptionValidation"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("validationResponse").GetString().ShouldBe("512d38b6");
        (await DeliverAsync("""[{"id":"1","eventType":"x"}]""", "application/json")).ShouldBe(HttpStatusCode.Accepted);
        using var bye = await SendAsync(HttpMethod.Post, "[]", "application/json", ("aeg-event-type", "Unsubscribe"));
        bye.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        Probe.Notes.ShouldBe(["""{"id":"1","eventType":"x"}"""]);
    }

    [Fact]
    public async Task What_a_function_fails_at_is_to_be_delivered_again() =>
        (await DeliverAsync("""[{"id":"1"},"fail"]""", Cloud)).ShouldBe(HttpStatusCode.InternalServerError);

    [Theory]
    [InlineData("code=wrong&functionName=Take", HttpStatusCode.Unauthorized)]
    [InlineData("code=&functionName=Take", HttpStatusCode.Unauthorized)]
    [InlineData("functionName=Take", HttpStatusCode.Unauthorized)]
    [InlineData("code={code}&functionName=TakeHttp", HttpStatusCode.NotFound)]
    [InlineData("code={code}&functionName=nobody", HttpStatusCode.NotFound)]
    [InlineData("code={code}", HttpStatusCode.NotFound)]
    [InlineData("code={code}x&functionName=Take", HttpStatusCode.Unauthorized)]
    public async Task Only_who_knows_the_key_reaches_a_function_and_only_one_that_takes_events(string query, HttpStatusCode status)
    {
        foreach (var verb in (HttpMethod[])[HttpMethod.Post, HttpMethod.Options])
        {
            using var request = new HttpRequestMessage(verb, $"{EventGridWebhook.Path}?{query.Replace("{code}", Code, StringComparison.Ordinal)}") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
            request.Headers.Add("aeg-event-type", "Notification");
            request.Headers.Add("WebHook-Request-Origin", "eventgrid.azure.net");
            using var answer = await http.SendAsync(request);
            answer.StatusCode.ShouldBe(status);
            answer.Headers.Contains("WebHook-Allowed-Origin").ShouldBeFalse();
        }

        Probe.Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("attacker.example")]
    [InlineData("eventgrid.azure.net.attacker.example")]
    [InlineData("*")]
    public async Task Nobody_else_is_allowed_to_deliver(string origin)
    {
        using var answer = await SendAsync(HttpMethod.Options, null, null, ("WebHook-Request-Origin", origin));
        (answer.StatusCode, answer.Headers.Contains("WebHook-Allowed-Origin")).ShouldBe((HttpStatusCode.BadRequest, false));
    }

    [Theory]
    [InlineData("""[]""")]
    [InlineData("""["x"]""")]
    [InlineData("""[{"eventType":"somebody.elses","data":{"validationCode":"1"}}]""")]
    [InlineData("""[{"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent"}]""")]
    [InlineData("""[{"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":""}}]""")]
    [InlineData("""[{"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":7}}]""")]
    [InlineData("""[{"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"1"}},{"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"2"}}]""")]
    public async Task A_validation_that_is_none_is_not_answered(string body)
    {
        using var answer = await SendAsync(HttpMethod.Post, body, "application/json", ("aeg-event-type", "SubscriptionValidation"));
        (answer.StatusCode, await answer.Content.ReadAsStringAsync()).ShouldBe((HttpStatusCode.BadRequest, ""));
    }

    [Theory]
    [InlineData("{}", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("{}", null, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("{}", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("", Cloud, HttpStatusCode.BadRequest)]
    [InlineData("{", Cloud, HttpStatusCode.BadRequest)]
    public async Task What_is_no_event_is_not_delivered(string body, string? type, HttpStatusCode status)
    {
        (await DeliverAsync(body, type)).ShouldBe(status);
        Probe.Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task More_than_Event_Grid_delivers_is_not_taken()
    {
        (await DeliverAsync($"[{string.Join(',', Enumerable.Repeat("{}", 5_001))}]", Cloud)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await DeliverAsync($$"""{"text":"{{new string('x', 2_000_000)}}"}""", Cloud)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        Probe.Notes.ShouldBeEmpty();
        using var unsaid = await SendAsync(HttpMethod.Post, "{}", Cloud);
        unsaid.StatusCode.ShouldBe(HttpStatusCode.BadRequest, "no aeg-event-type");
    }

    [Fact]
    public void The_key_outlives_a_restart_and_is_its_owners_alone()
    {
        new WebhookCode(folder.Path).Value.ShouldBe(Code);
        Code.Length.ShouldBe(43);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path.Combine(folder.Path, "event-webhook.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static string Validation() =>
        """[{"id":"1","topic":"t","subject":"","data":{"validationCode":"512d38b6","validationUrl":"https://attacker.example/"},"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","eventTime":"2026-08-14T18:00:00Z","metadataVersion":"1","dataVersion":"1"}]""";

    private async Task<HttpStatusCode> DeliverAsync(string body, string? type)
    {
        using var answer = await SendAsync(HttpMethod.Post, body, type, ("aeg-event-type", "Notification"));
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod verb, string? body, string? type, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(verb, $"{EventGridWebhook.Path}?functionName=take&code={Code}");
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            if (type is not null) request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        return await http.SendAsync(request);
    }

    private sealed class Takes(Probe probe)
    {
        [Function("Take")]
        public Task Take([EventGridTrigger] string happened)
        {
            if (happened is "\"fail\"") throw new InvalidOperationException("as ordered");
            probe.Note(happened);
            return Task.CompletedTask;
        }

        [Function("TakeHttp")]
        public Task<Microsoft.AspNetCore.Http.IResult> TakeHttp([HttpTrigger(AuthorizationLevel.Anonymous, "post")] Microsoft.AspNetCore.Http.HttpRequest request) =>
            throw new InvalidOperationException("nobody calls it");
    }
}
