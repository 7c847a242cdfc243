using Dragonfly.Core.Access;
using Spectre.Console;

namespace Dragonfly.Local.Terminal;

/// <summary>What there is to say at the start.</summary>
/// <param name="Address">The server's root.</param>
/// <param name="Partners">Partners in the registry.</param>
/// <param name="Feeds">Feeds in the registry.</param>
/// <param name="Data">Where everything is kept.</param>
/// <param name="Tokens">A development token for each role, in the order to show them.</param>
/// <param name="Replaying">Calls come from a replay, whose clock is another day's: a report with the time of now would be refused, so none is offered.</param>
/// <param name="VideoGatewayToken">What lets another process use the simulated cameras.</param>
public sealed record BannerFacts(Uri Address, int Partners, int Feeds, string Data, IReadOnlyList<RoleToken> Tokens, bool Replaying = false, string? VideoGatewayToken = null)
{
    /// <summary>Whether there are pages to look at.</summary>
    public bool HasDashboard { get; init; }
}

/// <summary>A token that lets its bearer act in a role.</summary>
public sealed record RoleToken(string Role, string Token);

/// <summary>The first thing that a newcomer sees.</summary>
public static class Banner
{
    /// <summary>Writes it. Tokens and commands are single lines, however long, so that they can be copied.</summary>
    public static void Write(IAnsiConsole console, BannerFacts facts)
    {
        console.MarkupLine($"[bold green]Dragonfly Community Connect[/] on [bold underline]{Terminals.Safe(facts.Address.ToString().TrimEnd('/'))}[/]");
        Line("Dashboard", facts.HasDashboard ? "/console/, /partner/, /officer/, /admin/, and / for the public" : "none: it is built where Node.js 20.19 or newer is at hand");
        Line("API", "/api (health: /api/health)");
        Line("SignalR hub", "rtic (connect through POST /api/rtic/negotiate)");
        Line("Cameras", $"simulated: {Phrases.Count(facts.Feeds, "feed")} of {Phrases.Count(facts.Partners, "invented partner")} around downtown Chattanooga");
        Line("Data", facts.Data);
        console.WriteLine();
        console.MarkupLine("[bold]Development tokens[/], one per role:");
        foreach (var (role, token) in facts.Tokens)
        {
            console.MarkupLine($"[yellow]{Terminals.Safe(role)}[/]");
            console.WriteUnbroken(token);
        }

        if (facts.VideoGatewayToken is { } gateway)
        {
            console.MarkupLine("[yellow]Video gateway[/] (for another process with DRAGONFLY_VIDEO=gateway)");
            console.WriteUnbroken($"DRAGONFLY_VIDEO_ENDPOINT={facts.Address}video-gateway DRAGONFLY_VIDEO_TOKEN={gateway}");
        }

        console.WriteLine();
        if (!facts.Replaying && facts.Tokens.FirstOrDefault(token => token.Role == Role.CadWrite) is { } cad)
        {
            console.MarkupLine("[bold]Report a robbery downtown[/] (paste into another terminal, with bash):");
            console.WriteUnbroken(DemoCalls.Open(facts.Address, cad.Token));
            console.MarkupLine("[bold]and then that it is over[/] (same terminal):");
            console.WriteUnbroken(DemoCalls.Close(facts.Address, cad.Token));
            console.WriteLine();
        }

        void Line(string what, string text) => console.MarkupLine($"  [grey]{what,-12}[/] {Terminals.Safe(text)}");
    }
}
