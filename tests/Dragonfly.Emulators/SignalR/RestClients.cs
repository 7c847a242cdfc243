using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;

namespace Dragonfly.Emulators.SignalR;

/// <summary>Whom messages are sent to, over REST: all, a group, a user. Nothing of ours sends to anybody else.</summary>
internal sealed class RestClients(RestCaller caller, JsonSerializerOptions json, string hub) : IHubClients
{
    public IClientProxy All => new Proxy(caller, json, hub);

    public IClientProxy Group(string groupName) => new Proxy(caller, json, $"{hub}/groups/{Uri.EscapeDataString(groupName)}");

    public IClientProxy User(string userId) => new Proxy(caller, json, $"{hub}/users/{Uri.EscapeDataString(userId)}");

    public IClientProxy AllExcept(IReadOnlyList<string> excludedConnectionIds) => throw new NotSupportedException();

    public IClientProxy Client(string connectionId) => throw new NotSupportedException();

    public IClientProxy Clients(IReadOnlyList<string> connectionIds) => throw new NotSupportedException();

    public IClientProxy GroupExcept(string groupName, IReadOnlyList<string> excludedConnectionIds) => throw new NotSupportedException();

    public IClientProxy Groups(IReadOnlyList<string> groupNames) => throw new NotSupportedException();

    public IClientProxy Users(IReadOnlyList<string> userIds) => throw new NotSupportedException();

    private sealed class Proxy(RestCaller caller, JsonSerializerOptions json, string path) : IClientProxy
    {
        public Task SendCoreAsync(string method, object?[] args, CancellationToken cancellationToken = default)
        {
            using var body = new MemoryStream();
            using (var writer = new Utf8JsonWriter(body))
            {
                writer.WriteStartObject();
                writer.WriteString("Target", method);
                writer.WritePropertyName("Arguments");
                writer.WriteRawValue(JsonSerializer.SerializeToUtf8Bytes(args, typeof(object[]), json));
                writer.WriteEndObject();
            }

            var content = new ByteArrayContent(body.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
            return caller.CallAsync(HttpMethod.Post, $"{path}/:send", content, cancellationToken);
        }
    }
}
