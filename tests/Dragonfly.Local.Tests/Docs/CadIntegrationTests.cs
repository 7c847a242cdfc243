using System.Text;
using Dragonfly.Core.Access;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Docs;

/// <summary>What <c>docs/cad-integration.md</c> tells an integrator is what happens.</summary>
public sealed class CadIntegrationTests
{
    private static readonly string Page = HttpExample.Read("cad-integration.md");

    [Fact]
    public async Task Every_example_is_answered_as_the_page_shows_it()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var exchanges = HttpExample.ExchangesOn(Page);
        exchanges.Count.ShouldBeGreaterThanOrEqualTo(10);
        foreach (var (request, answer) in exchanges) answer.ShouldBeAnsweredBy(await SendAsync(town, request), request);
    }

    [Fact]
    public async Task Every_word_for_a_state_is_understood_as_the_page_says()
    {
        await using var town = await Town.StartAsync();
        var rows = Rows("| `state` or `statusCode` | status |").ToArray();
        rows.Length.ShouldBe(7);
        foreach (var (words, status) in rows.Select(row => (row[0].Split(", "), row[1])))
        {
            foreach (var state in words)
            {
                var said = (await town.Cad.PostAsync("events/cpd?dryRun=true", new { eventId = "1", transactionId = "t", transactionDateUtc = Town.Afternoon, state })).Should(200);
                said.Json.GetProperty("results")[0].GetProperty("incident").GetProperty("status").GetString().ShouldBe(status, state);
            }
        }
    }

    [Fact]
    public void The_page_says_which_outcomes_there_are() => Rows("| outcome | |").Select(row => row[0].Trim('`'))
        .ShouldBe(Enum.GetNames<Functions.Incidents.Cad.CadOutcome>().Select(name => name.ToLowerInvariant()));

    private static async Task<Reply> SendAsync(Town town, HttpExample request)
    {
        var role = request.Headers["Authorization"]["Bearer {".Length..^1];
        role.ShouldBeOneOf([.. Role.All]);
        var (verb, path) = (request.Start.Split(' ')[0], request.Start.Split(' ')[1]);
        path.ShouldStartWith("/api/");
        var content = request.Body.Length == 0 ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(request.Body));
        content?.Headers.TryAddWithoutValidation("Content-Type", request.Headers["Content-Type"]);
        return await new Desk(town, role, "integrator", "cpd").SendAsync(new(verb), path["/api/".Length..], content, headers =>
        {
            if (request.Headers.TryGetValue("Idempotency-Key", out var key)) headers.Add("Idempotency-Key", key);
        });
    }

    private static IEnumerable<string[]> Rows(string header) => Page[Page.IndexOf(header, StringComparison.Ordinal)..].Split('\n').Skip(2)
        .TakeWhile(line => line.StartsWith('|')).Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));
}
