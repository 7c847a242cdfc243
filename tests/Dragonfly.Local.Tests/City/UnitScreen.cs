using System.Collections.Immutable;
using Dragonfly.Core.Bulletins;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Dragonfly.Local.Tests.City;

/// <summary>A unit's device: a SignalR client that negotiates at the API and follows where it is sent. It keeps all that it was told.</summary>
internal sealed class UnitScreen : IAsyncDisposable
{
    private readonly HubConnection connection;
    private ImmutableList<UnitBulletin> told = [];
    private ImmutableList<RecalledBulletin> recalled = [];

    private UnitScreen(HubConnection connection)
    {
        this.connection = connection;
        connection.On<UnitBulletin>("bulletin", bulletin => ImmutableInterlocked.Update(ref told, static (list, item) => list.Add(item), bulletin));
        connection.On<RecalledBulletin>("bulletinRecalled", bulletin => ImmutableInterlocked.Update(ref recalled, static (list, item) => list.Add(item), bulletin));
    }

    public IReadOnlyList<UnitBulletin> Told => told;

    public static async Task<UnitScreen> ConnectAsync(Town town, UnitDesk unit)
    {
        var screen = new UnitScreen(new HubConnectionBuilder()
            .WithUrl(new Uri(town.App.Address, "api/units"), options =>
            {
                options.AccessTokenProvider = () => Task.FromResult<string?>(unit.Token);
                options.HttpMessageHandlerFactory = inner => new ContractHandler(inner);
            })
            .Build());
        await screen.connection.StartAsync();
        await Should.ThrowAsync<HubException>(() => screen.connection.InvokeAsync("AmIIn")); // As in Screen.
        return screen;
    }

    /// <summary>Waits for a bulletin that was sent so often.</summary>
    public async Task<UnitBulletin> HearsAsync(BulletinId id, int times = 1) =>
        (await Eventually.SeeAsync(() => Task.FromResult(told.Where(bulletin => bulletin.BulletinId == id).Skip(times - 1).FirstOrDefault()), found => found is not null))!;

    /// <summary>Waits until one stands no longer.</summary>
    public async Task<string> LosesAsync(BulletinId id) =>
        (await Eventually.SeeAsync(() => Task.FromResult(recalled.Find(bulletin => bulletin.BulletinId == id)), found => found is not null))!.Reason;

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
