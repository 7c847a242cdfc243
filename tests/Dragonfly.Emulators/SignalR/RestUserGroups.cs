using System.Net;
using Microsoft.Azure.SignalR.Management;

namespace Dragonfly.Emulators.SignalR;

/// <summary>Users in groups, over REST.</summary>
internal sealed class RestUserGroups(RestCaller caller, string hub) : UserGroupManager
{
    public override Task AddToGroupAsync(string userId, string groupName, CancellationToken cancellationToken = default) =>
        caller.CallAsync(HttpMethod.Put, PathOf(userId, groupName), null, cancellationToken);

    public override Task AddToGroupAsync(string userId, string groupName, TimeSpan ttl, CancellationToken cancellationToken = default) =>
        caller.CallAsync(HttpMethod.Put, $"{PathOf(userId, groupName)}?ttl={(int)ttl.TotalSeconds}", null, cancellationToken);

    public override async Task<bool> IsUserInGroup(string userId, string groupName, CancellationToken cancellationToken = default)
    {
        using var answer = await caller.SendAsync(HttpMethod.Get, PathOf(userId, groupName), null, cancellationToken);
        if (answer.StatusCode is HttpStatusCode.NotFound && answer.Headers.Contains("x-ms-error-code")) return false;
        return answer.EnsureSuccessStatusCode().IsSuccessStatusCode;
    }

    public override Task RemoveFromAllGroupsAsync(string userId, CancellationToken cancellationToken = default) =>
        caller.CallAsync(HttpMethod.Delete, $"{hub}/users/{Uri.EscapeDataString(userId)}/groups", null, cancellationToken);

    public override Task RemoveFromGroupAsync(string userId, string groupName, CancellationToken cancellationToken = default) =>
        caller.CallAsync(HttpMethod.Delete, PathOf(userId, groupName), null, cancellationToken);

    private string PathOf(string user, string group) => $"{hub}/users/{Uri.EscapeDataString(user)}/groups/{Uri.EscapeDataString(group)}";
}
