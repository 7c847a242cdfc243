using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Local.Tests.Unlocks.Video;

/// <summary>Reads a live stream part by part, as a browser does.</summary>
internal sealed class StreamViewer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpResponseMessage response;
    private readonly MultipartReader reader;

    private StreamViewer(HttpResponseMessage response, Stream body) => (this.response, reader) = (response, new("frame", body));

    public HttpResponseMessage Response => response;

    public static async Task<StreamViewer?> ConnectAsync(HttpClient client, string url)
    {
        var response = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
        if (response.IsSuccessStatusCode) return new(response, await response.Content.ReadAsStreamAsync());
        response.Dispose();
        return null;
    }

    /// <summary>The next part; null when the stream has ended.</summary>
    public async Task<(DateTimeOffset At, byte[] Picture)?> NextAsync()
    {
        try
        {
            if (await reader.ReadNextSectionAsync().WaitAsync(Patience) is not { } part) return null;
            var picture = new MemoryStream();
            await part.Body.CopyToAsync(picture).WaitAsync(Patience);
            return (DateTimeOffset.Parse(part.Headers!["X-Timestamp"]!, CultureInfo.InvariantCulture), picture.ToArray());
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Lets a frame's time pass and waits for a picture taken since; false when the stream ends instead.</summary>
    public async Task<bool> SeesMoreAsync(FakeTimeProvider clock)
    {
        clock.Advance(TimeSpan.FromMilliseconds(200));
        while (await NextAsync() is { } part)
            if (part.At >= clock.GetUtcNow())
                return true;
        return false;
    }

    public ValueTask DisposeAsync()
    {
        response.Dispose();
        return ValueTask.CompletedTask;
    }
}
