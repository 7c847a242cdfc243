using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;

namespace Dragonfly.Local.Tests.City;

/// <summary>An answer over HTTP.</summary>
internal sealed record Reply(int Status, string? MediaType, HttpResponseHeaders Headers, string Text)
{
    public JsonElement Json => JsonElement.Parse(Text);

    /// <summary>The code of a problem.</summary>
    public string? Code => Json.GetProperty("code").GetString();

    public IncidentView View => As(CoreJson.Default.IncidentView);

    public static async Task<Reply> OfAsync(HttpClient http, HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request);
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers, await response.Content.ReadAsStringAsync());
    }

    public T As<T>(JsonTypeInfo<T> type) => JsonSerializer.Deserialize(Should(200).Text, type)!;

    /// <summary>The answer, which must have this status.</summary>
    public Reply Should(int status)
    {
        Status.ShouldBe(status, Text);
        return this;
    }

    /// <summary>The answer, which must be a problem with this status and code.</summary>
    public Reply ShouldBeProblem(int status, string code)
    {
        Should(status);
        MediaType.ShouldBe("application/problem+json");
        Code.ShouldBe(code, Text);
        Json.GetProperty("status").GetInt32().ShouldBe(status);
        Json.GetProperty("type").GetString().ShouldBe($"urn:dragonfly:problem:{code}");
        return this;
    }
}
