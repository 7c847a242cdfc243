using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>Promise 5: what CAD receives is identical with and without partners, and says nothing of them.</summary>
public sealed class NoPriorityForPartners
{
    [Fact]
    public async Task Cad_hears_the_same_bytes_whether_or_not_anybody_shares_a_camera()
    {
        var without = await ScriptAsync([], feeds: 0);
        var with = await ScriptAsync([.. TestFeeds.Around(TestCad.Downtown, 250, 50, seed: 7)], feeds: 12);
        with.ShouldBe(without);
        foreach (var said in with)
            foreach (var word in (string[])["feed", "grant", "partner", "camera", "unlock", "policy"])
                said.ShouldNotContain(word, Case.Insensitive);
    }

    private static async Task<List<string>> ScriptAsync(Feed[] registry, int feeds)
    {
        await using var town = await Town.StartAsync(registry);
        var (cad, heard) = (town.Cad, new List<string>());
        await Hear(await cad.SendAsync(cad.Message("26-1")), GrantState.Unlocked);
        await Hear(await cad.SendAsync(cad.Message("26-1")), GrantState.Unlocked);
        await Hear(await cad.SendAsync(cad.Message("26-1", at: Town.Afternoon.AddSeconds(-1))), GrantState.Unlocked);
        town.Clock.Advance(TimeSpan.FromSeconds(1));
        await Hear(await cad.SendAsync(cad.Message("26-1", status: "ResourcesOnscene")), GrantState.Unlocked);
        await Hear(await cad.SendAsync(cad.Message("26-1", status: "Nowhere")), GrantState.Unlocked);
        town.Clock.Advance(TimeSpan.FromMinutes(31));
        await Hear(await cad.GetAsync($"cad/incidents/{cad.IdOf("26-1")}"), GrantState.Locked);
        await Hear(await cad.SendAsync(cad.Message("26-1", status: "Closed")), GrantState.Locked);
        await Hear(await cad.SendAsync(new[] { cad.Message("26-2", "NOISE"), cad.Message("26-3", "ACTSHOOT"), cad.Message("26-4", "?", "?") }), GrantState.Locked);
        await Hear(await cad.GetAsync($"cad/incidents/{cad.IdOf("26-1")}"), GrantState.Locked);
        await Hear(await cad.PostAsync("cad/incidents?dryRun=true", new[] { cad.Message("26-1"), cad.Message("26-5", "NOISE"), cad.Message("26-6", status: "?") }), GrantState.Locked);
        await Hear(await cad.GetAsync("cad/codes"), GrantState.Locked);
        await Hear(await cad.PostAsync("cad/heartbeat"), GrantState.Locked);
        return heard;

        // Each thing is said only when what the one before it set off has settled.
        async Task Hear(Reply reply, GrantState settled)
        {
            reply.Headers.Remove("Date");
            heard.Add($"{reply.Status} {reply.MediaType}\n{reply.Headers}\n{reply.Text}");
            await town.Investigator.SeesAsync(cad.IdOf("26-1"), view => view.Grants.Length == feeds && view.Grants.All(grant => grant.State == settled));
        }
    }
}
