using System.Collections.Immutable;
using System.Net.Http.Headers;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Access;
using Dragonfly.Local.Registry;
using Dragonfly.Local.Unlocks.Video.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Bench;

/// <summary>The whole system with 10,000 feeds in this process, on loopback and on disk, and a CAD system that talks to it.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly LocalApp app;

    private BenchServer(LocalApp app)
    {
        this.app = app;
        Cad = ClientOf(app.Address, app.Issuer.Mint(new TokenRequest(Role.CadWrite)));
    }

    /// <summary>What it stored.</summary>
    public IIncidentStore Store => app.Web.Services.GetRequiredService<IIncidentStore>();

    /// <summary>Where it listens.</summary>
    public Uri Address => app.Address;

    /// <summary>A client with a token of a role.</summary>
    public HttpClient ClientAs(string role) => ClientOf(app.Address, TokenOf(role));

    /// <summary>A token of a role.</summary>
    public string TokenOf(string role) => app.Issuer.Mint(new TokenRequest(role));

    /// <summary>A client with a token of a partner's owner.</summary>
    public HttpClient OwnerOf(string partner) => ClientOf(app.Address, app.Issuer.Mint(new TokenRequest(Role.PartnerOwner, Seeding.OwnerOf(new(partner)))));

    /// <summary>Posts to the server as CAD.</summary>
    public HttpClient Cad { get; }

    /// <summary>Has the cameras send no recordings: to draw hours of them in seconds is the load of a video system, and not of ours.</summary>
    public IDisposable KeepCamerasFromSending() => app.Web.Services.GetRequiredService<VideoFaults>().Order(new Lying(), calls: VideoCalls.Export);

    public static async Task<BenchServer> StartAsync(string folder, int feeds = 10_000, IReadOnlyDictionary<string, string?>? settings = null) =>
        new(await LocalApp.StartAsync(new("http://127.0.0.1:0", folder, () => SeededRegistry.Generate(feeds, seed: 1).Feeds) { Settings = settings ?? ImmutableDictionary<string, string?>.Empty }));

    /// <summary>A client of an address, with a token or without.</summary>
    public static HttpClient ClientOf(Uri address, string? token)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    /// <summary>A dashboard that is connected.</summary>
    public Task<Dashboard> ConnectAsync() => Dashboard.ConnectAsync(app.Address, app.Issuer.Mint(new TokenRequest(Role.RticInvestigator)));

    /// <summary>Posts messages, and fails unless every one of them is acknowledged.</summary>
    public async Task PostAsync(byte[] json)
    {
        using var content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var response = await Cad.PostAsync("api/cad/incidents", content);
        var answer = await response.Content.ReadAsStringAsync();
        if ((int)response.StatusCode != 202 || answer.Contains("\"rejected\"")) throw new InvalidOperationException($"{response.StatusCode}: {answer}");
    }

    public async ValueTask DisposeAsync()
    {
        Cad.Dispose();
        await app.DisposeAsync();
    }
}
