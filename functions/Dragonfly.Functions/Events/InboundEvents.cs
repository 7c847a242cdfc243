using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Functions.Clips;
using Dragonfly.Functions.Http;
using Dragonfly.Functions.Unlocks;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Events;

/// <summary>
/// Takes the CloudEvents that reach us through Event Grid, by whichever door: its type says whose it is. What means nothing to us is counted and acknowledged, since
/// it would mean nothing the next time either; only what we could not do is left to be delivered again. An event may come twice, and is then taken twice.
/// </summary>
public sealed partial class InboundEvents(FeedReports reports, IClipArrivals clips, ILogger<InboundEvents> log)
{
    private const string Publisher = "event-grid";
    private const int MostBytes = 1_048_576; // What Event Grid delivers.

    /// <summary>Takes an event.</summary>
    /// <param name="json">The event, as it came.</param>
    /// <param name="door">The function that it came through.</param>
    /// <exception cref="Core.Incidents.StoreUnavailableException">Have it delivered again.</exception>
    public async Task TakeAsync(string json, string door)
    {
        var head = default(Head);
        try
        {
            if (json.Length > MostBytes) throw new ProblemException(Problem.TooLarge("bodyTooLarge", $"an event may have at most {MostBytes} bytes"));
            using var body = JsonBody.Parse(Encoding.UTF8.GetBytes(json));
            head = Head.Of(body.RootElement);
            await DispatchAsync(head.Type, body.RootElement, door);
            Telemetry.EventsReceived.Add(1, new KeyValuePair<string, object?>("type", head.Type));
        }
        catch (ProblemException e)
        {
            Telemetry.EventsIgnored.Add(1, new KeyValuePair<string, object?>("reason", e.Problem.Code));
            LogIgnored(head.Id, head.Type, door, e.Problem.Code);
        }
    }

    // One line for each type that we know.
    private Task DispatchAsync(string? type, JsonElement happened, string door) => type switch
    {
        FeedReport.EventType => reports.TakeAsync(Fields.Read(happened, FeedReport.Read), agency: null, new Origin(Publisher, "System", door)),
        ClipArrival.EventType => clips.ArriveAsync(Fields.Read(happened, ClipArrival.Read), new Origin(Publisher, "System", door)),
        null => throw new ProblemException(Problem.Invalid([new("$.type", "required", "is required")])),
        _ => throw new ProblemException(Problem.BadRequest("unknownEventType", "nobody here takes events of this type")),
    };

    [LoggerMessage(EventId = 703, Level = LogLevel.Warning, Message = "the event {Event} of type {Type} at {Door} means nothing to us: {Why}")]
    private partial void LogIgnored(string? @event, string? type, string door, string why);

    /// <summary>What an event is called, as far as that can be read.</summary>
    private readonly record struct Head(string? Id, string? Type)
    {
        public static Head Of(JsonElement happened)
        {
            if (happened.ValueKind is not JsonValueKind.Object) throw new ProblemException(Problem.BadRequest("wrongType", "an event must be an object"));
            var fields = new FieldReader(happened, "$", ImmutableArray.CreateBuilder<FieldError>());
            return new(fields.Text("id", 200), fields.Text("type", 200));
        }
    }
}
