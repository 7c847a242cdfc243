using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dragonfly.Functions.Http;
using Dragonfly.Local.Hosting;
using Dragonfly.Local.Storage;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace Dragonfly.Local.Events;

/// <summary>
/// Where Event Grid delivers on the Functions host, with the two handshakes by which it makes sure that who subscribes owns the address. Like there, whoever calls
/// must know the key; unlike there, nothing is said to who does not deliver for Event Grid, and a validation must be one.
/// </summary>
internal sealed class EventGridWebhook(FunctionsHost functions, WebhookCode code, ILogger<EventGridWebhook> log)
{
    /// <summary>Its path.</summary>
    public const string Path = "/runtime/webhooks/eventgrid";

    private const string Origin = "eventgrid.azure.net";
    private const string Validation = "Microsoft.EventGrid.SubscriptionValidationEvent";
    private const int MostBytes = 1_572_864; // Event Grid delivers 1 MB at most, and its envelopes.
    private const int MostEvents = 5_000; // And so many.

    private static readonly string[] MediaTypes = ["application/json", "application/cloudevents+json", "application/cloudevents-batch+json"];

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        try
        {
            http.Response.StatusCode = await TakeAsync(http);
        }
        catch (ProblemException e)
        {
            await ErrorsMiddleware.WriteAsync(http.Response, e.Problem);
        }
    }

    private async Task<int> TakeAsync(HttpContext http)
    {
        var (request, response) = (http.Request, http.Response);
        if (!code.Is(request.Query["code"]) && !code.Is(request.Headers["x-functions-key"])) return StatusCodes.Status401Unauthorized;
        if (functions.Find<EventGridTriggerAttribute>(request.Query["functionName"].ToString()) is not { } function) return StatusCodes.Status404NotFound;
        if (HttpMethods.IsOptions(request.Method)) return Allow(request, response);
        if (!HttpMethods.IsPost(request.Method)) return StatusCodes.Status405MethodNotAllowed;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !MediaTypes.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase)) return StatusCodes.Status415UnsupportedMediaType;
        RequestBody.CheckEncoding(request);
        using var body = JsonBody.Parse(await RequestBody.ReadAsync(request, MostBytes));
        JsonElement[] events = body.RootElement.ValueKind is JsonValueKind.Array ? [.. body.RootElement.EnumerateArray().Take(MostEvents + 1)] : [body.RootElement];
        if (events.Length > MostEvents) return StatusCodes.Status413PayloadTooLarge;
        return request.Headers["aeg-event-type"].ToString() switch
        {
            "SubscriptionValidation" => await ValidateAsync(events, response),
            "Notification" => await DeliverAsync(function, events),
            "Unsubscribe" => StatusCodes.Status202Accepted,
            _ => StatusCodes.Status400BadRequest,
        };
    }

    // The handshake of CloudEvents: only Event Grid may deliver here.
    private static int Allow(HttpRequest request, HttpResponse response)
    {
        if (request.Headers["WebHook-Request-Origin"].ToString() is not Origin) return StatusCodes.Status400BadRequest;
        response.Headers["WebHook-Allowed-Origin"] = Origin;
        return StatusCodes.Status200OK;
    }

    // The handshake of Event Grid's own schema: one event, whose code is given back. The address that it names besides is nobody's to call.
    private static async Task<int> ValidateAsync(JsonElement[] events, HttpResponse response)
    {
        if (events is not [{ ValueKind: JsonValueKind.Object } only] || TextOf(only, "eventType") is not Validation) return StatusCodes.Status400BadRequest;
        if (!only.TryGetProperty("data", out var data) || data.ValueKind is not JsonValueKind.Object || TextOf(data, "validationCode") is not { Length: > 0 and <= 256 } answer) return StatusCodes.Status400BadRequest;
        await response.WriteAsJsonAsync(new ValidationAnswer(answer), LocalJson.Default.ValidationAnswer);
        return response.StatusCode;
    }

    private async Task<int> DeliverAsync(LocalFunction function, JsonElement[] events)
    {
        try
        {
            await Task.WhenAll(events.Select(happened => functions.InvokeAsync(function, happened.GetRawText())));
            return StatusCodes.Status202Accepted;
        }
        catch (Exception e)
        {
            log.LogWarning(e, "{Function} failed; the events are delivered again", function.Name);
            return StatusCodes.Status500InternalServerError;
        }
    }

    private static string? TextOf(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}

/// <summary>What a validation is answered with.</summary>
internal sealed record ValidationAnswer(string ValidationResponse);

/// <summary>The key of the webhook, made on the first start and kept in the data folder.</summary>
public sealed class WebhookCode(string dataFolder)
{
    /// <summary>The key.</summary>
    public string Value { get; } = KeyFile.ReadOrMakeCode(System.IO.Path.Combine(dataFolder, "event-webhook.key"));

    /// <summary>Whether a text is the key; how far it is right cannot be told from how long that takes.</summary>
    internal bool Is(string? text) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(text ?? "")), SHA256.HashData(Encoding.UTF8.GetBytes(Value)));

    /// <summary>Where Event Grid, or a stand-in of it, delivers to a function.</summary>
    public Uri AddressOf(Uri server, string function) => new(server, $"{EventGridWebhook.Path}?functionName={function}&code={Value}");
}
