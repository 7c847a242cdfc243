using Dragonfly.Core.Access;
using Dragonfly.Core.Bulletins;
using Dragonfly.Functions.Http;
using Dragonfly.Local.Access;

namespace Dragonfly.Local.Tests.City;

/// <summary>A responding officer's device.</summary>
internal sealed class UnitDesk : Desk
{
    private readonly TokenRequest token;

    public UnitDesk(Town town, string unit, string agency = "cpd") : base(town, Role.Unit, $"officer-{unit}", agency) => token = new(Role.Unit, $"officer-{unit}", agency, Unit: unit);

    public override string Token => Town.TokenOf(token);

    public async Task<IReadOnlyList<UnitBulletin>> ListAsync() => (await GetAsync("bulletins")).As(ApiJson.Default.PageUnitBulletin).Items;

    public Task<Reply> ReceiveAsync(BulletinId id) => PostAsync($"bulletins/{id}/receipts");

    public Task<Reply> AcknowledgeAsync(BulletinId id) => PostAsync($"bulletins/{id}/acknowledgements");

    public Task<UnitScreen> ScreenAsync() => UnitScreen.ConnectAsync(Town, this);
}
