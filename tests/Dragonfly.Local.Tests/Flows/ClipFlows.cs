using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Clips;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Unlocks.Video.Faults;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>Recordings, from the wish to the store.</summary>
public sealed class ClipFlows
{
    private static readonly Origin Somebody = Origin.System("test");

    [Fact]
    public async Task What_the_policy_keeps_arrives_by_itself_when_the_incident_closes()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var (id, view) = await town.RobberyAsync();
        await using var screen = await town.Investigator.ScreenAsync();
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await town.Cad.CloseAsync("26-1");
        var clips = await town.UntilAsync(() => SweptAsync(town, id), clips => clips.Length == 2 && clips.All(clip => clip.State is ClipState.Available));
        foreach (var clip in clips)
        {
            var grant = view.Grants.Single(grant => grant.GrantId == clip.GrantId);
            (clip.Kind, clip.From, clip.To, clip.RequestedBy, clip.Reason).ShouldBe((ClipKind.Recording, grant.UnlockedAt, town.Clock.GetUtcNow(), null, "ROBBERY"));
            clip.Content!.Seconds!.Value.ShouldBe(120, 10);
            var (status, bytes, mediaType) = await EvidenceDesk.FetchAsync(await town.Investigator.LinkAsync(clip.ClipId));
            (status, mediaType, Convert.ToHexStringLower(SHA256.HashData(bytes))).ShouldBe((200, clip.Content.ContentType, clip.Content.Sha256));
        }

        var owner = town.OwnerOf(Town.TwoCameras[0].Partner);
        (await owner.GetAsync($"{owner.Path}/access-log")).Should(200).Json.GetProperty("items").EnumerateArray().ShouldContain(line => line.GetProperty("kind").GetString() == "recording");
    }

    [Fact]
    public async Task A_recording_is_asked_for_and_read_in_parts()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var (id, view) = await town.RobberyAsync();
        var now = town.Clock.GetUtcNow();
        var reply = (await town.Investigator.AskRecordingAsync(id, view.Grants[0].GrantId, now.AddSeconds(-40), now.AddSeconds(-10), "the getaway car")).Should(202);
        var clip = new ClipId(reply.Json.GetProperty("clipId").GetString()!);
        reply.Headers.Location!.OriginalString.ShouldEndWith($"/clips/{clip}");
        var there = await town.Investigator.SeesClipAsync(town, clip, ClipState.Available);
        there.RequestedBy.ShouldBe("investigator");
        var link = await town.Investigator.LinkAsync(clip, purpose: "download");
        var (_, whole, _) = await EvidenceDesk.FetchAsync(link);
        var (status, part, _) = await EvidenceDesk.FetchAsync(link, "bytes=100-199");
        status.ShouldBe(206);
        part.ShouldBe(whole[100..200]);
        var custody = await town.Auditor.CustodyAsync(clip);
        custody.Select(entry => EventKind.Of(entry.Event)).ShouldBe(["clipBegan", "clipExportStarted", "clipUploaded", "clipVerified", "clipLinked"]);
        Chain.FaultIn(custody).ShouldBeNull();
        Clip.Unwanted(clip).Evolve(custody).Content!.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(whole)));
    }

    [Fact]
    public async Task What_cannot_be_asked_for_is_refused_by_name()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var (id, view) = await town.RobberyAsync();
        var (grant, now) = (view.Grants[0].GrantId, town.Clock.GetUtcNow());
        var backwards = (await town.Investigator.AskRecordingAsync(id, grant, now, now.AddSeconds(-1))).ShouldBeProblem(422, "outOfRange");
        backwards.Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("$.to");
        (await town.Investigator.AskRecordingAsync(id, grant, now.AddHours(-2), now)).ShouldBeProblem(422, "outOfRange");
        (await town.Investigator.PostAsync($"incidents/{id}/grants/{grant}/clips", new { from = "yesterday" })).Should(422);
        (await town.Investigator.AskRecordingAsync(id, grant, now.AddMinutes(-5), now)).ShouldBeProblem(403, "beforeUnlock");
        (await town.Investigator.AskRecordingAsync(id, grant, now.AddSeconds(-5), now.AddMinutes(5))).ShouldBeProblem(403, "beyondGrant");
        (await town.Investigator.AskRecordingAsync(id, new($"{id}-99"), now.AddSeconds(-5), now)).ShouldBeProblem(404, "notFound");
        (await town.TimelineAsync(id)).Count(entry => entry.Event is Refused { Command: nameof(RequestRecording) }).ShouldBe(3);
        (await town.Investigator.AskLinkAsync(new(new string('0', 32)))).ShouldBeProblem(404, "notFound");
    }

    [Fact]
    public async Task Minutes_before_the_unlock_are_given_when_the_owner_allows_them()
    {
        await using var town = await Town.StartAsync(Town.Camera("feed-1", 50));
        var (owner, rule) = (town.OwnerOf(new("partner-1")), SharingRule.Always with { LookBackMinutes = 10 });
        (await owner.ShareAsync(new("feed-1"), rule)).Should(200);
        (await owner.ShareSiteAsync(await owner.SiteOfAsync(new("feed-1")), rule)).Should(200);
        (await owner.ShareAllAsync(rule)).Should(200);
        (await owner.PutAsync($"{owner.Path}/agencies/cpd", JsonSerializer.Serialize(rule, CoreJson.Default.SharingRule), await owner.TagAsync(owner.Path))).Should(200);
        var (id, view) = await town.RobberyAsync();
        var (grant, unlockedAt) = (view.Grants[0].GrantId, view.Grants[0].UnlockedAt!.Value);
        (await town.Investigator.AskRecordingAsync(id, grant, unlockedAt.AddMinutes(-11), unlockedAt)).ShouldBeProblem(403, "beforeUnlock");
        var clip = new ClipId((await town.Investigator.AskRecordingAsync(id, grant, unlockedAt.AddMinutes(-2), unlockedAt.AddSeconds(10))).Should(202).Json.GetProperty("clipId").GetString()!);
        (await town.Investigator.SeesClipAsync(town, clip, ClipState.Available)).Content!.Seconds!.Value.ShouldBe(130, 10);
    }

    [Fact]
    public async Task The_same_event_a_hundred_times_and_one_that_nobody_asked_for_change_nothing()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var clip = await AvailableAsync(town);
        var arrivals = town.Service<IClipArrivals>();
        var before = (await town.Service<IClipRecords>().ReadAsync(clip, default))!.Clip;
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => arrivals.ArriveAsync(before.Blob, Somebody)));
        await arrivals.ArriveAsync(new(new(new string('0', 32)), 1), Somebody);
        await arrivals.ArriveAsync(new(clip, 2), Somebody);
        (await town.Service<IClipRecords>().ReadAsync(clip, default))!.Clip.ShouldBe(before);
    }

    [Fact]
    public async Task Of_a_hundred_uploads_at_once_none_is_lost()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var (id, view) = await town.RobberyAsync();
        var now = town.Clock.GetUtcNow();
        var asked = new List<Reply>();
        foreach (var some in Enumerable.Range(0, 100).Chunk(10)) // All are asked for before the first is made: one incident is written by only so many at once.
            asked.AddRange(await Task.WhenAll(some.Select(i => town.Investigator.AskRecordingAsync(id, view.Grants[i % 2].GrantId, now.AddSeconds(-12), now.AddSeconds(-1)))));
        var clips = asked.Select(reply => reply.Should(202).Json.GetProperty("clipId").GetString()!).ToHashSet();
        clips.Count.ShouldBe(100);
        var there = await town.UntilAsync(() => town.Investigator.ClipsAsync(id), all => all.Count(clip => clip.State is ClipState.Available) == 100);
        there.Select(clip => clip.ClipId.Value).ShouldBe(clips, ignoreOrder: true);
    }

    [Fact]
    public async Task An_upload_whose_event_was_lost_is_found()
    {
        await using var town = await StartDeafAsync();
        var clip = await AskAsync(town);
        await town.UntilAsync(() => town.Service<IClipStore>().FindAsync(new(clip, 1), default).AsTask(), file => file is not null);
        (await town.Investigator.ClipAsync(clip)).State.ShouldBe(ClipState.Exporting);
        town.Clock.Advance(ClipPlan.Patience);
        await town.SweepClipsAsync();
        (await town.Investigator.ClipAsync(clip)).State.ShouldBe(ClipState.Available);
    }

    [Fact]
    public async Task What_was_being_read_when_the_process_died_is_read_again()
    {
        await using var town = await StartDeafAsync();
        var clip = await AskAsync(town);
        var file = await town.UntilAsync(() => town.Service<IClipStore>().FindAsync(new(clip, 1), default).AsTask(), file => file is not null);
        var head = (await town.Service<IClipRecords>().ReadAsync(clip, default))!;
        await town.Service<ClipWriter>().WriteAsync(head, Somebody, draft => draft.Decide(new ReceiveFile(file!))); // And then it died.
        town.Clock.Advance(ClipPlan.Claim - TimeSpan.FromSeconds(1));
        await town.SweepClipsAsync();
        (await town.Investigator.ClipAsync(clip)).State.ShouldBe(ClipState.Uploaded);
        town.Clock.Advance(TimeSpan.FromSeconds(1));
        await town.SweepClipsAsync();
        (await town.Investigator.ClipAsync(clip)).State.ShouldBe(ClipState.Available);
    }

    [Fact]
    public async Task What_does_not_come_is_asked_for_again_and_reported_in_the_end()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        using var faults = town.Faults.Order(new Unreachable(), calls: VideoCalls.Export);
        var clip = await AskAsync(town);
        (await town.Investigator.ClipAsync(clip)).Failure.ShouldBe("unreachable");
        for (var minutes = 0; minutes < 24 * 60 && (await town.Investigator.ClipAsync(clip)).State is not ClipState.Failed; minutes += 30)
        {
            town.Clock.Advance(TimeSpan.FromMinutes(30));
            await town.SweepClipsAsync();
        }

        (await town.Investigator.ClipAsync(clip)).State.ShouldBe(ClipState.Failed);
        (await town.Auditor.CustodyAsync(clip)).Count(entry => entry.Event is ClipExportStarted).ShouldBe(ClipPlan.MostAttempts);
        (await town.Investigator.AskLinkAsync(clip)).ShouldBeProblem(409, "clipFailed");
    }

    [Fact]
    public async Task Once_the_owner_says_stop_nothing_more_is_taken()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        ClipId clip;
        using (town.Faults.Order(new Unreachable(), calls: VideoCalls.Export)) clip = await AskAsync(town);
        var feed = (await town.Investigator.ClipAsync(clip)).FeedId;
        await town.ShareAsync(Town.TwoCameras.Single(camera => camera.Id == feed), SharingRule.Always, active: false);
        town.Clock.Advance(TimeSpan.FromMinutes(2));
        await town.SweepClipsAsync();
        var stopped = await town.Investigator.ClipAsync(clip);
        (stopped.State, stopped.Failure).ShouldBe((ClipState.Failed, "noConsent"));
        (await town.Service<IClipStore>().ListAsync(null, 100, default)).Files.ShouldBeEmpty();
        (await town.Investigator.AskRecordingAsync(stopped.IncidentId, stopped.GrantId!.Value, stopped.From!.Value, stopped.To!.Value)).ShouldBeProblem(403, "noConsent");
    }

    [Fact]
    public async Task A_held_clip_is_deleted_by_nobody_and_one_that_is_let_go_leaves_its_hash()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var clip = await AvailableAsync(town);
        (await town.Investigator.HoldAsync(clip)).Should(403);
        (await town.Supervisor.HoldAsync(clip, "26-4711")).Should(200).Json.GetProperty("hold").GetProperty("caseNumber").GetString().ShouldBe("26-4711");
        (await town.Supervisor.HoldAsync(clip, "26-4712")).ShouldBeProblem(409, "alreadyHeld");
        var files = town.Service<IClipStore>();
        (await files.FindAsync(new(clip, 1), default))!.Held.ShouldBeTrue();
        await Should.ThrowAsync<ClipHeldException>(() => files.DeleteAsync(new(clip, 1), default));
        town.Clock.Advance(TimeSpan.FromDays(400));
        await town.SweepClipsAsync();
        (await town.Investigator.ClipAsync(clip)).State.ShouldBe(ClipState.Available);

        var sha256 = (await town.Investigator.ClipAsync(clip)).Content!.Sha256;
        (await town.Supervisor.ReleaseAsync(clip)).Should(200);
        await town.SweepClipsAsync();
        var gone = await town.Investigator.ClipAsync(clip);
        (gone.State, gone.Content!.Sha256, gone.DeletedAt).ShouldBe((ClipState.Expired, sha256, town.Clock.GetUtcNow()));
        (await files.FindAsync(new(clip, 1), default)).ShouldBeNull();
        (await town.Investigator.AskLinkAsync(clip)).ShouldBeProblem(409, "clipExpired");
        (await town.Supervisor.HoldAsync(clip)).ShouldBeProblem(409, "clipExpired");
        (await town.Auditor.CustodyAsync(clip))[^3].Event.ShouldBe(new ClipDeleted(sha256));
    }

    [Fact]
    public async Task A_hold_that_is_placed_while_the_sweep_runs_wins_or_comes_too_late_and_never_both()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        for (var round = 0; round < 10; round++)
        {
            var clip = await AvailableAsync(town, $"26-{round}");
            town.Clock.Advance(TimeSpan.FromDays(31));
            var sweeping = town.SweepClipsAsync();
            var held = (await town.Supervisor.HoldAsync(clip)).Status;
            await sweeping;
            await town.SweepClipsAsync();
            var there = await town.Service<IClipStore>().FindAsync(new(clip, 1), default) is not null;
            held.ShouldBe(there ? 200 : 409);
            (await town.Investigator.ClipAsync(clip)).State.ShouldBe(there ? ClipState.Available : ClipState.Expired);
        }
    }

    [Fact]
    public async Task Files_that_belong_to_no_clip_go_after_a_day()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var clip = await AvailableAsync(town);
        var files = town.Service<IClipStore>();
        var stray = new ClipBlob(new(new string('5', 32)), 1);
        await files.TryCreateAsync(stray, "anything"u8.ToArray(), "image/png", default);
        await town.Functions.FireTimerAsync(nameof(ClipSweeper.SweepStrayFiles));
        (await files.FindAsync(stray, default)).ShouldNotBeNull();
        town.Clock.Advance(TimeSpan.FromDays(1.1));
        await town.Functions.FireTimerAsync(nameof(ClipSweeper.SweepStrayFiles));
        (await files.FindAsync(stray, default)).ShouldBeNull();
        (await files.FindAsync(new(clip, 1), default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Another_agencys_clip_does_not_exist()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var clip = await AvailableAsync(town);
        var other = town.InvestigatorOf("hcso");
        foreach (var path in (string[])[$"clips/{clip}", $"clips/{clip}/custody"]) (await other.GetAsync(path)).ShouldBeProblem(404, "notFound");
        (await other.AskLinkAsync(clip)).ShouldBeProblem(404, "notFound");
        (await other.PostAsync($"clips/{clip}/packages", new { reason = "why" })).ShouldBeProblem(404, "notFound");
    }

    // They are begun by the loop of their incident, and asked for by the next sweep.
    private static async Task<ImmutableArray<ClipView>> SweptAsync(Town town, IncidentId id)
    {
        await town.SweepClipsAsync();
        return await town.Investigator.ClipsAsync(id);
    }

    internal static async Task<ClipId> AvailableAsync(Town town, string number = "26-1")
    {
        var clip = await AskAsync(town, number);
        await town.Investigator.SeesClipAsync(town, clip, ClipState.Available);
        return clip;
    }

    private static async Task<ClipId> AskAsync(Town town, string number = "26-1")
    {
        var (id, view) = await town.RobberyAsync(number);
        var now = town.Clock.GetUtcNow();
        return new((await town.Investigator.AskRecordingAsync(id, view.Grants[0].GrantId, now.AddSeconds(-20), now)).Should(202).Json.GetProperty("clipId").GetString()!);
    }

    // A town in which nobody is told that a file has come.
    private static Task<Town> StartDeafAsync() => Town.StartAsync(Town.TwoCameras, services =>
        Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<IClipArrivals>(services, new Deaf()));

    private sealed class Deaf : IClipArrivals
    {
        public Task ArriveAsync(ClipBlob blob, Origin origin) => Task.CompletedTask;
    }
}
