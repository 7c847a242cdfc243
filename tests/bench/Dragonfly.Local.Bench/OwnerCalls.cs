using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Dragonfly.Local.Bench;

/// <summary>What owners ask for.</summary>
internal static class OwnerCalls
{
    /// <summary>A feed of a partner that is not withdrawn, and its tag.</summary>
    public static async Task<(string Id, string Tag)> FirstFeedAsync(HttpClient owner, string partner)
    {
        using var json = JsonDocument.Parse(await owner.GetStringAsync($"api/partners/{partner}/feeds"));
        var feed = json.RootElement.GetProperty("items").EnumerateArray().First(feed => !feed.GetProperty("withdrawn").GetBoolean());
        return (feed.GetProperty("feedId").GetString()!, $"\"{feed.GetProperty("version").GetInt64()}\"");
    }

    /// <summary>Shares a feed, or not.</summary>
    public static Task ShareAsync(HttpClient owner, string partner, (string Id, string Tag) feed, bool enabled) =>
        SendAsync(owner, HttpMethod.Put, $"api/partners/{partner}/feeds/{feed.Id}/sharing", $$"""{"enabled": {{(enabled ? "true" : "false")}}}""", feed.Tag);

    /// <summary>Takes a feed back.</summary>
    public static Task WithdrawAsync(HttpClient owner, string partner, string feed) => SendAsync(owner, HttpMethod.Post, $"api/partners/{partner}/feeds/{feed}/withdraw", null, "*");

    private static async Task SendAsync(HttpClient owner, HttpMethod method, string path, string? body, string tag)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await owner.SendAsync(request);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException(await response.Content.ReadAsStringAsync());
    }
}
