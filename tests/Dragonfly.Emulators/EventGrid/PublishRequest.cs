using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Dragonfly.Emulators.EventGrid;

/// <summary>What the service demands of a request to publish CloudEvents.</summary>
internal static partial class PublishRequest
{
    private const string BatchType = "application/cloudevents-batch+json";

    /// <summary>Reads the events, or says why not.</summary>
    public static async Task<(Refusal? Refusal, IReadOnlyList<JsonElement> Events)> ReadAsync(HttpRequest request, string key)
    {
        if (request.Query["api-version"] != EventGridTopic.ApiVersion) return (new(HttpStatusCode.BadRequest, $"api-version is {request.Query["api-version"]}"), []);
        if (request.Headers["aeg-sas-key"] != key) return (new(HttpStatusCode.Unauthorized, "the key is missing or wrong"), []);
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != BatchType) return (new(HttpStatusCode.BadRequest, $"the content type is {request.ContentType}"), []);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        if (body.Length > EventGridTopic.MostBytes) return (new(HttpStatusCode.RequestEntityTooLarge, $"{body.Length} bytes"), []);
        try
        {
            var batch = JsonElement.Parse(body.GetBuffer().AsSpan(0, (int)body.Length));
            JsonElement[] events = batch.ValueKind is JsonValueKind.Array ? [.. batch.EnumerateArray()] : [];
            if (events is []) return (new(HttpStatusCode.BadRequest, "the body is no array with events"), []);
            return events.SelectMany(FaultsOf).FirstOrDefault() is { } fault ? (new(HttpStatusCode.BadRequest, fault), []) : (null, events);
        }
        catch (JsonException e)
        {
            return (new(HttpStatusCode.BadRequest, e.Message), []);
        }
    }

    // After the JSON format of CloudEvents 1.0.
    private static IEnumerable<string> FaultsOf(JsonElement happened)
    {
        if (happened.ValueKind is not JsonValueKind.Object)
        {
            yield return "an event is no object";
            yield break;
        }

        foreach (var name in (string[])["id", "source", "type", "specversion"])
            if (!happened.TryGetProperty(name, out var value) || value.ValueKind is not JsonValueKind.String || value.GetString() is "") yield return $"{name} is missing or is no text";
        if (happened.TryGetProperty("specversion", out var version) && !version.ValueEquals("1.0")) yield return "specversion is not 1.0";
        if (happened.TryGetProperty("source", out var source) && !Uri.TryCreate(source.GetString(), UriKind.RelativeOrAbsolute, out _)) yield return "source is no URI reference";
        if (happened.TryGetProperty("time", out var time) && !time.TryGetDateTimeOffset(out _)) yield return "time is no time";
        if (happened.TryGetProperty("subject", out var subject) && subject.GetString() is "") yield return "subject is empty";
        if (happened.TryGetProperty("data", out _) && happened.TryGetProperty("data_base64", out _)) yield return "there are two data";
        foreach (var name in happened.EnumerateObject().Select(attribute => attribute.Name).Where(name => name is not "data_base64" && !AttributeName().IsMatch(name))) yield return $"{name} is no attribute's name";
    }

    [GeneratedRegex("^[a-z0-9]{1,20}$")]
    private static partial Regex AttributeName();
}

/// <summary>Why a request is refused.</summary>
internal sealed record Refusal(HttpStatusCode Status, string Why);
