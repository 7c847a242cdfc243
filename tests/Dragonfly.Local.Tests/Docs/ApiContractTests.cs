using System.Net;
using System.Text;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Docs;

/// <summary>The end-to-end tests would see it if the API did something else than its document says.</summary>
public sealed class ApiContractTests
{
    private const string Ticket = """{"ticketId":"00000000000000000000000000000000-1-ab","url":"http://x","kind":"mjpeg","expiresAt":"2026-08-14T18:00:30+00:00"}""";
    private const string Problem = """{"type":"urn:dragonfly:problem:x","title":"T","status":401,"detail":"d","code":"x"}""";

    [Theory]
    [InlineData(200, "application/json", Ticket, null)]
    [InlineData(202, "application/json", Ticket, "RenewTicket has no answer 202")]
    [InlineData(200, "text/plain", Ticket, "text/plain is not one of application/json")]
    [InlineData(200, "application/json", """{"ticketId":"00000000000000000000000000000000-1-ab","url":"http://x","kind":"mjpeg"}""", "$.expiresAt is missing")]
    [InlineData(200, "application/json", """{"ticketId":"1","url":"http://x","kind":"mjpeg","expiresAt":"2026-08-14T18:00:30+00:00"}""", "$.ticketId does not match")]
    [InlineData(200, "application/json", """{"ticketId":"00000000000000000000000000000000-1-ab","url":7,"kind":"mjpeg","expiresAt":"2026-08-14T18:00:30+00:00"}""", "$.url is no string")]
    [InlineData(200, "application/json", """{"ticketId":"00000000000000000000000000000000-1-ab","url":"http://x","kind":"mjpeg","expiresAt":"soon"}""", "$.expiresAt is no date-time")]
    [InlineData(200, "application/json", """{"ticketId":"00000000000000000000000000000000-1-ab","url":"http://x","kind":"mjpeg","expiresAt":"2026-08-14T18:00:30+00:00","secret":1}""", "$.secret is not documented")]
    [InlineData(401, "application/problem+json", Problem, "the header WWW-Authenticate is missing")]
    public async Task What_is_not_documented_is_a_fault(int status, string media, string body, string? fault)
    {
        var call = () => AskAsync(HttpMethod.Post, "api/tickets/00000000000000000000000000000000-1-ab/renew", status, media, body);
        if (fault is null) await Should.NotThrowAsync(call);
        else (await Should.ThrowAsync<ContractException>(call)).Message.ShouldContain(fault);
    }

    [Fact]
    public async Task What_is_not_part_of_the_api_is_404_without_a_body_and_nothing_else()
    {
        await AskAsync(HttpMethod.Patch, "api/policy", 404, null, "");
        (await Should.ThrowAsync<ContractException>(() => AskAsync(HttpMethod.Patch, "api/policy", 200, "application/json", "{}"))).Message.ShouldContain("there is no patch /policy");
        await AskAsync(HttpMethod.Get, "hubs/rtic", 200, "text/plain", "not ours to say");
    }

    [Theory]
    [InlineData("""{"minutes":5,"reason":"still inside"}""", null)]
    [InlineData("""{"minutes":5,"reason":"still inside","until":"noon"}""", "request: $.until is not documented")]
    [InlineData("""{"minutes":0,"reason":"still inside"}""", "request: $.minutes is too small")]
    public async Task What_is_done_though_it_is_not_documented_is_a_fault(string body, string? fault)
    {
        var view = """
            {"incidentId":"00000000000000000000000000000000","agency":"cpd","number":"1","version":1,"status":"open","cadStatus":"Active","units":[],
            "receivedAt":"2026-08-14T18:00:30+00:00","openedAt":"2026-08-14T18:00:30+00:00","changedAt":"2026-08-14T18:00:30+00:00","grants":[],"source":"cad","awaitingApproval":false}
            """;
        var call = () => AskAsync(HttpMethod.Post, "api/incidents/00000000000000000000000000000000/extend", 200, "application/json", view, body);
        if (fault is null) await Should.NotThrowAsync(call);
        else (await Should.ThrowAsync<ContractException>(call)).Message.ShouldContain(fault);
    }

    private static async Task AskAsync(HttpMethod method, string path, int status, string? media, string body, string? sent = null)
    {
        using var http = new HttpClient(new ContractHandler(new Answers(status, media, body))) { BaseAddress = new("http://localhost") };
        using var request = new HttpRequestMessage(method, path) { Content = sent is null ? null : Desk.JsonText(sent) };
        using var response = await http.SendAsync(request);
    }

    private sealed class Answers(int status, string? media, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
            if (media is not null) response.Content.Headers.ContentType = new(media);
            return Task.FromResult(response);
        }
    }
}
