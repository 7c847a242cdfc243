using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Tests.City;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.Faults;

/// <summary>The live channel fails or hangs. That never fails an unlock, and delays nobody by more than the push's limit.</summary>
public sealed class ChannelFaultTests
{
    [Fact]
    public async Task A_channel_that_fails_is_nobodys_trouble()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras, services => services.AddSingleton<IRticChannel>(new FailingChannel()));
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        (await town.Supervisor.LockAsync(id)).View.Grants.ShouldAllBe(grant => grant.State == GrantState.Locked);
    }

    [Fact]
    public async Task A_channel_that_hangs_keeps_cad_for_300_ms_and_the_cameras_not_at_all()
    {
        var channel = new HangingChannel();
        await using var town = await Town.StartAsync(Town.TwoCameras, services => services.AddSingleton<IRticChannel>(channel));
        var id = town.Cad.IdOf("26-1");
        var report = town.Cad.SendAsync(town.Cad.Message("26-1"));

        // While CAD still waits for the push, the loop has opened the feeds: the clock has not moved.
        await Eventually.SeeAsync(async () => await town.Store.ReadAsync(id, default), stored => stored?.Incident.Grants.All(grant => grant.UnlockedAt is not null) is true);
        town.Clock.Advance(TimeSpan.FromMilliseconds(299));
        report.IsCompleted.ShouldBeFalse();
        town.Clock.Advance(TimeSpan.FromMilliseconds(1));
        CadDesk.ResultsOf((await report).Should(202)).Single().Outcome.ShouldBe("accepted");
    }

    [Fact]
    public async Task A_channel_that_hangs_keeps_a_lock_from_nothing()
    {
        var channel = new HangingChannel { IsWell = true };
        await using var town = await Town.StartAsync(Town.TwoCameras, services => services.AddSingleton<IRticChannel>(channel));
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);

        channel.IsWell = false;
        var locked = town.Supervisor.LockAsync(id);
        await town.UntilAsync(() => town.Video.ListOpenAsync(default), leases => leases.Count == 0);
        await Eventually.SeeAsync(() => Task.FromResult(locked.IsCompleted), done => done, () => town.Clock.Advance(TimeSpan.FromMilliseconds(100)));
        (await locked).View.Grants.ShouldAllBe(grant => grant.State == GrantState.Locked);
    }

    private sealed class FailingChannel : IRticChannel
    {
        public Task PushAsync(IncidentView view, CancellationToken cancellation) => throw new InvalidOperationException("as ordered");

        public Task NotifyAsync(AgencyId? agency, Notice notice, CancellationToken cancellation) => PushAsync(null!, cancellation);

        public Task<Negotiation> NegotiateAsync(string user, AgencyId agency, bool supervises, CancellationToken cancellation) => throw new InvalidOperationException("as ordered");
    }

    private sealed class HangingChannel : IRticChannel
    {
        public bool IsWell { get; set; }

        // Deaf to cancellation, as a client library may be.
        public Task PushAsync(IncidentView view, CancellationToken cancellation) => IsWell ? Task.CompletedTask : new TaskCompletionSource().Task;

        public Task NotifyAsync(AgencyId? agency, Notice notice, CancellationToken cancellation) => PushAsync(null!, cancellation);

        public Task<Negotiation> NegotiateAsync(string user, AgencyId agency, bool supervises, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
