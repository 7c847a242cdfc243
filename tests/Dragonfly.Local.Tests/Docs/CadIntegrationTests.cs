using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dragonfly.Core.Access;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Docs;

/// <summary>What <c>docs/cad-integration.md</c> tells an integrator is what happens.</summary>
public sealed partial class CadIntegrationTests
{
    private static readonly string Page = Read();

    [Fact]
    public async Task Every_example_is_answered_as_the_page_shows_it()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var blocks = HttpBlock().Matches(Page).Select(match => Example.Parse(match.Groups[1].Value)).ToArray();
        blocks.Length.ShouldBeGreaterThanOrEqualTo(20);
        (blocks.Length % 2).ShouldBe(0, "each request is followed by its answer");
        foreach (var (request, answer) in blocks.Chunk(2).Select(pair => (pair[0], pair[1])))
        {
            var reply = await SendAsync(town, request);
            $"HTTP/1.1 {reply.Status}".ShouldBe(answer.Start[..12], $"{request.Start}\n{request.Body}\n{reply.Text}");
            if (answer.Body.Length == 0) reply.Text.ShouldBeEmpty();
            else JsonElement.DeepEquals(reply.Json, JsonElement.Parse(answer.Body)).ShouldBeTrue($"{request.Start} is answered\n{reply.Text}\nand not\n{answer.Body}");
            if (answer.Headers.TryGetValue("Content-Type", out var mediaType)) reply.MediaType.ShouldBe(mediaType);
        }
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

    private static async Task<Reply> SendAsync(Town town, Example request)
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

    private static string Read()
    {
        using var reader = new StreamReader(typeof(CadIntegrationTests).Assembly.GetManifestResourceStream("cad-integration.md")!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("^```http\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex HttpBlock();

    private sealed record Example(string Start, IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public static Example Parse(string block)
        {
            var parts = block.Split("\n\n", 2);
            var lines = parts[0].TrimEnd('\n').Split('\n');
            return new(lines[0], lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(header => header[0], header => header[1]), parts is [_, var body] ? body.TrimEnd('\n') : "");
        }
    }
}
