using Dragonfly.Emulators.Cosmos.Query;
using Microsoft.Azure.Cosmos;
using Newtonsoft.Json.Linq;

namespace Dragonfly.Functions.Tests.Storage;

public sealed partial class CosmosStandInTests
{
    /// <summary>Each query runs twice: planned by the SDK's own library, and by the stand-in as for an SDK without it. Both must send the same and give the same.</summary>
    [Theory]
    [InlineData("SELECT * FROM c")]
    [InlineData("SELECT * FROM c WHERE c.owner = 'ann'")]
    [InlineData("SELECT * FROM c WHERE c.owner = @owner AND c.size = 5")]
    [InlineData("SELECT * FROM c WHERE c.owner IN ('ann', 'bob')")]
    [InlineData("SELECT * FROM c WHERE c.owner = 'ann' OR 'cid' = c.owner")]
    [InlineData("SELECT TOP 2 c.id FROM c")]
    [InlineData("SELECT TOP @two * FROM c ORDER BY c.id")]
    [InlineData("SELECT DISTINCT VALUE c.owner FROM c")]
    [InlineData("SELECT DISTINCT VALUE c.owner FROM c ORDER BY c.owner")]
    [InlineData("SELECT DISTINCT TOP 2 c.owner FROM c ORDER BY c.owner DESC")]
    [InlineData("SELECT DISTINCT c.owner FROM c OFFSET 1 LIMIT 1")]
    [InlineData("SELECT VALUE c.name FROM c ORDER BY c.id DESC")]
    [InlineData("SELECT c.id, c.size AS x, {'y': c.at} FROM c WHERE NOT (c.size = -1) ORDER BY c.id OFFSET 1 LIMIT 2")]
    [InlineData("SELECT * FROM root r WHERE r.size = 5 ORDER BY r.size DESC")]
    [InlineData("SELECT VALUE p.k FROM c JOIN p IN c.parts WHERE p.n > 1 ORDER BY c.id")]
    [InlineData("SELECT c.id FROM c WHERE EXISTS(SELECT VALUE t FROM t IN c.tags WHERE t = 'red') ORDER BY c[\"id\"]")]
    [InlineData("SELECT * FROM c ORDER BY c.id OFFSET 1 LIMIT 2")]
    [InlineData("SELECT VALUE COUNT(1) FROM c WHERE (c.size BETWEEN -2 AND 5)")]
    [InlineData("SELECT VALUE SUM(c.size) FROM c WHERE IS_NUMBER(c.size)")]
    [InlineData("SELECT VALUE MAX(c.id) FROM c")]
    [InlineData("SELECT VALUE MIN(c.id) FROM c")]
    [InlineData("SELECT VALUE AVG(c.at.x) FROM c")]
    [InlineData("SELECT COUNT(1) AS n, MAX(c.id) AS last FROM c")]
    [InlineData("SELECT c.owner, COUNT(1), MIN(c.id) AS first FROM c GROUP BY c.owner")]
    [InlineData("SELECT VALUE c.owner FROM c GROUP BY c.owner")]
    public async Task A_query_is_planned_as_the_SDKs_own_library_plans_it(string query)
    {
        await using var fixture = await StandInFixture.StartAsync();
        foreach (var json in Mixed) await fixture.Container.CreateItemAsync(JObject.Parse(json), new PartitionKey((string)JObject.Parse(json)["owner"]!));
        var own = await Run(fixture, query);
        fixture.StandIn.Charges.All.ShouldNotContain(charge => charge.Operation == "queryplan", "the SDK's planner library was not loaded");
        Environment.SetEnvironmentVariable(Bypass, "true");
        try
        {
            var planned = await Run(fixture, query);
            fixture.StandIn.Charges.All.ShouldContain(charge => charge.Operation == "queryplan");
            planned.Results.ShouldBe(own.Results);
            planned.Sent.ShouldBe(own.Sent);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Bypass, null);
        }
    }

    // The SDK reads this at each query. A test that runs beside this one may be planned by the stand-in too, to the same end.
    private const string Bypass = "AZURE_COSMOS_BYPASS_QUERY_PARSING";

    private static async Task<(List<string> Results, List<string> Sent)> Run(StandInFixture fixture, string query)
    {
        fixture.StandIn.Charges.Clear();
        var definition = new QueryDefinition(query).WithParameter("@owner", "ann").WithParameter("@two", 2);
        var results = (await fixture.QueryAsync<JToken>(definition)).Select(result => result.ToString()).ToList();
        // Parsed and written again, so that only what they mean is compared; how often each partition was asked is part of it.
        var sent = fixture.StandIn.Charges.All.Where(charge => charge.Query is not null).Select(charge => SqlText.Of(Parser.Parse(charge.Query!))).Order(StringComparer.Ordinal).ToList();
        return (results, sent);
    }
}
