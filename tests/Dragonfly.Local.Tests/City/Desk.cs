using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Dragonfly.Local.Tests.City;

/// <summary>Where somebody works who holds one role: each call carries a token of theirs.</summary>
internal class Desk(Town town, string role, string name, string agency)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public virtual string Token => town.TokenOf(new(role, name, agency));

    protected Town Town => town;

    public static string Serialize(object body) => JsonSerializer.Serialize(body, Json);

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Reply> PostAsync(string path, object? body = null) =>
        SendAsync(HttpMethod.Post, path, body is null ? null : JsonText(body as string ?? Serialize(body)));

    public Task<Reply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content = null, Action<HttpRequestHeaders>? headers = null)
    {
        using var request = new HttpRequestMessage(method, $"api/{path}") { Content = content };
        request.Headers.Authorization = new("Bearer", Token);
        headers?.Invoke(request.Headers);
        return await Reply.OfAsync(town.Http, request);
    }

    public static StringContent JsonText(string json) => new(json, Encoding.UTF8, "application/json");
}
