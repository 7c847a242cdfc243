using System.Globalization;
using System.Net;
using System.Text.Json;
using Dragonfly.Core.Clips;
using Dragonfly.Local.Clips;
using Dragonfly.Local.Tests.City;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Local.Tests.Clips;

/// <summary>What the embedded store's own server says, beyond what every clip store must.</summary>
public sealed class ClipDoorTests : IAsyncLifetime
{
    private static readonly ClipBlob Blob = new(new(new string('c', 32)), 1);

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(Town.Afternoon);
    private readonly HttpClient http = new();
    private LocalApp app = null!;

    private IClipStore Store => app.Web.Services.GetRequiredService<IClipStore>();

    public async Task InitializeAsync() => app = await StartAsync();

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        http.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_link_lives_to_the_second_that_was_asked_for_and_not_beyond()
    {
        await Store.TryCreateAsync(Blob, new byte[10], "image/png", default);
        var link = await Store.LinkToReadAsync(Blob, clock.GetUtcNow().AddMinutes(5).AddMilliseconds(900), null, default);
        clock.Advance(TimeSpan.FromSeconds(299.9));
        (await http.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        (await http.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_browser_anywhere_may_read_by_a_link_and_is_kept_from_running_what_it_reads()
    {
        await Store.TryCreateAsync(Blob, new byte[10], "text/html", default);
        var link = await Store.LinkToReadAsync(Blob, clock.GetUtcNow().AddMinutes(5), null, default);
        using var preflight = new HttpRequestMessage(HttpMethod.Options, link) { Headers = { { "Origin", "https://console.example" }, { "Access-Control-Request-Method", "GET" }, { "Access-Control-Request-Headers", "range" } } };
        using var allowed = await http.SendAsync(preflight);
        allowed.Headers.GetValues("Access-Control-Allow-Headers").Single().ShouldContain("Range");
        allowed.Headers.GetValues("Access-Control-Allow-Methods").Single().ShouldBe("GET, HEAD");
        using var answer = await http.GetAsync(link);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
    }

    [Theory]
    [InlineData("x-ms-blob-type", 400, "MissingRequiredHeader")]
    [InlineData("Content-Length", 411, "lengthRequired")]
    [InlineData("too large", 413, "RequestBodyTooLarge")]
    [InlineData("Content-Encoding", 415, "encoded")]
    public async Task An_upload_that_is_not_as_it_must_be_is_refused_and_leaves_nothing(string what, int status, string code)
    {
        var link = await Store.LinkToWriteAsync(Blob, clock.GetUtcNow().AddMinutes(5), default);
        using var request = new HttpRequestMessage(HttpMethod.Put, link) { Content = new ByteArrayContent(new byte[10]), Headers = { ExpectContinue = true } };
        if (what != "x-ms-blob-type") request.Headers.Add("x-ms-blob-type", "BlockBlob");
        if (what == "Content-Length") request.Headers.TransferEncodingChunked = true;
        if (what == "too large") request.Content = new Endless(ClipEndpoints.MostBytes + 1);
        if (what == "Content-Encoding") request.Content.Headers.ContentEncoding.Add("gzip");
        using var answer = await http.SendAsync(request);
        ((int)answer.StatusCode, answer.Headers.GetValues("x-ms-error-code").Single()).ShouldBe((status, code));
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        problem.RootElement.GetProperty("code").GetString().ShouldBe(code);
        (await Store.FindAsync(Blob, default)).ShouldBeNull();
        Directory.EnumerateFiles(Path.Combine(folder.Path, "clips", "incoming")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("..%2Fclip-links.key")]
    [InlineData("%2e%2e")]
    [InlineData("cccccccccccccccccccccccccccccccc-1.json")]
    [InlineData("CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC-1")]
    public async Task What_is_no_clips_file_is_not_served_whatever_the_link(string name)
    {
        var link = await Store.LinkToReadAsync(Blob, clock.GetUtcNow().AddMinutes(5), null, default);
        await Store.TryCreateAsync(Blob, new byte[10], "image/png", default);
        using var answer = await http.GetAsync(new Uri(link.AbsoluteUri.Replace($"{Blob}", name, StringComparison.Ordinal), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        ((int)answer.StatusCode).ShouldBeOneOf(403, 404);
    }

    [Fact]
    public async Task What_was_kept_and_held_is_there_after_a_start_and_what_was_half_written_is_not()
    {
        await Store.TryCreateAsync(Blob, new byte[10], "image/png", default);
        await Store.HoldAsync(Blob, held: true, default);
        var before = await Store.FindAsync(Blob, default);
        var link = await Store.LinkToReadAsync(Blob, clock.GetUtcNow().AddMinutes(5), null, default);
        await app.DisposeAsync();
        var half = Path.Combine(folder.Path, "clips", "incoming", $"{Blob}-7");
        await File.WriteAllBytesAsync(half, new byte[5]);
        app = await StartAsync();
        (await Store.FindAsync(Blob, default)).ShouldBe(before);
        File.Exists(half).ShouldBeFalse();
        await Should.ThrowAsync<ClipHeldException>(() => Store.DeleteAsync(Blob, default));
        (await http.GetAsync(new Uri(app.Address, link.PathAndQuery))).StatusCode.ShouldBe(HttpStatusCode.OK, "links outlive the process");
    }

    [Fact]
    public async Task The_key_of_links_is_for_its_owners_eyes()
    {
        await Store.LinkToReadAsync(Blob, clock.GetUtcNow(), null, default);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path.Combine(folder.Path, "clip-links.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private Task<LocalApp> StartAsync() => LocalApp.StartAsync(new("http://127.0.0.1:0", folder.Path, () => Town.TwoCameras) { HostsFunctions = false, Clock = clock });

    /// <summary>A body that says how long it is, and is asked for never.</summary>
    private sealed class Endless(long length) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new IOException(length.ToString(CultureInfo.InvariantCulture));

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }
}
