using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace Dragonfly.Emulators.SignalR;

/// <summary>Who is connected.</summary>
internal sealed class SignalRConnections
{
    private readonly ConcurrentDictionary<string, (string Hub, string User, HubCallerContext Context)> connections = [];

    public void Add(string hub, string user, HubCallerContext context) => connections[context.ConnectionId] = (hub, user, context);

    public void Remove(string connection) => connections.TryRemove(connection, out _);

    public IReadOnlyList<string> Of(string hub, Func<string, bool> user) =>
        [.. connections.Where(item => item.Value.Hub == hub && user(item.Value.User)).Select(item => item.Key)];

    public void AbortAll()
    {
        foreach (var (_, _, context) in connections.Values) context.Abort();
    }
}
