using System.Collections.Immutable;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Local.Tests.City;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.Faults;

/// <summary>What bulletins are kept in fails, or is written by many at once. Nothing that was acknowledged is lost, and nothing is sent whose picture is not on record as sent.</summary>
public sealed class BulletinFaultTests
{
    [Fact]
    public async Task While_the_custody_of_clips_cannot_be_written_nothing_is_sent()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras, FailingRecords.Put);
        var records = (FailingRecords)town.Service<IClipRecords>();
        var incident = await town.Cad.ReportAsync("26-1");
        var grant = (await town.Investigator.SeesAllAsync(incident, GrantState.Unlocked)).Grants[0].GrantId;
        var clip = await town.Investigator.PictureAsync(incident, grant);

        records.IsDown = true;
        (await town.Investigator.BulletinAsync(incident, new { clipId = clip.Value, subject = "other", units = (string[])["B12"] }, "key")).ShouldBeProblem(503, "storeUnavailable");
        (await town.Store.ReadAsync(incident, default))!.Incident.Bulletins.ShouldBeEmpty();

        records.IsDown = false;
        var id = RticDesk.IdIn((await town.Investigator.BulletinAsync(incident, new { clipId = clip.Value, subject = "other", units = (string[])["B12"] }, "key")).Should(201));
        await using var device = await town.B12.ScreenAsync();
        records.IsDown = true;
        await town.PassAsync(TimeSpan.FromSeconds(10));
        await town.Investigator.SeesAsync(incident, view => view.Bulletins!.Value[0].Units[0].PushedAt > view.Bulletins!.Value[0].SentAt);
        records.IsDown = false;
        await town.PassAsync(TimeSpan.FromSeconds(30));
        await device.HearsAsync(id);
    }

    [Fact]
    public async Task Fifty_units_that_answer_at_once_are_all_on_record()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var incident = await town.Cad.ReportAsync("26-1");
        var grant = (await town.Investigator.SeesAllAsync(incident, GrantState.Unlocked)).Grants[0].GrantId;
        string[] units = [.. Enumerable.Range(1, BulletinRules.MostUnits).Select(unit => $"U{unit}")];
        var id = await town.Investigator.BulletinAsync(incident, await town.Investigator.PictureAsync(incident, grant), units);

        await Task.WhenAll(units.Select(async unit =>
        {
            (await new UnitDesk(town, unit).ReceiveAsync(id)).Should(200);
            (await new UnitDesk(town, unit).AcknowledgeAsync(id)).Should(200);
        }));
        (await town.Investigator.IncidentAsync(incident)).Bulletins!.Value.Single().Units.ShouldAllBe(unit => unit.State == BulletinDelivery.Acknowledged);
        var log = await town.TimelineAsync(incident);
        log.Count(entry => entry.Event is BulletinReceived).ShouldBe(BulletinRules.MostUnits);
        Chain.FaultIn([.. log]).ShouldBeNull();
    }

    private sealed class FailingRecords(IClipRecords inner) : IClipRecords
    {
        public bool IsDown { get; set; }

        public static void Put(IServiceCollection services)
        {
            var real = services.Last(service => service.ServiceType == typeof(IClipRecords));
            services.AddSingleton<IClipRecords>(new FailingRecords((IClipRecords)real.ImplementationInstance!));
        }

        public ValueTask<StoredClip?> ReadAsync(ClipId id, CancellationToken cancellation) => Up().ReadAsync(id, cancellation);

        public Task<bool> TryWriteAsync(ClipWrite write, CancellationToken cancellation) => Up().TryWriteAsync(write, cancellation);

        public ValueTask<ImmutableArray<StoredClip>> ListAsync(IncidentId incident, CancellationToken cancellation) => Up().ListAsync(incident, cancellation);

        public ValueTask<ImmutableArray<ClipId>> ReadDueAsync(DateTimeOffset now, int limit, CancellationToken cancellation) => Up().ReadDueAsync(now, limit, cancellation);

        private IClipRecords Up() => IsDown ? throw new StoreUnavailableException("clip", new IOException("as ordered")) : inner;
    }
}
