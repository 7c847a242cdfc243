using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Replay;

namespace Dragonfly.Local.Tests.Replay;

public sealed class SettlementTests
{
    private readonly JumpingTimeProvider _clock = new(Views.Start);
    private readonly FakeIncidentStore _store = new();
    private readonly FakeVideoSystem _video = new();
    private readonly RunStatistics _statistics = new("R1-", 1);
    private readonly Settlement _settlement;
    private readonly Incident _incident = Incident.Unreported(new AgencyId("cpd"), "R1-1") with { Version = 4 };

    public SettlementTests() => _settlement = new(_store, _video, _clock, _statistics);

    [Fact]
    public async Task It_waits_until_the_feeds_of_a_closed_incident_are_locked()
    {
        _store.Heads[_incident.Id] = _incident with { Grants = [Grant(Desired.Open, Observed.Open)] };
        _store.OnRead = reads => _store.Heads[_incident.Id] = reads switch
        {
            < 2 => _store.Heads[_incident.Id],
            < 4 => _incident with { Version = 6, ClosedAt = Views.Start, Grants = [Grant(Desired.Closed, Observed.Unknown)] },
            _ => _incident with { Version = 8, ClosedAt = Views.Start, Grants = [Grant(Desired.Closed, Observed.Closed)] },
        };
        var told = new List<int>();
        (await _settlement.WaitAsync([_incident.Id], TimeSpan.FromHours(1), told.Add, default)).ShouldBe(0);
        told.ShouldBe([1, 1, 1, 1, 0]);
        // The last push was never seen here, and yet it counts.
        var summary = _statistics.Summarize(1, 0, 0, 0);
        (summary.GrantsOpened, summary.GrantsClosed).ShouldBe((1, 1));
        summary.FirstPush.ShouldBeNull();
    }

    [Fact]
    public async Task Its_patience_ends()
    {
        _store.Heads[_incident.Id] = _incident;
        (await _settlement.WaitAsync([_incident.Id, IncidentId.Of(new("cpd"), "lost")], TimeSpan.FromHours(1), _ => { }, default)).ShouldBe(2);
        _clock.GetUtcNow().ShouldBe(Views.Start.AddHours(1), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_store_that_is_away_for_a_while_is_asked_again()
    {
        _store.Heads[_incident.Id] = _incident with { ClosedAt = Views.Start };
        _store.OnRead = reads =>
        {
            if (reads < 3) throw new StoreUnavailableException("incident", new IOException());
        };
        (await _settlement.WaitAsync([_incident.Id], TimeSpan.FromHours(1), _ => { }, default)).ShouldBe(0);
    }

    [Fact]
    public async Task A_lease_is_left_open_unless_a_live_grant_stands_for_it()
    {
        _store.Heads[_incident.Id] = _incident with { Grants = [Grant(Desired.Open, Observed.Open), Grant(Desired.Closed, Observed.Unknown, 2)] };
        _video.Leases.Add(Lease(GrantId.Of(_incident.Id, 1)));
        (await _settlement.CountLeftOpenAsync(default)).ShouldBe(0);
        _video.Leases.Add(Lease(GrantId.Of(_incident.Id, 2)));
        _video.Leases.Add(Lease(GrantId.Of(IncidentId.Of(new("cpd"), "lost"), 1)));
        _video.Leases.Add(Lease(new("made elsewhere")));
        (await _settlement.CountLeftOpenAsync(default)).ShouldBe(3);
        _store.Heads[_incident.Id] = _store.Heads[_incident.Id] with { ClosedAt = Views.Start };
        (await _settlement.CountLeftOpenAsync(default)).ShouldBe(4);
    }

    private static Lease Lease(GrantId grant) => new(new("feed-1"), grant, Views.Start);

    private Grant Grant(Desired desired, Observed observed, int ordinal = 1) => new()
    {
        Id = GrantId.Of(_incident.Id, ordinal),
        Feed = new("feed-1"),
        Partner = new("partner-1"),
        ConsentVersion = 1,
        DistanceMeters = 12,
        InView = true,
        IssuedAt = Views.Start,
        ExpiresAt = Views.Start.AddMinutes(30),
        ExpiryReason = "timeToLive",
        Desired = desired,
        Observed = observed,
        UnlockedAt = Views.Start,
        EndReason = desired == Desired.Closed ? "incidentClosed" : null,
        LockedAt = observed == Observed.Closed ? Views.Start : null,
    };
}
