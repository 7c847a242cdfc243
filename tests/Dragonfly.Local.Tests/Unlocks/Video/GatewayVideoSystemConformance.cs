using Azure.Core.Pipeline;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Unlocks.Gateway;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Unlocks.Video;

/// <summary>The gateway's contract carries all that the port promises, over HTTP: our adapter on one side, our endpoints on the other, each answer held against the document.</summary>
public sealed class GatewayVideoSystemConformance : ServedVideoConformance
{
    private IVideoSystem? video;

    protected override IVideoSystem Video => video ??= Over(Server.Gateway);

    internal static RestVideoSystem Over(Uri gateway) => new(
        new(gateway, null, VideoServer.GatewayToken),
        null,
        new HttpClientTransport(new HttpClient(new ContractHandler(new SocketsHttpHandler { AllowAutoRedirect = false }, ApiContract.VideoGateway, "/video-gateway"))));
}
