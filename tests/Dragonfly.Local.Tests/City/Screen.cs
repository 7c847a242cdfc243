using System.Collections.Immutable;
using Dragonfly.Core.Incidents;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Dragonfly.Local.Tests.City;

/// <summary>A dashboard: a SignalR client that negotiates at the API and follows where it is sent. It keeps all that it was pushed.</summary>
internal sealed class Screen : IAsyncDisposable
{
    private readonly HubConnection connection;
    private ImmutableList<IncidentView> pushed = [];
    private ImmutableList<Notice> notices = [];

    private Screen(HubConnection connection)
    {
        this.connection = connection;
        connection.On<IncidentView>("incident", view => ImmutableInterlocked.Update(ref pushed, static (list, item) => list.Add(item), view));
        connection.On<Notice>("notice", notice => ImmutableInterlocked.Update(ref notices, static (list, item) => list.Add(item), notice));
    }

    public IReadOnlyList<IncidentView> Pushed => pushed;

    public IReadOnlyList<Notice> Notices => notices;

    public bool IsConnected => connection.State is HubConnectionState.Connected;

    public static async Task<Screen> ConnectAsync(Uri address, Func<string> token)
    {
        var screen = new Screen(new HubConnectionBuilder()
            .WithUrl(new Uri(address, "api/rtic"), options =>
            {
                options.AccessTokenProvider = () => Task.FromResult<string?>(token());
                options.HttpMessageHandlerFactory = inner => new ContractHandler(inner);
            })
            .Build());
        await screen.connection.StartAsync();

        // The server greets a connection before it has put it into its agency's group, but says that there is no such method only afterwards.
        await Should.ThrowAsync<HubException>(() => screen.connection.InvokeAsync("AmIIn"));
        return screen;
    }

    /// <summary>Waits for a push of an incident that fits.</summary>
    public async Task<IncidentView> SeesAsync(IncidentId id, Func<IncidentView, bool> fits) =>
        (await Eventually.SeeAsync(() => Task.FromResult(pushed.Find(view => view.IncidentId == id && fits(view))), found => found is not null))!;

    /// <summary>Waits for a notice.</summary>
    public async Task<Notice> HearsAsync(string code, IncidentId? of = null) =>
        (await Eventually.SeeAsync(() => Task.FromResult(notices.Find(notice => notice.Code == code && notice.Incident == of)), found => found is not null))!;

    public Task<IncidentView> SeesAllAsync(IncidentId id, GrantState state) =>
        SeesAsync(id, view => view.Grants.Length > 0 && view.Grants.All(grant => grant.State == state));

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
