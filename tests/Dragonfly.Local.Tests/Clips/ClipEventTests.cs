using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Clips;
using Dragonfly.Functions.Events;
using Dragonfly.Local.Tests.City;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.Clips;

/// <summary>How we hear of files: by the event that Azure Storage publishes, or the same in this process.</summary>
public sealed class ClipEventTests : IAsyncLifetime
{
    private static readonly ClipBlob Blob = new(new(new string('c', 32)), 2);

    private readonly Arrivals arrivals = new();
    private readonly HttpClient http = new();
    private Town town = null!;

    private DateTimeOffset Soon => town.Clock.GetUtcNow().AddMinutes(5);

    public async Task InitializeAsync() => town = await Town.StartAsync(Town.TwoCameras, services => services.AddSingleton<IClipArrivals>(arrivals));

    public async Task DisposeAsync()
    {
        http.Dispose();
        await town.DisposeAsync();
    }

    [Fact]
    public async Task A_file_that_is_put_by_a_link_is_told_of_and_one_that_we_put_ourselves_is_not()
    {
        await town.Service<IClipStore>().TryCreateAsync(Blob with { Attempt = 9 }, new byte[5], "image/png", default);
        await PutAsync(Blob);
        await Eventually.SeeAsync(() => arrivals.Came.Contains(Blob));
        arrivals.Came.ShouldBe([Blob]);
        arrivals.Origins.ShouldAllBe(origin => origin == new Origin("event-grid", "System", nameof(InboundFunctions.ReceiveEvent)));
    }

    [Fact]
    public async Task While_a_store_does_not_answer_it_is_told_again()
    {
        arrivals.Fails = 2;
        await PutAsync(Blob);
        await Eventually.SeeAsync(() => Task.FromResult(arrivals.Came.Contains(Blob)), came => came, () => town.Clock.Advance(TimeSpan.FromSeconds(1)));
        arrivals.Tries.ShouldBe(3);
    }

    [Fact]
    public async Task A_hundred_files_at_once_are_each_told_of()
    {
        ClipBlob[] blobs = [.. Enumerable.Range(1, 100).Select(i => new ClipBlob(new($"{i:x32}"), 1))];
        await Task.WhenAll(blobs.Select(PutAsync));
        await Eventually.SeeAsync(() => arrivals.Came.Count == 100);
        arrivals.Came.Order(Comparer<ClipBlob>.Create((a, b) => string.CompareOrdinal($"{a}", $"{b}"))).ShouldBe(blobs);
    }

    [Fact]
    public async Task An_event_of_Azure_Storage_is_taken_as_often_as_it_comes()
    {
        for (var times = 1; times <= 100; times++) await TakeAsync(Created());
        arrivals.Came.ShouldBe(Enumerable.Repeat(Blob, 100));
    }

    [Fact]
    public async Task An_event_that_a_store_could_not_take_is_left_to_be_delivered_again()
    {
        arrivals.Fails = 1;
        await Should.ThrowAsync<StoreUnavailableException>(() => TakeAsync(Created()));
    }

    [Theory]
    [InlineData("/blobServices/default/containers/dead-letters/blobs/cccccccccccccccccccccccccccccccc-2")]
    [InlineData("/blobServices/default/containers/clips-2/blobs/cccccccccccccccccccccccccccccccc-2")]
    [InlineData("/blobServices/default/containers/clips/blobs/folder/cccccccccccccccccccccccccccccccc-2")]
    [InlineData("/blobServices/default/containers/clips/blobs/cccccccccccccccccccccccccccccccc-0")]
    [InlineData("/blobServices/default/containers/clips/blobs/readme.txt")]
    [InlineData("/blobServices/default/containers/clips/blobs/")]
    [InlineData("")]
    [InlineData(null)]
    public async Task What_is_no_clips_file_is_acknowledged_and_passed_over(string? subject)
    {
        await TakeAsync(Created(subject));
        arrivals.Tries.ShouldBe(0);
    }

    [Fact]
    public async Task A_deleted_file_is_nothing_to_us()
    {
        var deleted = Created();
        deleted["type"] = "Microsoft.Storage.BlobDeleted";
        await TakeAsync(deleted);
        var old = Created();
        old["specversion"] = "0.3";
        await TakeAsync(old);
        arrivals.Tries.ShouldBe(0);
    }

    private static JsonObject Created() => Created($"/blobServices/default/containers/clips/blobs/{Blob}");

    // As Event Grid's documentation shows it.
    private static JsonObject Created(string? subject) => new()
    {
        ["specversion"] = "1.0",
        ["source"] = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/city/providers/Microsoft.Storage/storageAccounts/stevidence",
        ["subject"] = subject,
        ["id"] = "831e1650-001e-001b-66ab-eeb76e069631",
        ["type"] = "Microsoft.Storage.BlobCreated",
        ["time"] = "2026-08-14T18:00:00.1234567Z",
        ["data"] = new JsonObject
        {
            ["api"] = "PutBlob",
            ["clientRequestId"] = "6d79dbfb-0e37-4fc4-981f-442c9ca65760",
            ["requestId"] = "831e1650-001e-001b-66ab-eeb76e000000",
            ["eTag"] = "0x8D4BCC2E4835CD0",
            ["contentType"] = "video/mp4",
            ["contentLength"] = 524_288,
            ["blobType"] = "BlockBlob",
            ["url"] = $"https://stevidence.blob.core.windows.net/clips/{Blob}",
            ["sequencer"] = "00000000000004420000000000028963",
            ["storageDiagnostics"] = new JsonObject { ["batchId"] = "b68529f3-68cd-4744-baa4-3c0498ec19f0" },
        },
    };

    private Task TakeAsync(JsonObject happened) => town.Service<InboundEvents>().TakeAsync(happened.ToJsonString(), "test");

    private async Task PutAsync(ClipBlob blob)
    {
        var link = await town.Service<IClipStore>().LinkToWriteAsync(blob, Soon, default);
        using var request = new HttpRequestMessage(HttpMethod.Put, link) { Content = new ByteArrayContent(new byte[1_000]), Headers = { { "x-ms-blob-type", "BlockBlob" }, { "If-None-Match", "*" } } };
        (await http.SendAsync(request)).EnsureSuccessStatusCode();
    }

    private sealed class Arrivals : IClipArrivals
    {
        private int tries;

        public ConcurrentQueue<ClipBlob> Came { get; } = [];

        public ConcurrentQueue<Origin> Origins { get; } = [];

        public int Tries => tries;

        public int Fails { get; set; }

        public Task ArriveAsync(ClipBlob blob, Origin origin)
        {
            if (Interlocked.Increment(ref tries) <= Fails) throw new StoreUnavailableException("clip", new IOException());
            Came.Enqueue(blob);
            Origins.Enqueue(origin);
            return Task.CompletedTask;
        }
    }
}
