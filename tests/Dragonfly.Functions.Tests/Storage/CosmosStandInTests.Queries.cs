using System.Net;
using Microsoft.Azure.Cosmos;
using Newtonsoft.Json.Linq;

namespace Dragonfly.Functions.Tests.Storage;

public sealed partial class CosmosStandInTests
{
    // Four items of mixed shapes: what is missing, null or of another type is where evaluators go wrong.
    private static readonly string[] Mixed =
    [
        """{"id":"1","owner":"ann","size":5,"name":"Été","tags":["red","blue"],"at":{"x":1.5,"y":-2},"open":true}""",
        """{"id":"2","owner":"ann","size":"5","name":null,"tags":[],"at":{"x":3},"open":false}""",
        """{"id":"3","owner":"bob","size":-1.25,"tags":["blue"],"parts":[{"k":"a","n":1},{"k":"b","n":2}]}""",
        """{"id":"4","owner":"cid","name":"b","tags":"red","open":null,"parts":[{"k":"a","n":7}]}""",
    ];

    [Theory]
    [InlineData("c.size = 5", "1")]
    [InlineData("c.size = '5'", "2")]
    [InlineData("c.size != 5", "2 3")]
    [InlineData("c.size > 0", "1")]
    [InlineData("c.size >= -1.25 AND c.size <= 5", "1 3")]
    [InlineData("NOT (c.size = 5)", "2 3")]
    [InlineData("c.size = 5 OR c.name = 'b'", "1 4")]
    [InlineData("c.size IN (5, 'x', -1.25)", "1 3")]
    [InlineData("c.size NOT IN (5)", "2 3")]
    [InlineData("c.size BETWEEN -2 AND 5", "1 3")]
    [InlineData("c.size + 1 = 6", "1")]
    [InlineData("c.size * 2 - 10 = 0", "1")]
    [InlineData("IS_DEFINED(c.size)", "1 2 3")]
    [InlineData("NOT IS_DEFINED(c.size)", "4")]
    [InlineData("IS_NULL(c.name)", "2")]
    [InlineData("c.name = null", "2")]
    [InlineData("c.name < 'c'", "4")]
    [InlineData("c.name > 'a'", "1 4")]
    [InlineData("c.name = \"\\u00c9t\\u00e9\"", "1")]
    [InlineData("ARRAY_CONTAINS(c.tags, 'blue')", "1 3")]
    [InlineData("NOT ARRAY_CONTAINS(c.tags, 'blue')", "2")]
    [InlineData("ARRAY_CONTAINS(c.parts, {'k': 'a'}, true)", "3 4")]
    [InlineData("ARRAY_CONTAINS(c.parts, {'k': 'a'})", "")]
    [InlineData("ARRAY_LENGTH(c.tags) = 0", "2")]
    [InlineData("EXISTS(SELECT VALUE t FROM t IN c.tags WHERE t = 'red')", "1")]
    [InlineData("EXISTS(SELECT VALUE p FROM p IN c.parts WHERE p.n > 1 AND p.k = 'a')", "4")]
    [InlineData("c.open", "1")]
    [InlineData("NOT c.open", "2")]
    [InlineData("c.at.x > 1 AND IS_DEFINED(c.at.y)", "1")]
    [InlineData("c['at']['x'] = 3", "2")]
    [InlineData("STARTSWITH(c.name, 'É')", "1")]
    [InlineData("c.tags[0] = 'blue'", "3")]
    [InlineData("c.size = @five OR c.id = @four", "1 4")]
    [InlineData("(c.open ? c.size : 0) = 5", "1")]
    [InlineData("(c.missing ?? c.id) = '3'", "3")]
    [InlineData("true", "1 2 3 4")]
    [InlineData("c.name LIKE '%t_'", "1")]
    public async Task Conditions_choose_as_the_service_does(string condition, string ids)
    {
        var fixture = await MixedFixture.Value;
        var query = new QueryDefinition($"SELECT VALUE c.id FROM c WHERE {condition}").WithParameter("@five", 5).WithParameter("@four", "4");
        (await fixture.QueryAsync<string>(query)).Order().ShouldBe(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("SELECT VALUE 1 + 1", "[2]")]
    [InlineData("SELECT c.id, c.size AS s, c.at.x FROM c WHERE c.id IN ('1', '4')", """[{"id":"1","s":5,"x":1.5},{"id":"4"}]""")]
    [InlineData("SELECT VALUE {'i': c.id, 't': c.tags[0], 'none': c.none} FROM c WHERE c.id = '1'", """[{"i":"1","t":"red"}]""")]
    [InlineData("SELECT VALUE c.name FROM c", """["b","Été",null]""")]
    [InlineData("SELECT c.id, p.n FROM c JOIN p IN c.parts WHERE p.k = 'a'", """[{"id":"3","n":1},{"id":"4","n":7}]""")]
    [InlineData("SELECT VALUE p.n FROM c JOIN p IN c.parts JOIN t IN c.tags", "[1,2]")]
    [InlineData("SELECT VALUE p.k FROM p IN c.parts", """["a","a","b"]""")]
    [InlineData("SELECT DISTINCT VALUE p.k FROM p IN c.parts", """["a","b"]""")]
    [InlineData("SELECT VALUE COUNT(1) FROM c WHERE c.owner = 'ann'", "[2]")]
    [InlineData("SELECT COUNT(1) AS n, MIN(c.size) AS least, MAX(c.id) AS most FROM c WHERE IS_NUMBER(c.size)", """[{"least":-1.25,"most":"3","n":2}]""")]
    [InlineData("SELECT c.owner, COUNT(1) AS n FROM c GROUP BY c.owner", """[{"n":1,"owner":"bob"},{"n":1,"owner":"cid"},{"n":2,"owner":"ann"}]""")]
    [InlineData("SELECT VALUE ARRAY(SELECT VALUE p.n FROM p IN c.parts WHERE p.n < 7) FROM c WHERE c.id = '3'", "[[1,2]]")]
    [InlineData("SELECT VALUE c.id FROM c ORDER BY c.size", """["4","3","1","2"]""")]
    [InlineData("SELECT VALUE c.id FROM c WHERE IS_DEFINED(c.size) ORDER BY c.size DESC", """["2","1","3"]""")]
    [InlineData("SELECT TOP 2 VALUE c.id FROM c ORDER BY c.id DESC", """["4","3"]""")]
    [InlineData("SELECT VALUE c.id FROM c ORDER BY c.id OFFSET 1 LIMIT 2", """["2","3"]""")]
    public async Task Projections_are_as_the_service_makes_them(string query, string expected)
    {
        var fixture = await MixedFixture.Value;
        var results = (await fixture.QueryAsync<JToken>(query)).Select(Sorted).ToList();
        // Without ORDER BY the order is that of the partitions, which is nobody's business.
        if (!query.Contains("ORDER BY", StringComparison.Ordinal)) results = [.. results.OrderBy(result => result.ToString(), StringComparer.Ordinal)];
        var wanted = JArray.Parse(expected).Select(Sorted);
        results.Select(result => result.ToString()).ShouldBe(query.Contains("ORDER BY", StringComparison.Ordinal)
            ? wanted.Select(result => result.ToString()) : wanted.Select(result => result.ToString()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("SELECT * FROM c WHERE c.size ==== 1")]
    [InlineData("SELECT * FROM")]
    [InlineData("SELECT VALUE x.id FROM c")]
    [InlineData("SELECT VALUE NOSUCHFUNCTION(c.id) FROM c")]
    [InlineData("SELECT * FROM c WHERE c.id = 'open")]
    [InlineData("SELECT * FROM c JOIN p IN c.parts")]
    [InlineData("SELECT * FROM c WHERE c.open AND c.size BETWEEN 1 AND 5")]
    [InlineData("SELECT VALUE c.id FROM c ORDER BY c.size, c.id")]
    [InlineData("SELECT VALUE c.id FROM c ORDER BY c.size + 1")]
    public async Task A_query_that_the_service_refuses_is_refused(string query)
    {
        var fixture = await MixedFixture.Value;
        (await Should.ThrowAsync<CosmosException>(() => fixture.QueryAsync<JToken>(query))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static readonly Lazy<Task<StandInFixture>> MixedFixture = new(async () =>
    {
        var fixture = await StandInFixture.StartAsync();
        foreach (var json in Mixed)
        {
            var item = JObject.Parse(json);
            await fixture.Container.CreateItemAsync(item, new PartitionKey((string)item["owner"]!));
        }
        return fixture;
    });

    private static JToken Sorted(JToken token) => token is JObject members ? new JObject(members.Properties().OrderBy(p => p.Name, StringComparer.Ordinal)) : token;
}
