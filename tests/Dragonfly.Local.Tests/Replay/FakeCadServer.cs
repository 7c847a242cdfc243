using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Local.Tests.Replay;

/// <summary>Answers CAD as the functions do, in memory.</summary>
internal sealed class FakeCadServer : HttpMessageHandler
{
    private readonly Queue<Func<HttpResponseMessage>> _first = [];

    /// <summary>The messages that were sent, tries included.</summary>
    public List<(JsonElement Body, HttpRequestHeaders Headers, Uri Uri)> Sent { get; } = [];

    /// <summary>Called before each answer.</summary>
    public Action OnRequest { get; set; } = () => { };

    public HttpClient Client => new(this) { BaseAddress = new("http://localhost:7071/") };

    /// <summary>Answers this first, once.</summary>
    public void Answer(HttpStatusCode status, int? retryAfterSeconds = null, string body = "") => _first.Enqueue(() =>
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body) };
        if (retryAfterSeconds is { } seconds) response.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
        return response;
    });

    /// <summary>Cannot be reached, once.</summary>
    public void Vanish() => _first.Enqueue(() => throw new HttpRequestException("connection refused"));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        OnRequest();
        using var body = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
        Sent.Add((body.RootElement.Clone(), request.Headers, request.RequestUri!));
        if (_first.TryDequeue(out var answer)) return answer();
        var number = body.RootElement.GetProperty("number").GetString()!;
        return new(HttpStatusCode.Accepted)
        {
            Content = new StringContent(
                $$"""{"results":[{"number":"{{number}}","incidentId":"{{IncidentId.Of(new("cpd"), number)}}","outcome":"accepted"}]}""", Encoding.UTF8, "application/json"),
        };
    }
}
