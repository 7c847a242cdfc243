using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Dragonfly.Core.Clips;

namespace Dragonfly.Conformance;

/// <summary>What links allow, and nothing else.</summary>
public abstract partial class ClipStoreConformance
{
    [StoreFact]
    public async Task By_a_link_a_file_is_put_once()
    {
        var link = await WriteLinkAsync();
        (await Store.FindAsync(Blob(1), default)).ShouldBeNull("a link makes nothing");
        (await PutAsync(link, Bytes(100_000), "video/mp4")).ShouldBe(201);
        var file = (await Store.FindAsync(Blob(1), default)).ShouldNotBeNull();
        (file.Length, file.ContentType).ShouldBe((100_000, "video/mp4"));
        foreach (var again in (Uri[])[link, await WriteLinkAsync()]) (await PutAsync(again, Bytes(5), "video/mp4")).ShouldBeOneOf(403, 409); // Azure says either: it may not, and it is there.
        (await ReadAsync(Blob(1), 0)).ShouldBe(Bytes(100_000));
        (await Store.TryCreateAsync(Blob(1), Bytes(5), "video/mp4", default)).ShouldBeFalse();
    }

    [StoreFact]
    public async Task A_link_to_write_shows_and_deletes_nothing_and_is_for_one_file()
    {
        var link = await WriteLinkAsync();
        await PutAsync(link, Bytes(100), "video/mp4");
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head, HttpMethod.Delete]) (await StatusAsync(method, link)).ShouldBe(403, method.Method);
        (await PutAsync(Renamed(link), Bytes(100), "video/mp4")).ShouldBe(403);
        (await Store.FindAsync(Blob(2), default)).ShouldBeNull();
        (await Store.FindAsync(Blob(1), default)).ShouldNotBeNull();
    }

    [StoreFact]
    public async Task By_a_link_a_file_is_read_whole_and_in_part()
    {
        await Store.TryCreateAsync(Blob(1), Bytes(1_000), "image/png", default);
        var link = await ReadLinkAsync();
        using var whole = await Http.GetAsync(link);
        whole.IsSuccessStatusCode.ShouldBeTrue();
        (await whole.Content.ReadAsByteArrayAsync()).ShouldBe(Bytes(1_000));
        (whole.Content.Headers.ContentType!.MediaType, whole.Content.Headers.ContentDisposition).ShouldBe(("image/png", null));
        whole.Headers.CacheControl!.NoStore.ShouldBeTrue("evidence stays in no cache");

        using var request = new HttpRequestMessage(HttpMethod.Get, link) { Headers = { Range = new RangeHeaderValue(100, 199) } };
        using var part = await Http.SendAsync(request);
        ((int)part.StatusCode, part.Content.Headers.ContentRange).ShouldBe((206, new ContentRangeHeaderValue(100, 199, 1_000)));
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(Bytes(1_000)[100..200]);

        using var asked = new HttpRequestMessage(HttpMethod.Head, link);
        using var head = await Http.SendAsync(asked);
        ((int)head.StatusCode, head.Content.Headers.ContentLength).ShouldBe((200, 1_000));
    }

    [StoreFact]
    public async Task A_browser_is_told_what_to_save_a_file_as()
    {
        await Store.TryCreateAsync(Blob(1), Bytes(1_000), "image/png", default);
        using var answer = await Http.GetAsync(await Store.LinkToReadAsync(Blob(1), Now.AddMinutes(5), "clip.png", default));
        var disposition = answer.Content.Headers.ContentDisposition.ShouldNotBeNull();
        (disposition.DispositionType, disposition.FileName?.Trim('"')).ShouldBe(("attachment", "clip.png"));
    }

    [StoreFact]
    public async Task A_link_to_read_changes_nothing_and_is_for_one_file()
    {
        foreach (var attempt in (int[])[1, 2]) await Store.TryCreateAsync(Blob(attempt), Bytes(100), "image/png", default);
        var link = await ReadLinkAsync();
        (await PutAsync(link, Bytes(5), "video/mp4")).ShouldBe(403);
        (await StatusAsync(HttpMethod.Delete, link)).ShouldBe(403);
        (await StatusAsync(HttpMethod.Get, Renamed(link))).ShouldBe(403);
        (await StatusAsync(HttpMethod.Get, link)).ShouldBe(200);
        (await Store.FindAsync(Blob(1), default))!.Length.ShouldBe(100);
    }

    [StoreFact]
    public async Task A_link_that_is_over_or_was_tampered_with_allows_nothing()
    {
        await Store.TryCreateAsync(Blob(1), Bytes(100), "image/png", default);
        (await StatusAsync(HttpMethod.Get, await Store.LinkToReadAsync(Blob(1), Now.AddSeconds(-2), null, default))).ShouldBe(403);
        (await PutAsync(await Store.LinkToWriteAsync(Blob(2), Now.AddSeconds(-2), default), Bytes(5), "video/mp4")).ShouldBe(403);
        var good = (await ReadLinkAsync()).AbsoluteUri;
        var end = Parameter(good, "se");
        (await StatusAsync(HttpMethod.Get, new(good.Replace(end, Uri.EscapeDataString(Now.AddYears(1).ToString("yyyy-MM-ddTHH:mm:ssZ")), StringComparison.Ordinal)))).ShouldBe(403);
        (await StatusAsync(HttpMethod.Get, new(good.Replace("sp=r", "sp=rd", StringComparison.Ordinal)))).ShouldBe(403);
        (await StatusAsync(HttpMethod.Get, new(good.Replace(Parameter(good, "sig"), Uri.EscapeDataString(Convert.ToBase64String(new byte[32])), StringComparison.Ordinal)))).ShouldBe(403);
        (await StatusAsync(HttpMethod.Get, new(good.Split('?')[0]))).ShouldBeInRange(400, 499);
        (await StatusAsync(HttpMethod.Get, new(good))).ShouldBe(200);
        (await Store.FindAsync(Blob(2), default)).ShouldBeNull();
    }

    [StoreFact]
    public async Task An_upload_that_breaks_off_leaves_nothing_and_stands_in_the_way_of_nothing()
    {
        var link = await WriteLinkAsync();
        using (var socket = new TcpClient(link.Host, link.Port))
        {
            await using Stream stream = link.Scheme is "https" ? await SecureAsync(socket.GetStream(), link.Host) : socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"PUT {link.PathAndQuery} HTTP/1.1\r\nHost: {link.Authority}\r\nx-ms-blob-type: BlockBlob\r\nIf-None-Match: *\r\nContent-Type: video/mp4\r\nContent-Length: 1000000\r\n\r\n"));
            await stream.WriteAsync(Bytes(100_000));
            await stream.FlushAsync();
        }

        (await Store.FindAsync(Blob(1), default)).ShouldBeNull();
        (await Store.ListAsync(null, 10, default)).Files.ShouldBeEmpty();
        (await PutAsync(link, Bytes(500), "video/mp4")).ShouldBe(201);
        (await ReadAsync(Blob(1), 0)).ShouldBe(Bytes(500));
    }

    [StoreFact]
    public async Task A_hundred_uploads_at_once_lose_none()
    {
        ClipBlob[] blobs = [.. Enumerable.Range(1, 100).Select(i => new ClipBlob(new($"{i:x32}"), 1))];
        var put = await Task.WhenAll(blobs.Select(async (blob, i) => await PutAsync(await Store.LinkToWriteAsync(blob, Now.AddMinutes(5), default), Bytes(10_000 + i), "video/mp4")));
        put.ShouldAllBe(status => status == 201);
        var page = await Store.ListAsync(null, 1_000, default);
        page.Files.Select(file => (file.Blob, file.Length)).ShouldBe(blobs.Select((blob, i) => (blob, 10_000L + i)));
    }

    [StoreFact]
    public async Task A_file_that_is_larger_than_other_requests_may_be_is_put()
    {
        var large = Bytes(40_000_000);
        (await PutAsync(await WriteLinkAsync(), large, "video/mp4")).ShouldBe(201);
        (await ReadAsync(Blob(1), 0)).AsSpan().SequenceEqual(large).ShouldBeTrue();
    }

    /// <summary>Puts a file as a video system does.</summary>
    protected async Task<int> PutAsync(Uri link, byte[] content, string contentType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, link) { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = new(contentType);
        request.Headers.Add("x-ms-blob-type", "BlockBlob");
        request.Headers.Add("If-None-Match", "*");
        using var response = await Http.SendAsync(request);
        return (int)response.StatusCode;
    }

    private static async Task<SslStream> SecureAsync(NetworkStream stream, string host)
    {
        var secure = new SslStream(stream, leaveInnerStreamOpen: false, (_, _, _, _) => true); // An emulator's own certificate.
        await secure.AuthenticateAsClientAsync(host);
        return secure;
    }

    private static string Parameter(string link, string name) => link.Split('?')[1].Split('&').Single(pair => pair.StartsWith($"{name}=", StringComparison.Ordinal))[(name.Length + 1)..];

    private static Uri Renamed(Uri link) => new(link.AbsoluteUri.Replace($"{Blob(1)}", $"{Blob(2)}", StringComparison.Ordinal));

    private Task<Uri> WriteLinkAsync() => Store.LinkToWriteAsync(Blob(1), Now.AddMinutes(5), default);

    private Task<Uri> ReadLinkAsync() => Store.LinkToReadAsync(Blob(1), Now.AddMinutes(5), null, default);

    private async Task<int> StatusAsync(HttpMethod method, Uri link)
    {
        using var request = new HttpRequestMessage(method, link);
        using var response = await Http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
