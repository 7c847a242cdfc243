using System.Security.Cryptography;
using Dragonfly.Conformance;
using Dragonfly.Conformance.Bulletins;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Clips;
using Dragonfly.Local.Tests.City;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>From a still to the officer who has seen it, end to end.</summary>
public sealed class BulletinFlows : IAsyncLifetime
{
    private readonly FailableChannel channel = new();
    private Town town = null!;
    private IncidentId incident;
    private GrantId grant;

    public async Task InitializeAsync()
    {
        town = await Town.StartAsync(Town.TwoCameras, services => channel.Before(services));
        (incident, grant) = await RobberyAsync("26-1");
    }

    public async Task DisposeAsync() => await town.DisposeAsync();

    [Fact]
    public async Task A_still_reaches_the_units_of_the_call_and_the_sender_sees_who_has_seen_it()
    {
        await using var b12 = await town.B12.ScreenAsync();
        await using var b13 = await UnitOf("B13").ScreenAsync();
        await using var other = await UnitOf("C9").ScreenAsync();
        await using var screen = await town.Supervisor.ScreenAsync();
        var clip = await town.Investigator.PictureAsync(incident, grant);
        var text = new BulletinText(BulletinSubject.Vehicle, "gray van, broken light", "4-XYZ 123", "north on Broad St");
        var sent = (await town.Investigator.BulletinAsync(incident, new { clipId = clip.Value, subject = "vehicle", text.Caption, text.Plate, text.Direction })).Should(201);
        var id = RticDesk.IdIn(sent);

        var heard = await b12.HearsAsync(id);
        heard.ShouldSatisfyAllConditions(
            bulletin => (bulletin.Number, bulletin.CallType).ShouldBe(("26-1", "ROBBERY")),
            bulletin => new BulletinText(bulletin.Subject!.Value, bulletin.Caption, bulletin.Plate, bulletin.Direction).ShouldBe(text),
            bulletin => bulletin.Picture!.ContentType.ShouldBe("image/png"),
            bulletin => bulletin.Picture!.Url.ShouldContain($"{clip}-1"),
            bulletin => bulletin.Picture!.ExpiresAt.ShouldBe(town.Clock.GetUtcNow().AddMinutes(5)));
        await b13.HearsAsync(id);
        other.Told.ShouldBeEmpty();
        using var picture = await town.Http.GetAsync(heard.Picture!.Url);
        Convert.ToHexStringLower(SHA256.HashData(await picture.Content.ReadAsByteArrayAsync())).ShouldBe(heard.Picture.Sha256);

        (await town.B12.ReceiveAsync(id)).Should(200).Json.GetProperty("receivedAt").GetDateTimeOffset().ShouldBe(town.Clock.GetUtcNow());
        await screen.SeesAsync(incident, view => StateOf(view, id, "B12") is BulletinDelivery.Delivered);
        (await town.B12.AcknowledgeAsync(id)).Should(200).Json.GetProperty("picture").GetProperty("url").GetString().ShouldNotBeNull();
        await screen.SeesAsync(incident, view => StateOf(view, id, "B12") is BulletinDelivery.Acknowledged);
        var view = (await town.Investigator.IncidentAsync(incident)).Bulletins!.Value.ShouldHaveSingleItem();
        view.ShouldSatisfyAllConditions(
            bulletin => (bulletin.BulletinId, bulletin.ClipId, bulletin.SentBy, bulletin.State).ShouldBe((id, clip, "investigator", BulletinStanding.Standing)),
            bulletin => bulletin.Units.Select(unit => (unit.Unit, unit.State)).ShouldBe([("B12", BulletinDelivery.Acknowledged), ("B13", BulletinDelivery.Pending)]));

        (await town.Supervisor.GetAsync($"incidents/{incident}/bulletins")).Should(200).Json.GetProperty("items")[0].GetProperty("text").GetProperty("plate").GetString().ShouldBe(text.Plate);
        sent.Json.GetProperty("text").GetProperty("subject").GetString().ShouldBe("vehicle");
        (await town.Supervisor.GetAsync($"incidents/{incident}")).Text.ShouldNotContain("4-XYZ");
        var log = await town.TimelineAsync(incident);
        log.Select(entry => entry.Event).OfType<BulletinSent>().ShouldHaveSingleItem().TextDigest.ShouldBe(text.Digest());
        log.Single(entry => entry.Event is BulletinAcknowledged).Origin.ShouldBe(new("officer-B12", Role.Unit, "AcknowledgeBulletin"));
        var custody = await town.Service<ITimelines>().ReadAsync(clip.Timeline, 0, 100, default);
        custody.Select(entry => entry.Event).OfType<ClipShared>().ShouldHaveSingleItem().Units.ShouldBe(["B12", "B13"]);
        custody.Where(entry => entry.Event is ClipLinked).Select(entry => (entry.Origin.Actor, ((ClipLinked)entry.Event).Bulletin)).ShouldBe([("investigator", id), ("officer-B12", id), ("officer-B12", id)]);
        string.Join('\n', log.Concat(custody).Select(entry => entry.ToString())).ShouldNotContain("4-XYZ");
    }

    [Fact]
    public async Task An_image_that_is_attached_is_kept_and_shown_without_what_does_not_draw_it()
    {
        await using var b12 = await town.B12.ScreenAsync();
        var image = TestPictures.JpegWith(TestPictures.Exif(6, true));
        var sent = (await town.Investigator.AttachAsync(incident, image, new { subject = "suspect", units = (string[])["B12"] })).Should(201);
        var heard = await b12.HearsAsync(RticDesk.IdIn(sent));
        heard.Picture!.ContentType.ShouldBe("image/jpeg");

        var clip = (await town.Service<IClipRecords>().ReadAsync(new(sent.Json.GetProperty("clipId").GetString()!), default)).ShouldNotBeNull().Clip;
        (clip.Wish.Kind, clip.Wish.Incident, clip.Wish.RequestedBy, clip.State, clip.Content!.Sha256).ShouldBe((ClipKind.Image, incident, "investigator", ClipState.Available, heard.Picture.Sha256));
        await using var file = (await town.Service<IClipStore>().OpenAsync(clip.Blob, 0, default)).ShouldNotBeNull();
        using var kept = new MemoryStream();
        await file.CopyToAsync(kept);
        kept.ToArray().AsSpan().IndexOf("GPS"u8).ShouldBe(-1);
        kept.ToArray().AsSpan().IndexOf("Exif"u8).ShouldBe(6, "how it lies is kept");
        clip.Content.Length.ShouldBe(kept.Length);
    }

    [Fact]
    public async Task What_is_recalled_is_gone_from_devices_at_once()
    {
        await using var b12 = await town.B12.ScreenAsync();
        var id = await town.Investigator.BulletinAsync(incident, await town.Investigator.PictureAsync(incident, grant));
        await b12.HearsAsync(id);
        (await town.Supervisor.PostAsync($"bulletins/{id}/recall", new { reason = "wrong man" })).Should(200).Json.GetProperty("state").GetString().ShouldBe("recalled");
        (await b12.LosesAsync(id)).ShouldBe("recalled");
        (await town.B12.ListAsync()).ShouldBeEmpty();
        (await town.B12.GetAsync($"bulletins/{id}")).ShouldBeProblem(404, "notFound");
        (await town.B12.AcknowledgeAsync(id)).ShouldBeProblem(409, "bulletinRecalled");
        (await town.Investigator.PostAsync($"bulletins/{id}/resend")).ShouldBeProblem(409, "bulletinRecalled");
        (await town.Investigator.PostAsync($"bulletins/{id}/recall")).Should(200);
        (await town.TimelineAsync(incident)).Select(entry => entry.Event).OfType<BulletinRecalled>().ShouldHaveSingleItem().Reason.ShouldBe("wrong man");
    }

    [Fact]
    public async Task A_unit_that_was_away_is_sent_it_again_and_finds_it_when_it_is_back()
    {
        var id = await town.Investigator.BulletinAsync(incident, await town.Investigator.PictureAsync(incident, grant), "B12", "B13");
        (await UnitOf("B13").ReceiveAsync(id)).Should(200);
        await using var b12 = await town.B12.ScreenAsync();
        await using var b13 = await UnitOf("B13").ScreenAsync();
        await town.PassAsync(TimeSpan.FromSeconds(10));
        await b12.HearsAsync(id);
        await town.PassAsync(TimeSpan.FromSeconds(30));
        await b12.HearsAsync(id, 2);
        b13.Told.ShouldBeEmpty("it has it");

        var found = (await town.B12.ListAsync()).ShouldHaveSingleItem();
        (found.BulletinId, found.Caption, found.Picture!.ExpiresAt).ShouldBe((id, "red jacket", town.Clock.GetUtcNow().AddMinutes(5)));
        (await town.B12.ReceiveAsync(id)).Should(200);
        (await town.Investigator.PostAsync($"bulletins/{id}/resend", new { units = (string[])["B13"] })).Should(200);
        await b13.HearsAsync(id);
        (await town.Investigator.PostAsync($"bulletins/{id}/resend", new { units = (string[])["C9"] })).ShouldBeProblem(422, "notARecipient").Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("$.units");
    }

    [Fact]
    public async Task The_sender_is_told_of_a_unit_that_no_device_answers_for()
    {
        await using var screen = await town.Supervisor.ScreenAsync();
        var id = await town.Investigator.BulletinAsync(incident, await town.Investigator.PictureAsync(incident, grant), "B12");
        for (var pushes = 1; pushes <= BulletinRules.MostResends + 1; pushes++) await town.PassAsync(BulletinRules.WaitAfter(pushes));
        await screen.HearsAsync(NoticeCode.BulletinUndelivered, incident);
        StateOf(await town.Investigator.IncidentAsync(incident), id, "B12").ShouldBe(BulletinDelivery.Undelivered);
        (await town.TimelineAsync(incident)).Select(entry => entry.Event).OfType<BulletinResent>().Count().ShouldBe(BulletinRules.MostResends);
        (await town.B12.ListAsync()).ShouldHaveSingleItem("who connects gets it all the same").BulletinId.ShouldBe(id);
    }

    [Fact]
    public async Task An_hour_after_the_incident_it_is_over()
    {
        await using var b12 = await town.B12.ScreenAsync();
        var id = await town.Investigator.BulletinAsync(incident, await town.Investigator.PictureAsync(incident, grant), "B12");
        (await town.B12.AcknowledgeAsync(id)).Should(200);
        await town.Cad.CloseAsync("26-1");
        await town.Investigator.SeesAllAsync(incident, GrantState.Locked);
        town.Clock.Advance(TimeSpan.FromMinutes(40));
        (await town.B12.ListAsync()).ShouldHaveSingleItem();
        var late = await town.B12.ScreenAsync(); // The connection before ends with its token.
        await using var _ = late;
        await town.PassAsync(TimeSpan.FromMinutes(20));
        (await late.LosesAsync(id)).ShouldBe("expired");
        (await town.B12.ListAsync()).ShouldBeEmpty();
        (await town.Investigator.IncidentAsync(incident)).Bulletins!.Value.Single().State.ShouldBe(BulletinStanding.Expired);
        (await town.Store.ReadAsync(incident, default))!.Incident.Bulletins[0].EndedAt!.Value.ShouldBeGreaterThanOrEqualTo((await town.Store.ReadAsync(incident, default))!.Incident.ClosedAt!.Value.AddHours(1));
    }

    [Fact]
    public async Task Another_units_bulletin_and_another_agencys_do_not_exist()
    {
        var id = await town.Investigator.BulletinAsync(incident, await town.Investigator.PictureAsync(incident, grant), "B12");
        foreach (var stranger in (UnitDesk[])[UnitOf("B13"), new(town, "B12", "hcso"), UnitOf("B1"), UnitOf("B 12")])
        {
            (await stranger.ListAsync()).ShouldBeEmpty();
            (await stranger.GetAsync($"bulletins/{id}")).ShouldBeProblem(404, "notFound");
            (await stranger.ReceiveAsync(id)).ShouldBeProblem(404, "notFound");
            (await stranger.AcknowledgeAsync(id)).ShouldBeProblem(404, "notFound");
        }

        (await UnitOf(" ").GetAsync("bulletins")).ShouldBeProblem(403, "noUnit");
        (await UnitOf(" ").PostAsync("units/negotiate")).ShouldBeProblem(403, "noUnit");
        (await town.B12.GetAsync("bulletins/none")).ShouldBeProblem(404, "notFound");
        (await town.Store.ReadAsync(incident, default))!.Incident.Bulletins[0].Recipients[0].State.ShouldBe(BulletinDelivery.Pending);
    }

    [Fact]
    public async Task A_unit_is_the_same_in_upper_and_lower_case_whoever_writes_it()
    {
        (await town.Cad.SendAsync(Robbery("26-4", "b12", "B12", "c9"))).Should(202);
        var other = town.Cad.IdOf("26-4");
        var clip = await town.Investigator.PictureAsync(other, (await town.Investigator.SeesAllAsync(other, GrantState.Unlocked)).Grants[0].GrantId);
        await using var upper = await town.B12.ScreenAsync();
        await using var lower = await UnitOf(" b12").ScreenAsync();

        var toAll = await town.Investigator.BulletinAsync(other, clip);
        var toOne = await town.Investigator.BulletinAsync(other, clip, "b12", "B12");
        var view = await town.Investigator.IncidentAsync(other);
        view.Bulletins!.Value.Select(bulletin => string.Join(' ', bulletin.Units.Select(unit => unit.Unit))).ShouldBe(["B12 C9", "B12"]);
        view.Units.Select(unit => unit.Id).ShouldBe(["b12", "B12", "c9"], "what CAD said is as it said it");
        foreach (var screen in (UnitScreen[])[upper, lower])
        {
            await screen.HearsAsync(toAll);
            await screen.HearsAsync(toOne);
        }

        (await UnitOf("c9").ListAsync()).ShouldHaveSingleItem().BulletinId.ShouldBe(toAll);
        (await UnitOf("b12").ReceiveAsync(toOne)).Should(200);
        (await town.B12.AcknowledgeAsync(toOne)).Should(200);
        StateOf(await town.Investigator.IncidentAsync(other), toOne, "B12").ShouldBe(BulletinDelivery.Acknowledged);
        (await town.Investigator.PostAsync($"bulletins/{toOne}/resend", new { units = (string[])["b12"] })).Should(200);
        await upper.HearsAsync(toOne, 2);
        (await town.Service<ITimelines>().ReadAsync(clip.Timeline, 0, 100, default)).Select(entry => entry.Event).OfType<ClipShared>().Select(shared => string.Join(' ', shared.Units)).ShouldBe(["B12 C9", "B12"]);
    }

    [Fact]
    public async Task The_same_key_is_the_same_bulletin()
    {
        var clip = await town.Investigator.PictureAsync(incident, grant);
        var first = (await town.Investigator.BulletinAsync(incident, new { clipId = clip.Value, subject = "other" }, "key-1")).Should(201);
        var second = (await town.Investigator.BulletinAsync(incident, new { clipId = clip.Value, subject = "other" }, "key-1")).Should(200);
        RticDesk.IdIn(second).ShouldBe(RticDesk.IdIn(first));
        (await town.Investigator.BulletinAsync(incident, new { clipId = clip.Value, subject = "vehicle" }, "key-1")).ShouldBeProblem(409, "keyReused");
        (await town.Investigator.IncidentAsync(incident)).Bulletins!.Value.ShouldHaveSingleItem();
        (await town.Service<ITimelines>().ReadAsync(clip.Timeline, 0, 100, default)).Count(entry => entry.Event is ClipShared).ShouldBe(1);
    }

    [Fact]
    public async Task A_picture_must_be_one_of_the_incidents()
    {
        var (elsewhere, otherGrant) = await RobberyAsync("26-2");
        var foreign = await town.Investigator.PictureAsync(elsewhere, otherGrant);
        foreach (var clip in (string[])[foreign.Value, new('0', 32), "no id"])
            (await town.Investigator.BulletinAsync(incident, new { clipId = clip, subject = "other" })).ShouldBeProblem(422, "unknownClip").Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("$.clipId");
        var still = await town.Investigator.PictureAsync(incident, grant);
        await ExpireAsync(still);
        (await town.Investigator.BulletinAsync(incident, new { clipId = still.Value, subject = "other" })).ShouldBeProblem(422, "clipExpired");
        (await town.Investigator.IncidentAsync(incident)).Bulletins!.Value.ShouldBeEmpty();
    }

    [Fact]
    public async Task Once_the_picture_is_deleted_so_is_what_was_said_of_it()
    {
        var clip = await town.Investigator.PictureAsync(incident, grant);
        var id = await town.Investigator.BulletinAsync(incident, clip, "B12");
        await ExpireAsync(clip);
        var left = (await town.B12.ListAsync()).ShouldHaveSingleItem();
        (left.BulletinId, left.Caption, left.Subject, left.Picture).ShouldBe((id, null, null, null));
        (await town.Investigator.GetAsync($"incidents/{incident}/bulletins")).Should(200).Text.ShouldNotContain("red jacket");
    }

    [Fact]
    public async Task An_incident_without_units_needs_some_to_be_named()
    {
        (await town.Cad.SendAsync(town.Cad.Message("26-3"))).Should(202);
        var bare = town.Cad.IdOf("26-3");
        var view = await town.Investigator.SeesAllAsync(bare, GrantState.Unlocked);
        var clip = await town.Investigator.PictureAsync(bare, view.Grants[0].GrantId);
        (await town.Investigator.BulletinAsync(bare, new { clipId = clip.Value, subject = "other" })).ShouldBeProblem(422, "noUnits").Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("$.units");
        await town.Investigator.BulletinAsync(bare, clip, "B12");
        (await town.B12.ListAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_channel_that_fails_fails_no_bulletin()
    {
        channel.IsDown = true;
        var id = await town.Investigator.BulletinAsync(incident, await town.Investigator.PictureAsync(incident, grant), "B12");
        (await town.B12.ListAsync()).ShouldHaveSingleItem().BulletinId.ShouldBe(id);
        channel.IsDown = false;
        await using var b12 = await town.B12.ScreenAsync();
        await town.PassAsync(TimeSpan.FromSeconds(10));
        await b12.HearsAsync(id);
    }

    private UnitDesk UnitOf(string unit) => new(town, unit);

    private static BulletinDelivery? StateOf(IncidentView view, BulletinId id, string unit) =>
        view.Bulletins!.Value.FirstOrDefault(bulletin => bulletin.BulletinId == id)?.Units.FirstOrDefault(other => other.Unit == unit)?.State;

    private object Robbery(string number, params string[] units) => new
    {
        number,
        messageId = number,
        messageTime = town.Clock.GetUtcNow(),
        callType = "ROBBERY",
        status = "Active",
        location = new { TestCad.Downtown.Latitude, TestCad.Downtown.Longitude },
        units,
    };

    private async Task<(IncidentId, GrantId)> RobberyAsync(string number)
    {
        (await town.Cad.SendAsync(Robbery(number, "B12", "B13"))).Should(202);
        var id = town.Cad.IdOf(number);
        return (id, (await town.Investigator.SeesAllAsync(id, GrantState.Unlocked)).Grants[0].GrantId);
    }

    private async Task ExpireAsync(ClipId clip)
    {
        var records = town.Service<IClipRecords>();
        var stored = (await records.ReadAsync(clip, default)).ShouldNotBeNull();
        var draft = new ClipDraft(stored, Origin.System("test"), stored.Clip.ExpiresAt!.Value);
        draft.Decide(new ExpireClip());
        draft.Decide(new FinishExpiry());
        (await records.TryWriteAsync(draft.ToWrite(), default)).ShouldBeTrue();
    }

    // Stands before the real channel, which it is given when that was registered.
    private sealed class FailableChannel
    {
        public bool IsDown { get; set; }

        public void Before(IServiceCollection services)
        {
            var real = services.Last(service => service.ServiceType == typeof(IUnitChannel)).ImplementationType!;
            services.AddSingleton<IUnitChannel>(provider => new Door(this, (IUnitChannel)ActivatorUtilities.CreateInstance(provider, real)));
        }

        private sealed class Door(FailableChannel state, IUnitChannel inner) : IUnitChannel
        {
            public Task PushAsync(AgencyId agency, string unit, UnitBulletin bulletin, CancellationToken cancellation) =>
                state.IsDown ? throw new InvalidOperationException("as ordered") : inner.PushAsync(agency, unit, bulletin, cancellation);

            public Task RecallAsync(AgencyId agency, string unit, RecalledBulletin bulletin, CancellationToken cancellation) =>
                state.IsDown ? throw new InvalidOperationException("as ordered") : inner.RecallAsync(agency, unit, bulletin, cancellation);

            public Task<Negotiation> NegotiateAsync(string user, AgencyId agency, string unit, CancellationToken cancellation) => inner.NegotiateAsync(user, agency, unit, cancellation);
        }
    }
}
