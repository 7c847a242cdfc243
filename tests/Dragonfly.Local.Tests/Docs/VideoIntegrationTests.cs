using System.Text.Json;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Unlocks.Gateway;
using Dragonfly.Local.Tests.City;
using Dragonfly.Local.Tests.Unlocks.Video;

namespace Dragonfly.Local.Tests.Docs;

/// <summary>What <c>docs/video-integration.md</c> and the contract tell an integrator is what happens.</summary>
public sealed class VideoIntegrationTests
{
    [Fact]
    public async Task Every_example_is_answered_as_the_page_shows_it()
    {
        await using var server = await VideoServer.StartAsync();
        using var http = new HttpClient(new ContractHandler(new SocketsHttpHandler(), ApiContract.VideoGateway, "/video-gateway"));
        var exchanges = HttpExample.ExchangesOn(HttpExample.Read("video-integration.md"));
        exchanges.Count.ShouldBeGreaterThanOrEqualTo(8);
        foreach (var (asked, answer) in exchanges)
        {
            using var request = new HttpRequestMessage(new(asked.Verb), new Uri(server.Gateway, asked.Path.TrimStart('/'))) { Content = asked.Body.Length == 0 ? null : Desk.JsonText(asked.Body) };
            asked.Headers["Authorization"].ShouldBe("Bearer {token}");
            request.Headers.Authorization = new("Bearer", VideoServer.GatewayToken);
            answer.ShouldBeAnsweredBy(await Reply.OfAsync(http, request), asked);
        }
    }

    [Fact]
    public void The_contract_and_the_program_agree_on_limits_and_ids()
    {
        var schemas = ApiContract.VideoGateway.Document.GetProperty("components").GetProperty("schemas");
        schemas.GetProperty("LeasePage").GetProperty("properties").GetProperty("items").GetProperty("maxItems").GetInt32().ShouldBe(GatewayContract.PageSize);
        schemas.GetProperty("VideoExport").GetProperty("properties").GetProperty("state").GetProperty("enum").EnumerateArray().Select(state => state.GetString())
            .ShouldBe(Enum.GetNames<ExportState>().Select(JsonNamingPolicy.CamelCase.ConvertName));
        schemas.GetProperty("FeedDescription").GetProperty("properties").GetProperty("health").GetProperty("enum").EnumerateArray().Select(state => state.GetString())
            .ShouldBe(Enum.GetNames<FeedHealth>().Select(JsonNamingPolicy.CamelCase.ConvertName));
        foreach (var code in (string[])[VideoExport.NotMade, VideoExport.TargetRefused, VideoExport.TargetTaken, VideoExport.TargetUnreachable, "no room", "", new('a', 40), new('a', 41)])
            ApiContract.VideoGateway.Schemas.FaultsOf(schemas.GetProperty("VideoExport").GetProperty("properties").GetProperty("reason"), JsonSerializer.SerializeToElement(code)).Any().ShouldBe(!GatewayContract.IsCode(code), code);
        schemas.GetProperty("ExportRequest").GetProperty("properties").GetProperty("target").GetProperty("maxLength").GetInt32().ShouldBe(VideoExport.MostTargetLength);
        foreach (var id in (string[])["a", "0c5a1e-1", "_", "-", "a.b", "..", ".a", "", "a/b", "a b", "a%2F", "\u00e9", new('a', 128), new('a', 129)])
            ApiContract.VideoGateway.Schemas.FaultsOf(schemas.GetProperty("Id"), JsonSerializer.SerializeToElement(id)).Any().ShouldBe(!GatewayContract.IsId(id), id);
    }

    [Fact]
    public void Every_call_of_the_contract_says_what_it_may_be_answered()
    {
        ApiContract.VideoGateway.Operations.Count.ShouldBe(9);
        foreach (var operation in ApiContract.VideoGateway.Operations)
        {
            var responses = operation.Json.GetProperty("responses");
            foreach (var status in (string[])["401", "403", "503"]) responses.TryGetProperty(status, out _).ShouldBeTrue($"{operation.Id} {status}");
            operation.Parameters.Select(ApiContract.VideoGateway.Schemas.Resolve).Where(parameter => parameter.GetProperty("in").ValueEquals("path")).Select(parameter => $"{{{parameter.GetProperty("name")}}}")
                .ShouldBe(operation.Path.Split('/').Where(segment => segment.StartsWith('{')), ignoreOrder: true, operation.Id);
        }
    }
}
