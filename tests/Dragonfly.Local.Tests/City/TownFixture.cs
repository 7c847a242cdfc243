namespace Dragonfly.Local.Tests.City;

/// <summary>One town for a whole class of tests that do not change it, or do not mind.</summary>
public sealed class TownFixture : IAsyncLifetime
{
    internal Town Town { get; private set; } = null!;

    public async Task InitializeAsync() => Town = await Town.StartAsync(City.Town.TwoCameras);

    public async Task DisposeAsync() => await Town.DisposeAsync();
}
