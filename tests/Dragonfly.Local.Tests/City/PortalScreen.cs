using System.Collections.Immutable;
using Dragonfly.Core.Accesses;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Dragonfly.Local.Tests.City;

/// <summary>A partner's portal: a SignalR client that negotiates at the API and follows where it is sent. It keeps all that it was told.</summary>
internal sealed class PortalScreen : IAsyncDisposable
{
    private static readonly string[] ForTheRtic = ["incident", "notice"];

    private readonly HubConnection connection;
    private ImmutableList<AccessLine> told = [];
    private int foreign;

    private PortalScreen(HubConnection connection)
    {
        this.connection = connection;
        connection.On<AccessLine>("access", line => ImmutableInterlocked.Update(ref told, static (list, item) => list.Add(item), line));
        foreach (var message in ForTheRtic) connection.On<object>(message, _ => Interlocked.Increment(ref foreign));
    }

    public IReadOnlyList<AccessLine> Told => told;

    /// <summary>Messages that were not meant for a partner.</summary>
    public int Foreign => foreign;

    public static async Task<PortalScreen> ConnectAsync(Town town, Desk owner, string partner)
    {
        var screen = new PortalScreen(new HubConnectionBuilder()
            .WithUrl(new Uri(town.App.Address, $"api/partners/{partner}"), options =>
            {
                options.AccessTokenProvider = () => Task.FromResult<string?>(owner.Token);
                options.HttpMessageHandlerFactory = inner => new ContractHandler(inner);
            })
            .Build());
        await screen.connection.StartAsync();
        await Should.ThrowAsync<HubException>(() => screen.connection.InvokeAsync("AmIIn")); // As in Screen.
        return screen;
    }

    /// <summary>Waits for an access that fits.</summary>
    public async Task<AccessLine> HearsAsync(Predicate<AccessLine> fits) => (await Eventually.SeeAsync(() => Task.FromResult(told.Find(fits)), found => found is not null))!;

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
