using Dragonfly.Conformance;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Registry;
using Dragonfly.Functions.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dragonfly.Functions.Tests.Registry;

/// <summary>A batch whose answer got lost on the way is sent again by the SDK, and the second answer says that it lost: against itself.</summary>
public sealed class CosmosResentWriteTests
{
    [Fact]
    public async Task A_write_that_arrives_twice_is_one_write_and_has_won()
    {
        await using var cosmos = await TestCosmos.OpenAsync();
        using var database = TestCosmos.Connect(cosmos.StandIn, options => options.HttpClientFactory = () => new HttpClient(new Twice(cosmos.StandIn.Handler), disposeHandler: false));
        var partners = new CosmosPartners(database, NullLogger<CosmosPartners>.Instance);
        var (partner, write) = TestPartner.Signed("p", null, [TestPartner.Site("s"), .. TestPartner.Shared("s", "a")]);
        (await partners.TryWriteAsync(write, default)).ShouldBeTrue();
        (await partners.TryWriteAsync(partner.Do(TestCad.Noon, new SuspendPartner("why")), default)).ShouldBeTrue();
        (await partners.TryWriteAsync(write, default)).ShouldBeFalse();
        (await partners.ReadAsync(partner.Id, default)).ShouldNotBeNull().Partner.Sequence.ShouldBe(partner.Partner.Sequence);
    }

    private sealed class Twice(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!request.Headers.Contains("x-ms-cosmos-is-batch-request")) return await base.SendAsync(request, cancellationToken);
            using var first = new HttpRequestMessage(request.Method, request.RequestUri) { Content = new ByteArrayContent(await request.Content!.ReadAsByteArrayAsync(cancellationToken)) };
            foreach (var (name, values) in request.Headers) first.Headers.TryAddWithoutValidation(name, values);
            foreach (var (name, values) in request.Content.Headers) first.Content.Headers.TryAddWithoutValidation(name, values);
            (await base.SendAsync(first, cancellationToken)).Dispose();
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
