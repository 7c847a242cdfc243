using System.Diagnostics.Metrics;
using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Events;
using Dragonfly.Core.Json;
using Dragonfly.Functions.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dragonfly.Functions.Tests.Events;

/// <summary>What the change feed gives is told of, whatever it gives.</summary>
public sealed class ChangePublisherTests
{
    private static readonly JsonSerializerOptions Worker = new() { PropertyNameCaseInsensitive = true };

    private readonly Subscriber subscriber = new();

    [Fact]
    public async Task Every_pack_of_an_incident_is_told_of_and_heads_and_lines_are_not()
    {
        var (incident, _) = EveryEvent.Happened();
        await RunAsync(Head, Pack(incident.Id.Timeline, [.. incident.Timeline.Take(3)]), """{"id":"access:1","type":"access","first":"never","entries":7}""", Pack(incident.Id.Timeline, [.. incident.Timeline.Skip(3)]));
        subscriber.Told.Select(happened => happened.Id).ShouldBe(incident.Timeline.SelectMany(entry => LogEvents.Of(incident.Id.Timeline, new("cpd"), entry)).Select(happened => happened.Id));
        subscriber.Told.ShouldNotBeEmpty();
        subscriber.Told.ShouldAllBe(happened => happened.Data.GetProperty("agency").GetString() == "cpd");
    }

    [Fact]
    public async Task A_batch_that_gives_nothing_is_no_call()
    {
        await RunAsync(Head);
        await RunAsync();
        subscriber.Calls.ShouldBe(0);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"sequence":2,"at":"2026-08-14T18:00:00Z","origin":{"actor":"a","role":"r","source":"s"},"event":{"$type":"neverHeardOf"},"previousHash":"","hash":""}""")]
    [InlineData("""{"sequence":7,"at":"2026-08-14T18:00:00Z","origin":{"actor":"a","role":"r","source":"s"},"event":{"$type":"partnerApplied"},"previousHash":"","hash":""}""")]
    [InlineData("""{"sequence":2,"at":"2026-08-14T18:00:00Z","origin":{"actor":"a","role":"r","source":"s"},"event":{"$type":"partnerSuspended","reason":"elsewhere"},"previousHash":"","hash":""}""")]
    public async Task An_entry_that_cannot_be_told_of_is_counted_and_holds_up_nothing(string poison)
    {
        using var poisoned = new Poisoned();
        var (incident, _) = EveryEvent.Happened();
        string[] entries = [.. incident.Timeline.Select(Json)];
        (entries[1], var expected) = (poison, incident.Timeline.Where(entry => entry.Sequence != 2).SelectMany(entry => LogEvents.Of(incident.Id.Timeline, new("cpd"), entry)).Select(happened => happened.Id));
        await RunAsync(Pack(incident.Id.Timeline, 1, entries));
        subscriber.Told.Select(happened => happened.Id).ShouldBe(expected);
        poisoned.Reasons.ShouldBe(["noEntry"]);
    }

    [Theory]
    [InlineData("""{"type":"entries"}""")]
    [InlineData("""{"type":"entries","timeline":"incidents/a","first":1,"entries":"none"}""")]
    [InlineData("""{"type":"entries","timeline":7,"first":1,"entries":[]}""")]
    [InlineData("""{"type":"entries","timeline":"incidents/a","first":"1","entries":[]}""")]
    public async Task A_pack_that_is_none_is_counted_and_holds_up_nothing(string pack)
    {
        using var poisoned = new Poisoned();
        var (incident, _) = EveryEvent.Happened();
        await RunAsync(pack, Pack(incident.Id.Timeline, [.. incident.Timeline]));
        subscriber.Told.ShouldNotBeEmpty();
        poisoned.Reasons.ShouldBe(["noPack"]);
    }

    [Fact]
    public async Task While_events_cannot_be_published_the_feed_is_told_to_come_again()
    {
        var (incident, _) = EveryEvent.Happened();
        subscriber.IsDown = true;
        await Should.ThrowAsync<EventsUnpublishedException>(() => RunAsync(Pack(incident.Id.Timeline, [.. incident.Timeline])));
    }

    [Fact]
    public async Task An_event_that_is_refused_is_put_aside_and_the_others_are_told()
    {
        using var poisoned = new Poisoned();
        var (incident, _) = EveryEvent.Happened();
        CloudEvent[] all = [.. incident.Timeline.SelectMany(entry => LogEvents.Of(incident.Id.Timeline, new("cpd"), entry))];
        subscriber.Refused = all[2].Id;
        await RunAsync(Pack(incident.Id.Timeline, [.. incident.Timeline]));
        all.Select(happened => happened.Id).Except(subscriber.Told.Select(happened => happened.Id)).ShouldBe([all[2].Id]);
        poisoned.Reasons.ShouldBe(["refused"]);
    }

    // As the worker does it: the batch is one JSON text.
    private Task RunAsync(params string[] items) => new ChangePublisher(subscriber, NullLogger<ChangePublisher>.Instance)
        .PublishChanges(JsonSerializer.Deserialize<IReadOnlyList<LogChange>>($"[{string.Join(',', items)}]", Worker)!, default);

    private const string Head = """{"id":"head","type":"head","timeline":"incidents/a","agency":null,"length":3,"head":{"grants":[]},"_rid":"r","_etag":"e","_ts":1}""";

    private static string Pack(TimelineId timeline, IReadOnlyList<Entry> entries) => Pack(timeline, entries[0].Sequence, [.. entries.Select(Json)]);

    private static string Pack(TimelineId timeline, long first, string[] entries) => JsonSerializer.Serialize(
        new { id = $"{first:D20}", type = "entries", timeline = timeline.Value, first, last = first + entries.Length - 1, agency = "cpd", actors = new[] { "a" }, entries, _rid = "r", _etag = "e", _ts = 1 });

    private static string Json(Entry entry) => JsonSerializer.Serialize(entry, CoreJson.Default.Entry);

    private sealed class Subscriber : IEventPublisher
    {
        public List<CloudEvent> Told { get; } = [];

        public int Calls { get; private set; }

        public bool IsDown { get; set; }

        public string? Refused { get; set; }

        public Task PublishAsync(IReadOnlyList<CloudEvent> happened, CancellationToken cancellation)
        {
            Calls++;
            if (IsDown) throw new EventsUnpublishedException(new TimeoutException());
            if (happened.FirstOrDefault(one => one.Id == Refused) is { } refused) throw new EventRefusedException(refused, new InvalidOperationException("as ordered"));
            Told.AddRange(happened);
            return Task.CompletedTask;
        }
    }

    /// <summary>Counts on this thread alone, for tests run side by side.</summary>
    private sealed class Poisoned : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly int thread = Environment.CurrentManagedThreadId;

        public Poisoned()
        {
            listener.InstrumentPublished = (instrument, mine) =>
            {
                if (instrument.Name == "dragonfly.events.poisoned") mine.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
            {
                if (Environment.CurrentManagedThreadId == thread) Reasons.Add((string)tags[0].Value!);
            });
            listener.Start();
        }

        public List<string> Reasons { get; } = [];

        public void Dispose() => listener.Dispose();
    }
}
