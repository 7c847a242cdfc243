using System.Text;
using System.Text.Json;
using Dragonfly.Audit;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit.Verification;
using Dragonfly.Core.Json;

namespace Dragonfly.Local.Tests.City;

/// <summary>An auditor, who has the auditors' tool at hand.</summary>
internal sealed class AuditDesk(Town town, string name = "auditor", string agency = "cpd") : Desk(town, Role.Auditor, name, agency)
{
    /// <summary>An export of the log, line by line.</summary>
    public async Task<List<string>> ExportAsync(string query = "")
    {
        var reply = (await GetAsync($"audit/export{query}")).Should(200);
        reply.MediaType.ShouldBe("application/x-ndjson");
        return [.. reply.Text.TrimEnd('\n').Split('\n')];
    }

    /// <summary>What the server itself says of the log.</summary>
    public async Task<LogReport> VerifyAsync(string query = "") => (await GetAsync($"audit/verify{query}")).As(CoreJson.Default.LogReport);

    /// <summary>What the tool says of an export.</summary>
    public static Task<(int ExitCode, string Output)> ToolAsync(IEnumerable<string> lines, params string[] args) => RunAsync("verify", lines, args);

    /// <summary>What the tool says of the published figures.</summary>
    public static Task<(int ExitCode, string Output)> CountAsync(IEnumerable<string> lines) => RunAsync("figures", lines);

    /// <summary>The same as a report.</summary>
    public static async Task<LogReport> ReportAsync(IEnumerable<string> lines) => JsonSerializer.Deserialize((await ToolAsync(lines, "--json")).Output, CoreJson.Default.LogReport)!;

    /// <summary>Entries by a query, page by page, as <c>timeline sequence</c>.</summary>
    public async Task<(List<JsonElement> Items, int Pages)> SearchAsync(string query)
    {
        var (items, pages) = (new List<JsonElement>(), 0);
        for (string? after = ""; after is not null; pages++)
        {
            var page = (await GetAsync($"audit?{query}{(after == "" ? "" : $"&after={after}")}")).Should(200).Json;
            items.AddRange(page.GetProperty("items").EnumerateArray());
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        return (items, pages);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string command, IEnumerable<string> lines, params string[] args)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + '\n'));
        using var output = new StringWriter();
        return (await AuditCommand.RunAsync([command, "-", .. args], input, output, output), output.ToString());
    }
}
