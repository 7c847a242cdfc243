using System.Text.Json;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Tests.City;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.Promises;

/// <summary>
/// Promise 5 over random registries: whoever shares whatever with whomever, and where nobody shares anything, what CAD is answered and what is stored of its
/// priority are the same bytes, in each of its formats. <c>DRAGONFLY_HISTORIES=random</c> draws other stories, ten times as many.
/// </summary>
public sealed class NoPriorityTests : IAsyncLifetime
{
    private readonly AnyRegistry registry = new();
    private Town with = null!;
    private Town without = null!;
    private int stories;
    private int unlocked;

    public async Task InitializeAsync()
    {
        with = await Town.StartAsync([], services => services.AddSingleton<IRegistry>(registry));
        without = await Town.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await with.DisposeAsync();
        await without.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_that_partners_do_reaches_CAD_or_a_priority()
    {
        var drawn = Environment.GetEnvironmentVariable("DRAGONFLY_HISTORIES") == "random";
        var config = drawn ? Config.QuickThrowOnFailure.WithMaxTest(500) : Config.QuickThrowOnFailure.WithMaxTest(50).WithReplay(new FsCheck.Replay(new Rnd(20261122, 1), null));
        await Task.Run(() => Check.One(config, Prop.ForAll(Story.Any, story => CompareAsync(story).GetAwaiter().GetResult())));
        unlocked.ShouldBeGreaterThan(stories / 3, "else the registries were as good as none");
    }

    [Theory]
    [InlineData(Core.Incidents.Cad.CadFormat.Own)]
    [InlineData(Core.Incidents.Cad.CadFormat.Eido)]
    [InlineData(Core.Incidents.Cad.CadFormat.CadPush)]
    public async Task A_call_that_qualifies_is_the_same_to_CAD_when_there_is_no_partner_at_all(Core.Incidents.Cad.CadFormat format)
    {
        var call = new Telling(format, 1, "ROBBERY", 1, "Active", 0, 0);
        await CompareAsync(new([.. Town.TwoCameras], [call, call with { Seconds = 1, Status = "Closed" }]));
        unlocked.ShouldBe(1);
    }

    private async Task<bool> CompareAsync(Story story)
    {
        registry.Become([.. story.Registry]);
        var prefix = $"26-{++stories}";
        var (heard, heardWithout) = (await TellAsync(with, story, prefix), await TellAsync(without, story, prefix));
        heard.ShouldBe(heardWithout);
        foreach (var number in story.Tellings.Select(telling => $"{prefix}-{telling.Number}").Distinct())
            (await StoredAsync(with, number)).ShouldBe(await StoredAsync(without, number));
        return true;
    }

    private static async Task<List<string>> TellAsync(Town town, Story story, string prefix)
    {
        var heard = new List<string>();
        foreach (var telling in story.Tellings)
        {
            town.Clock.Advance(TimeSpan.FromSeconds(telling.Seconds));
            var number = $"{prefix}-{telling.Number}";
            Hear(await town.Cad.PostAsync(telling.Door, telling.Body(number, town.Clock.GetUtcNow())));
            Hear(await town.Cad.PostAsync($"{telling.Door}?dryRun=true", telling.Body(number, town.Clock.GetUtcNow())));
            Hear(await town.Cad.GetAsync($"cad/incidents/{town.Cad.IdOf(number)}"));
        }

        return heard;

        void Hear(Reply reply)
        {
            reply.Headers.Remove("Date");
            heard.Add($"{reply.Status} {reply.MediaType}\n{reply.Headers}\n{reply.Text}");
        }
    }

    // All that CAD's messages left behind: the report, what the timeline says of each message, and what the RTIC is shown of it.
    private async Task<string> StoredAsync(Town town, string number)
    {
        var id = town.Cad.IdOf(number);
        if (await town.Store.ReadAsync(id, default) is not { } stored) return "nothing";
        if (stored.Incident.Grants.Length > 0) unlocked++;
        var entries = await town.TimelineAsync(id);
        entries.ShouldAllBe(entry => !JsonSerializer.Serialize(entry, CoreJson.Default.Entry).Contains("priority", StringComparison.OrdinalIgnoreCase));
        var view = (await town.Investigator.GetAsync($"incidents/{id}")).Should(200).Json;
        return string.Join('\n', [
            JsonSerializer.Serialize(stored.Cad!, CoreJson.Default.CadReport),
            .. entries.Select(entry => entry.Event).Where(happened => happened is CadMessageReceived or Refused { Command: nameof(ReceiveMessage) })
                .Select(happened => JsonSerializer.Serialize(happened, CoreJson.Default.TimelineEvent)),
            .. ((string[])["priority", "units", "beat", "status", "cadStatus", "location"]).Select(name => view.TryGetProperty(name, out var shown) ? shown.GetRawText() : "-")]);
    }
}
