using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Unlocks.Video.Faults;
using Microsoft.AspNetCore.SignalR.Client;

namespace Dragonfly.Local.Tests.Faults;

/// <summary>A process is killed in the middle of its work, and another is started on its folder.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task Killed_under_load_it_has_every_acknowledged_incident_when_it_is_started_again()
    {
        using var folder = new TemporaryFolder();
        var acknowledged = new ConcurrentDictionary<IncidentId, string>();
        await using (var first = await LocalProcess.StartAsync(folder.Path, "--feeds", "20"))
        {
            var token = await first.TokenAsync(Role.CadWrite);
            var posting = Task.WhenAll(Enumerable.Range(0, 8).Select(line => PostUntilCutAsync(first, token, line, acknowledged)));
            await Eventually.SeeAsync(() => acknowledged.Count >= 60);
            await first.KillAsync();
            await posting;
        }

        await using (var second = await LocalProcess.StartAsync(folder.Path))
        {
            var rtic = await second.TokenAsync(Role.RticInvestigator);
            foreach (var id in acknowledged.Keys)
            {
                // What was asked of the cameras when it was killed is asked again: whatever should be open is.
                var view = await Eventually.SeeAsync(
                    async () => (await second.SendAsync(HttpMethod.Get, $"incidents/{id}", rtic)).View,
                    view => view.Grants.Length > 0 && view.Grants.All(grant => grant.State == GrantState.Unlocked));
                await Eventually.SeeAsync(() => second.SendAsync(HttpMethod.Post, $"incidents/{id}/grants/{view.Grants[0].GrantId}/tickets", rtic), reply => reply.Status == 201);
            }

            await second.KillAsync();
        }

        await LooksTheSameFromInsideAsync(folder.Path, acknowledged);
    }

    [Fact]
    public async Task Killed_in_the_middle_of_a_replay_it_locks_all_that_is_due_when_it_is_started_again()
    {
        using var folder = new TemporaryFolder();
        await using (var replay = await LocalProcess.StartAsync(folder.Path, "--feeds", "20", "--replay", DayOfRobberies(folder), "--speed", "600"))
        {
            var rtic = await replay.TokenAsync(Role.RticInvestigator);
            await Eventually.SeeAsync(
                () => ListAsync(replay, rtic),
                views => views.SelectMany(view => view.Grants).Select(grant => grant.State).ToHashSet().IsSupersetOf([GrantState.Unlocked, GrantState.Locked]));
            await replay.KillAsync();
        }

        // The replayed day is yesterday: every time to live has run out.
        IReadOnlyList<IncidentView> items;
        await using (var second = await LocalProcess.StartAsync(folder.Path))
        {
            var rtic = await second.TokenAsync(Role.RticInvestigator);
            await Eventually.SeeAsync(async () => await ListAsync(second, rtic), views => views.SelectMany(view => view.Grants).All(grant => grant.LockedAt is not null));
            items = await ListAsync(second, rtic);
            await second.KillAsync();
        }

        items.ShouldContain(view => view.Status == IncidentStanding.Open && view.Grants.Any(grant => grant.Reason == "timeToLive"), "CAD never closed it");
        await LooksTheSameFromInsideAsync(folder.Path, items.ToDictionary(view => view.IncidentId, view => view.Number));
    }

    [Fact]
    public async Task Killed_before_recordings_are_made_it_makes_every_one_when_it_is_started_again()
    {
        using var folder = new TemporaryFolder();
        (IncidentId Id, ImmutableArray<GrantId> Grants) over, open;
        await using (var first = await LocalProcess.StartAsync(folder.Path, "--feeds", "20", "--set", $"DRAGONFLY_FFMPEG={NeverDone(folder)}"))
        {
            over = await RobberyAsync(first, "26-1");
            open = await RobberyAsync(first, "26-2");
            await AskRecordingAsync(first, over.Id, over.Grants[0]);
            await AskRecordingAsync(first, open.Id, open.Grants[0]);
            await ReportAsync(first, "26-1", "Closed");
            var rtic = await first.TokenAsync(Role.RticInvestigator);
            var wanted = await Eventually.SeeAsync(() => ClipsAsync(first, rtic, over.Id), clips => clips.Length == over.Grants.Length + 1);
            wanted.ShouldAllBe(clip => clip.State == ClipState.Requested || clip.State == ClipState.Exporting, "nothing is made before the process is killed");
            await first.KillAsync();
        }

        // Minutes later: nobody has opened a camera again, and there is every recording of the time before.
        await using var town = await Town.StartAsync([], null, folder.Path, DateTimeOffset.UtcNow.AddMinutes(5));
        await town.App.Resumed;
        (await town.Video.ListOpenAsync(default)).Select(lease => lease.Grant).ShouldBe(open.Grants, ignoreOrder: true);
        var made = await town.UntilAsync(
            async () =>
            {
                await town.SweepClipsAsync();
                return (await town.Investigator.ClipsAsync(over.Id)).AddRange(await town.Investigator.ClipsAsync(open.Id));
            },
            clips => clips.All(clip => clip.State is ClipState.Available or ClipState.Failed),
            TimeSpan.FromSeconds(1));
        made.Length.ShouldBe(over.Grants.Length + 2);
        made.ShouldAllBe(clip => clip.State == ClipState.Available);
        town.Faults.Count(VideoCalls.Open).ShouldBe(0);
    }

    [Fact]
    public async Task Told_to_stop_it_stops_at_once_though_somebody_watches()
    {
        using var folder = new TemporaryFolder();
        await using var process = await LocalProcess.StartAsync(folder.Path, "--feeds", "20");
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(process.Http.BaseAddress!, "api/rtic"), options => options.AccessTokenProvider = async () => await process.TokenAsync(Role.RticInvestigator))
            .Build();
        await hub.StartAsync();
        (await process.StopAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_replay_that_is_told_to_stop_stops_at_once_and_says_that_it_did_not_finish()
    {
        using var folder = new TemporaryFolder();
        await using var process = await LocalProcess.StartAsync(folder.Path, "--feeds", "20", "--replay", DayOfRobberies(folder), "--speed", "60");
        (await process.StopAsync()).ShouldBe(2);
    }

    // Stands where ffmpeg would, and makes nothing as long as the process lives.
    private static string NeverDone(TemporaryFolder folder)
    {
        var file = Path.Combine(folder.Path, "ffmpeg");
        File.WriteAllText(file, "#!/bin/sh\nexec tail -f /dev/null --pid=$PPID\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return file;
    }

    // A robbery whose feeds have been open for a second and a half.
    private static async Task<(IncidentId Id, ImmutableArray<GrantId> Grants)> RobberyAsync(LocalProcess process, string number)
    {
        var (id, rtic) = (await ReportAsync(process, number, "Active"), await process.TokenAsync(Role.RticInvestigator));
        var view = await Eventually.SeeAsync(
            async () => (await process.SendAsync(HttpMethod.Get, $"incidents/{id}", rtic)).View,
            view => view.Grants.Length > 0 && view.Grants.All(grant => grant.UnlockedAt < DateTimeOffset.UtcNow.AddSeconds(-1.5)));
        return (id, [.. view.Grants.Select(grant => grant.GrantId)]);
    }

    private static async Task<IncidentId> ReportAsync(LocalProcess process, string number, string status)
    {
        var message = new
        {
            number,
            messageId = status,
            messageTime = DateTimeOffset.UtcNow,
            callType = "ROBBERY",
            status,
            location = new { TestCad.Downtown.Latitude, TestCad.Downtown.Longitude },
        };
        var reply = await process.SendAsync(HttpMethod.Post, "cad/incidents", await process.TokenAsync(Role.CadWrite), message);
        return IncidentId.From(CadDesk.ResultsOf(reply.Should(202)).Single().IncidentId!);
    }

    private static async Task AskRecordingAsync(LocalProcess process, IncidentId id, GrantId grant)
    {
        var now = DateTimeOffset.UtcNow;
        var wanted = new { from = now.AddSeconds(-1.2), to = now.AddSeconds(-0.1), reason = "the getaway car" };
        (await process.SendAsync(HttpMethod.Post, $"incidents/{id}/grants/{grant}/clips", await process.TokenAsync(Role.RticInvestigator), wanted)).Should(202);
    }

    private static async Task<ImmutableArray<ClipView>> ClipsAsync(LocalProcess process, string token, IncidentId id) =>
        [.. (await process.SendAsync(HttpMethod.Get, $"incidents/{id}/clips", token)).Should(200).Json.GetProperty("items").EnumerateArray().Select(item => item.Deserialize(CoreJson.Default.ClipView)!)];

    // A robbery downtown every minute, none of them over before the evening.
    private static string DayOfRobberies(TemporaryFolder folder)
    {
        var file = Path.Combine(folder.Path, "robberies.csv");
        var rows = Enumerable.Range(10, 600).Select(i => $"{i},2016-03-25T{i / 60:00}:{i % 60:00}:00,2016-03-25T20:00:00,ROBBERY - IP/JO (INCLUDES STRONG ARM),K1,47.606,-122.332");
        File.WriteAllLines(file, ["event_number,at_scene_local,cleared_local,nature,beat,latitude,longitude", .. rows]);
        return file;
    }

    private static async Task PostUntilCutAsync(LocalProcess process, string token, int line, ConcurrentDictionary<IncidentId, string> acknowledged)
    {
        for (var i = 0; i < 10_000; i++)
        {
            try
            {
                var number = $"{line}-{i}";
                var message = new
                {
                    number,
                    messageId = "m",
                    messageTime = DateTimeOffset.UtcNow,
                    callType = "ROBBERY",
                    status = "Active",
                    location = new { TestCad.Downtown.Latitude, TestCad.Downtown.Longitude },
                };
                var reply = await process.SendAsync(HttpMethod.Post, "cad/incidents", token, message);
                acknowledged[IncidentId.From(CadDesk.ResultsOf(reply.Should(202)).Single().IncidentId!)] = number;
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                return;
            }
        }
    }

    // Hours later: whatever the process was killed at, all is locked, and every timeline is whole.
    private static async Task LooksTheSameFromInsideAsync(string folder, IReadOnlyDictionary<IncidentId, string> acknowledged)
    {
        await using var town = await Town.StartAsync([], null, folder, DateTimeOffset.UtcNow.AddHours(5));
        await town.SweepAsync();
        foreach (var (id, number) in acknowledged)
        {
            var stored = await Eventually.SeeAsync(
                async () => (await town.Store.ReadAsync(id, default)).ShouldNotBeNull(number),
                stored => Plan.For(stored.Incident, town.Clock.GetUtcNow()).IsFinished,
                () => town.Clock.Advance(TimeSpan.FromSeconds(1)));
            stored.Incident.Number.ShouldBe(number);
            stored.Incident.LiveGrants.ShouldBeEmpty();
            var timeline = await town.TimelineAsync(id);
            Chain.FaultIn(timeline).ShouldBeNull();
            timeline.Count.ShouldBe((int)stored.Incident.Version);
            timeline[^1].Hash.ShouldBe(stored.Incident.Hash);
        }

        (await town.Video.ListOpenAsync(default)).ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<IncidentView>> ListAsync(LocalProcess process, string token)
    {
        var (views, next) = (new List<IncidentView>(), (string?)"");
        while (next is not null)
        {
            var page = (await process.SendAsync(HttpMethod.Get, $"incidents{(next == "" ? "" : $"?after={next}")}", token)).Should(200).Json;
            views.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.Deserialize(CoreJson.Default.IncidentView)!));
            next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        }

        return views;
    }
}
