using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Access;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Azure.SignalR.Management;

namespace Dragonfly.Functions.Channels;

/// <summary>One hub of Azure SignalR Service. It is made when it is first needed, and again when that failed.</summary>
public sealed class SignalRHub(ServiceManager manager, string name, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>How long negotiating may take in all: the first time, the app's identity gets itself a token and the service's signing key as well.</summary>
    public static readonly TimeSpan NegotiationLimit = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private Task<ServiceHubContext>? context;

    /// <summary>What it is called.</summary>
    public string Name => name;

    /// <summary>Asks the service something that changes nothing.</summary>
    public async Task TouchAsync(CancellationToken cancellation) => await (await ContextAsync(cancellation)).UserGroups.IsUserInGroup("nobody", "none", cancellation);

    /// <summary>Whom messages are sent to.</summary>
    public async Task<IHubClients> ClientsAsync(CancellationToken cancellation) => (await ContextAsync(cancellation)).Clients;

    /// <summary>
    /// Lets a user connect, for half an hour: as long as a person's token may lie unused. Then the connection is closed, and the user is in no group any more.
    /// </summary>
    /// <param name="user">The user, as this hub knows it. All its connections are in its groups.</param>
    /// <param name="groups">The groups that it is in from now on.</param>
    /// <param name="notIn">Groups that it may have been in, and is not any more.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ChannelUnavailableException">The service said no, or did not answer.</exception>
    public async Task<Negotiation> NegotiateAsync(string user, IReadOnlyCollection<string> groups, IReadOnlyCollection<string> notIn, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(NegotiationLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return await TryNegotiateAsync(user, groups, notIn, either.Token).WaitAsync(either.Token);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            throw new ChannelUnavailableException(name, e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (context is { IsCompletedSuccessfully: true }) await (await context).DisposeAsync();
    }

    // Who is handed a token is in its groups already, and in no other.
    private async Task<Negotiation> TryNegotiateAsync(string user, IReadOnlyCollection<string> groups, IReadOnlyCollection<string> notIn, CancellationToken cancellation)
    {
        var hub = await ContextAsync(cancellation);
        await Task.WhenAll([
            .. groups.Select(group => hub.UserGroups.AddToGroupAsync(user, group, Sessions.Idle, cancellation)),
            .. notIn.Select(group => hub.UserGroups.RemoveFromGroupAsync(user, group, cancellation)),
        ]);
        var answer = await hub.NegotiateAsync(new() { UserId = user, TokenLifetime = Sessions.Idle, CloseOnAuthenticationExpiration = true }, cancellation);
        return new(answer.Url!, answer.AccessToken!);
    }

    // No one caller's token stops what others wait for as well.
    private Task<ServiceHubContext> ContextAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            if (context is null or { IsFaulted: true } or { IsCanceled: true })
                context = Task.Run(() => manager.CreateHubContextAsync(name, CancellationToken.None), CancellationToken.None);
            return context.WaitAsync(cancellation);
        }
    }
}
