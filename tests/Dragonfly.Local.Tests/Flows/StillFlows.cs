using System.Security.Cryptography;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Unlocks.Video.Faults;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>An investigator takes a picture of a live feed.</summary>
public sealed class StillFlows
{
    [Fact]
    public async Task A_still_is_taken_kept_with_its_hash_and_looked_at_by_a_link_that_ends()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var (id, view) = await town.RobberyAsync();
        var grant = view.Grants[0];
        var still = await town.Investigator.StillAsync(id, grant.GrantId, "red jacket");
        (still.Kind, still.State, still.GrantId, still.FeedId, still.Reason, still.RequestedBy).ShouldBe((ClipKind.Still, ClipState.Available, grant.GrantId, grant.FeedId, "red jacket", "investigator"));
        still.ExpiresAt.ShouldBe(town.Clock.GetUtcNow().AddDays(30));

        var link = await town.Investigator.LinkAsync(still.ClipId);
        var (status, picture, mediaType) = await EvidenceDesk.FetchAsync(link);
        (status, mediaType).ShouldBe((200, still.Content!.ContentType));
        Convert.ToHexStringLower(SHA256.HashData(picture)).ShouldBe(still.Content.Sha256);
        picture.Length.ShouldBe((int)still.Content.Length);
        (await EvidenceDesk.FetchAsync(new(link.AbsoluteUri.Replace(still.ClipId.Value, new string('0', 32), StringComparison.Ordinal)))).Status.ShouldBe(403, "a link is to one file");
        town.Clock.Advance(TimeSpan.FromMinutes(5.1));
        (await EvidenceDesk.FetchAsync(link)).Status.ShouldBe(403, "a link lives for five minutes");

        var custody = await town.Auditor.CustodyAsync(still.ClipId);
        custody.Select(entry => EventKind.Of(entry.Event)).ShouldBe(["clipBegan", "clipUploaded", "clipVerified", "clipLinked"]);
        Chain.FaultIn(custody).ShouldBeNull();
        (await town.TimelineAsync(id)).Select(entry => entry.Event).OfType<StillTaken>().ShouldHaveSingleItem().Sha256.ShouldBe(still.Content.Sha256);
        (await town.Investigator.ClipsAsync(id)).ShouldHaveSingleItem().ClipId.ShouldBe(still.ClipId);
    }

    [Fact]
    public async Task The_owner_reads_of_it()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var (id, view) = await town.RobberyAsync();
        await town.Investigator.StillAsync(id, view.Grants[0].GrantId);
        var owner = town.OwnerOf(Town.TwoCameras[0].Partner);
        var lines = (await owner.GetAsync($"{owner.Path}/access-log")).Should(200).Json.GetProperty("items").EnumerateArray();
        var line = lines.Single(line => line.GetProperty("kind").GetString() == "still");
        line.GetProperty("by").GetProperty("role").GetString().ShouldBe("Rtic.Investigator");
        line.GetProperty("how").GetString().ShouldBe("kept");
    }

    [Fact]
    public async Task Without_a_valid_grant_there_is_none_and_the_refusal_is_on_record()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var (id, view) = await town.RobberyAsync();
        (await town.Investigator.TakeStillAsync(id, new($"{id}-99"))).ShouldBeProblem(404, "notFound");
        (await town.InvestigatorOf("hcso").TakeStillAsync(id, view.Grants[0].GrantId)).ShouldBeProblem(404, "notFound");
        (await town.Supervisor.LockAsync(id)).Should(200);
        (await town.Investigator.TakeStillAsync(id, view.Grants[0].GrantId)).ShouldBeProblem(403, "lockedBySupervisor");
        (await town.TimelineAsync(id)).ShouldContain(entry => entry.Event == new Refused(nameof(TakeStill), "lockedBySupervisor", view.Grants[0].GrantId.Value));
        (await town.Investigator.ClipsAsync(id)).Where(clip => clip.Kind is ClipKind.Still).ShouldBeEmpty();
        (await town.Service<IClipStore>().ListAsync(null, 100, default)).Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task While_the_video_system_does_not_answer_there_is_none()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var (id, view) = await town.RobberyAsync();
        using (town.Faults.Order(new Unreachable(), calls: VideoCalls.Still))
            (await town.Investigator.TakeStillAsync(id, view.Grants[0].GrantId)).ShouldBeProblem(503, "videoSystemUnavailable");
        (await town.TimelineAsync(id)).ShouldNotContain(entry => entry.Event is StillTaken);
        await town.Investigator.StillAsync(id, view.Grants[0].GrantId);
    }

    [Fact]
    public async Task A_picture_that_comes_after_the_owner_said_stop_is_thrown_away()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var (id, view) = await town.RobberyAsync();
        var feed = Town.TwoCameras.Single(feed => feed.Id == view.Grants[0].FeedId);
        Task<Reply> taking;
        using (town.Faults.Order(new Slow(), feed.Id, VideoCalls.Still))
        {
            taking = town.Investigator.TakeStillAsync(id, view.Grants[0].GrantId);
            await Eventually.SeeAsync(() => town.Faults.Count(VideoCalls.Still, feed.Id) > 0);
            await town.ShareAsync(feed, SharingRule.Always, active: false);
        }

        (await taking).ShouldBeProblem(403, "noConsent");
        (await town.TimelineAsync(id)).ShouldNotContain(entry => entry.Event is StillTaken);
        (await town.Service<IClipStore>().ListAsync(null, 100, default)).Files.ShouldBeEmpty();
    }
}
