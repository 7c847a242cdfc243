using System.Collections.Concurrent;
using System.Collections.Immutable;
using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Registry;
using Dragonfly.Functions.Unlocks;
using Dragonfly.Local.Access;
using Dragonfly.Local.Hosting;
using Dragonfly.Local.Registry;
using Dragonfly.Local.Unlocks.Video.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Local.Tests.City;

/// <summary>
/// The whole system on a free port, with a few cameras downtown and a clock that the test drives. Everybody who works with it has a desk, from which they
/// reach it by HTTP as they would in life.
/// </summary>
internal sealed class Town : IAsyncDisposable
{
    private readonly TemporaryFolder? ownFolder;
    private readonly ConcurrentDictionary<TokenRequest, (string Token, DateTimeOffset At)> tokens = [];

    private Town(LocalApp app, FakeTimeProvider clock, string folder, TemporaryFolder? ownFolder)
    {
        (App, Clock, Folder, this.ownFolder) = (app, clock, folder, ownFolder);
        Http = new(new ContractHandler(new SocketsHttpHandler())) { BaseAddress = app.Address };
    }

    /// <summary>The owners' local time then is 2 in the afternoon of a Friday.</summary>
    public static DateTimeOffset Afternoon { get; } = new(2026, 8, 14, 18, 0, 0, TimeSpan.Zero);

    /// <summary>Two cameras downtown, whose owners always share them.</summary>
    public static Feed[] TwoCameras { get; } = [Camera("feed-1", 50), Camera("feed-2", 100)];

    public LocalApp App { get; }

    public FakeTimeProvider Clock { get; }

    public string Folder { get; }

    public HttpClient Http { get; }

    public CadDesk Cad => CadOf("cpd");

    public RticDesk Investigator => new(this, Role.RticInvestigator, "investigator", "cpd");

    public RticDesk Supervisor => SupervisorNamed("supervisor");

    public UnitDesk B12 => new(this, "B12");

    public AdminDesk Admin => new(this, Role.ProgramAdmin, "admin", "cpd");

    public AuditDesk Auditor => new(this);

    public Desk Ops => new(this, Role.Ops, "ops", "cpd");

    public VideoFaults Faults => Service<VideoFaults>();

    public IVideoSystem Video => Service<IVideoSystem>();

    public IIncidentStore Store => Service<IIncidentStore>();

    public FunctionsHost Functions => Service<FunctionsHost>();

    /// <summary>A camera so far east of the place where things happen, always shared unless its owner says otherwise.</summary>
    public static Feed Camera(string id, double meters, SharingRule? sharing = null) =>
        TestFeeds.At(TestCad.Downtown.Toward(90, meters), id) with { Consent = new(1, true, sharing ?? SharingRule.Always) };

    public static Task<Town> StartAsync(params Feed[] feeds) => StartAsync(feeds, null);

    public static async Task<Town> StartAsync(
        Feed[] feeds, Action<IServiceCollection>? configure, string? folder = null, DateTimeOffset? at = null, FakeTimeProvider? clock = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        clock ??= new FakeTimeProvider(at ?? Afternoon);
        var ownFolder = folder is null ? new TemporaryFolder() : null;
        folder ??= ownFolder!.Path;
        var app = await LocalApp.StartAsync(new("http://127.0.0.1:0", folder, () => feeds)
        {
            Clock = clock,
            Agencies = [new("cpd"), new("hcso")],
            Settings = (settings ?? ImmutableDictionary<string, string?>.Empty).Append(KeyValuePair.Create<string, string?>("DRAGONFLY_FFMPEG", "none")).ToDictionary(),
            Configure = services =>
            {
                services.AddLogging(logging => logging.ClearProviders());
                services.AddSingleton(new AccessOptions { LimitsCalls = false }); // The clock stands still for a whole test.
                configure?.Invoke(services);
            },
        });
        if (ownFolder is not null) await app.Resumed.WaitAsync(TimeSpan.FromSeconds(20)); // Else the first sweep may find what the test then reports.
        return new(app, clock, folder, ownFolder);
    }

    public CadDesk CadOf(string agency) => new(this, Role.CadWrite, "cad", agency);

    public RticDesk SupervisorNamed(string name) => new(this, Role.RticSupervisor, name, "cpd");

    public RticDesk InvestigatorOf(string agency) => new(this, Role.RticInvestigator, "investigator", agency);

    /// <summary>A token, the same until the clock moves.</summary>
    public string TokenOf(TokenRequest request)
    {
        var now = Clock.GetUtcNow();
        return tokens.AddOrUpdate(request, asked => (App.Issuer.Mint(asked), now), (asked, had) => had.At == now ? had : (App.Issuer.Mint(asked), now)).Token;
    }

    /// <summary>What is on a principal's own timeline of today.</summary>
    public async Task<IReadOnlyList<Entry>> PrincipalAsync(string name, string? agency = "cpd") => await Service<ITimelines>().ReadAsync(
        PrincipalLog.TimelineOf(agency is null ? null : new(agency), name, Clock.GetUtcNow()), 0, int.MaxValue, default);

    public T Service<T>() where T : notnull => App.Web.Services.GetRequiredService<T>();

    /// <summary>Who owns a partner of the registry that the town began with.</summary>
    public OwnerDesk OwnerOf(PartnerId partner) => new(this, Seeding.OwnerOf(partner), partner);

    /// <summary>The owner says something else of a feed than before, or takes it back.</summary>
    public async Task ShareAsync(Feed feed, SharingRule sharing, bool active = true)
    {
        var owner = OwnerOf(feed.Partner);
        (active ? await owner.ShareAsync(feed.Id, sharing) : await owner.WithdrawAsync($"/feeds/{feed.Id}")).Should(200);
    }

    /// <summary>The owner of a partner decides something, which must be taken.</summary>
    public async Task OwnerDecidesAsync(string partner, params IReadOnlyList<PartnerCommand> commands)
    {
        var head = (await Service<IPartnerStore>().ReadAsync(new(partner), default)).ShouldNotBeNull();
        await Service<PartnerDesk>().ChangeAsync(head, new Origin($"owner-of-{partner}", Role.PartnerOwner, "test"), Functions.DurableClient, draft =>
        {
            foreach (var command in commands) draft.Decide(command).Refusal.ShouldBeNull();
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>The owner says something else of a feed than before, and whoever wrote it dies before an incident is told.</summary>
    public async Task ShareUntoldAsync(Feed feed, SharingRule sharing, bool active = true)
    {
        var store = Service<IPartnerStore>();
        var draft = new PartnerDraft((await store.ReadAsync(feed.Partner, default)).ShouldNotBeNull(), new Origin("owner", Role.PartnerOwner, "test"), Clock.GetUtcNow());
        draft.Know(await store.FindFeedsAsync(feed.Partner, [feed.Id], default));
        var scope = new Scope(Feeds: [feed.Id]);
        draft.Decide(active ? new DecideSharing(scope, sharing) : new Withdraw(scope, null)).Refusal.ShouldBeNull();
        (await store.TryWriteAsync(draft.ToWrite(), default)).ShouldBeTrue();
    }

    /// <summary>What the sweeper does each minute, now.</summary>
    public Task SweepAsync() => Functions.FireTimerAsync(nameof(Sweeper.Sweep));

    /// <summary>So much time passes, and what is then due is done.</summary>
    public Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        return SweepAsync();
    }

    /// <summary>What seals the log each quarter of an hour, now.</summary>
    public Task SealAsync() => Functions.FireTimerAsync(nameof(Checkpointer.SignCheckpoints));

    /// <summary>The loop of an incident is lost.</summary>
    public async Task LoseLoopAsync(IncidentId incident)
    {
        await Functions.DurableClient.TerminateInstanceAsync(incident.Value);
        await Functions.DurableClient.WaitForInstanceCompletionAsync(incident.Value);
    }

    /// <summary>Looks until what is seen fits; between looks the clock moves by <paramref name="pace"/>.</summary>
    public Task<T> UntilAsync<T>(Func<Task<T>> look, Func<T, bool> fits, TimeSpan pace = default) =>
        Eventually.SeeAsync(look, fits, () => Clock.Advance(pace));

    /// <summary>Every entry of an incident, from its store.</summary>
    public async Task<IReadOnlyList<Entry>> TimelineAsync(IncidentId incident) => await Store.ReadTimelineAsync(incident, 0, int.MaxValue, default);

    public async ValueTask DisposeAsync()
    {
        Faults.Clear();
        Http.Dispose();
        await App.DisposeAsync();
        ownFolder?.Dispose();
    }
}
