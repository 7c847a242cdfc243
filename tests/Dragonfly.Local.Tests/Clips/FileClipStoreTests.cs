using Dragonfly.Conformance;
using Dragonfly.Core.Clips;
using Dragonfly.Local.Tests.City;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Local.Tests.Clips;

public sealed class FileClipStoreTests : ClipStoreConformance
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(Town.Afternoon);
    private LocalApp app = null!;

    protected override HttpClient Http { get; } = new();

    protected override DateTimeOffset Now => clock.GetUtcNow();

    protected override async Task<IClipStore> OpenAsync()
    {
        app = await LocalApp.StartAsync(new("http://127.0.0.1:0", folder.Path, () => Town.TwoCameras) { HostsFunctions = false, Clock = clock });
        return app.Web.Services.GetRequiredService<IClipStore>();
    }

    protected override async Task CloseAsync()
    {
        await app.DisposeAsync();
        Http.Dispose();
        folder.Dispose();
    }

    protected override Task PutForeignAsync(string name) => File.WriteAllTextAsync(Path.Combine(folder.Path, "clips", name), "no clip");
}
