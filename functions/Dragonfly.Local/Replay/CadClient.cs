using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dragonfly.Local.Replay;

/// <summary>A CAD system that speaks our own format over HTTP.</summary>
/// <param name="http">Its base address is the server's root.</param>
/// <param name="token">A bearer token for the role Cad.Write, asked for before each message.</param>
/// <param name="wall">The machine's clock: answers are timed and retries are waited for by it.</param>
internal sealed class CadClient(HttpClient http, Func<string> token, TimeProvider wall)
{
    private const int Tries = 20;
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Sends a message until it is answered with anything but "later" (503, 429 or no connection), waiting as <c>Retry-After</c> says.</summary>
    /// <exception cref="HttpRequestException">Nobody has answered, many times over.</exception>
    public async Task<CadAnswer> SendAsync(CadBody body, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var started = wall.GetTimestamp();
            TimeSpan wait;
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "api/cad/incidents");
                request.Headers.Authorization = new("Bearer", token());
                request.Content = JsonContent.Create(body, ReplayJson.Default.CadBody);
                using var response = await http.SendAsync(request, cancellation);
                if (response.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests) || attempt == Tries)
                    return await ReadAsync(response, started, cancellation);
                wait = After(response.Headers.RetryAfter);
            }
            catch (HttpRequestException) when (attempt < Tries)
            {
                wait = DefaultWait;
            }

            await Task.Delay(wait, wall, cancellation);
        }
    }

    private async Task<CadAnswer> ReadAsync(HttpResponseMessage response, long started, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        var content = await response.Content.ReadAsByteArrayAsync(cancellation);
        var elapsed = wall.GetElapsedTime(started);
        if (status != 202) return new(null, "refused", $"HTTP {status}", elapsed);
        try
        {
            return JsonSerializer.Deserialize(content, ReplayJson.Default.CadResults) is { Results: [var result] }
                ? new(result.IncidentId, result.Outcome, result.Reason, elapsed)
                : new(null, "refused", "the answer does not hold one result", elapsed);
        }
        catch (JsonException)
        {
            return new(null, "refused", "the answer is not JSON", elapsed);
        }
    }

    private static TimeSpan After(RetryConditionHeaderValue? header) =>
        header?.Delta is { } delta ? (delta < LongestWait ? delta : LongestWait) : DefaultWait;
}

/// <summary>What came of one message.</summary>
/// <param name="IncidentId">The incident, when there is one.</param>
/// <param name="Outcome"><c>accepted</c>, <c>duplicate</c>, <c>stale</c>, <c>rejected</c> or <c>refused</c>.</param>
/// <param name="Reason">Why not.</param>
/// <param name="Elapsed">From sending to the end of the answer; of the last try.</param>
internal sealed record CadAnswer(string? IncidentId, string Outcome, string? Reason, TimeSpan Elapsed);

/// <summary>A message in our own CAD format.</summary>
internal sealed record CadBody(
    string Number,
    string MessageId,
    DateTimeOffset MessageTime,
    string CallType,
    string Status,
    CadPlace Location,
    string? Beat,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt);

/// <summary>Where, in our own CAD format.</summary>
internal sealed record CadPlace(double Latitude, double Longitude, string Kind);

/// <summary>The server's answer.</summary>
internal sealed record CadResults(IReadOnlyList<CadResult> Results);

/// <summary>Its answer to one message.</summary>
internal sealed record CadResult(string Number, string? IncidentId, string Outcome, string? Reason);

/// <summary>How CAD's messages are written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CadBody))]
[JsonSerializable(typeof(CadResults))]
internal sealed partial class ReplayJson : JsonSerializerContext;
