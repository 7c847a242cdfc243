using Azure.Core;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Configuration;
using Dragonfly.Functions.Unlocks.Gateway;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Functions.Tests.Unlocks.Gateway;

public sealed class VideoGatewayOptionsTests
{
    private const string Scope = "api://gateway/.default";

    [Theory]
    [InlineData("https://video.example", Scope, null, "https://video.example/")]
    [InlineData("https://video.example/a/b", Scope, null, "https://video.example/a/b/")]
    [InlineData("https://localhost:7071/video-gateway/", Scope, null, "https://localhost:7071/video-gateway/")]
    [InlineData("http://localhost:7071/video-gateway", null, "secret", "http://localhost:7071/video-gateway/")]
    public void Are_read(string endpoint, string? scope, string? token, string address)
    {
        var options = Read(endpoint, scope, token);
        options.ShouldBe(new VideoGatewayOptions(new(address), scope, token));
        options.ToString().ShouldBe(address);
    }

    [Theory]
    [InlineData(null, Scope, null, "DRAGONFLY_VIDEO_ENDPOINT")]
    [InlineData("video.example", Scope, null, "DRAGONFLY_VIDEO_ENDPOINT")]
    [InlineData("http://video.example", Scope, null, "DRAGONFLY_VIDEO_ENDPOINT")]
    [InlineData("https://user:password@video.example", Scope, null, "DRAGONFLY_VIDEO_ENDPOINT")]
    [InlineData("https://video.example/?a=b", Scope, null, "DRAGONFLY_VIDEO_ENDPOINT")]
    [InlineData("https://video.example/#a", Scope, null, "DRAGONFLY_VIDEO_ENDPOINT")]
    [InlineData("https://video.example", null, null, "DRAGONFLY_VIDEO_SCOPE")]
    [InlineData("https://video.example", "api://gateway", null, "DRAGONFLY_VIDEO_SCOPE")]
    [InlineData("https://video.example", Scope, "secret", "DRAGONFLY_VIDEO_TOKEN")]
    [InlineData("http://localhost:7071", Scope, null, "DRAGONFLY_VIDEO_TOKEN")]
    [InlineData("http://localhost:7071", null, "two\r\nlines", "DRAGONFLY_VIDEO_TOKEN")]
    public void What_cannot_be_used_is_named_and_not_shown(string? endpoint, string? scope, string? token, string setting)
    {
        var failure = Should.Throw<InvalidSettingException>(() => Read(endpoint, scope, token));
        failure.Setting.ShouldBe(setting);
        failure.Message.ShouldNotContain("secret");
        failure.Message.ShouldNotContain("password");
    }

    [Fact]
    public void The_gateway_becomes_the_video_system_with_the_identity_of_the_app()
    {
        using var services = new ServiceCollection().AddVideoGateway(Settings("https://video.example", Scope, null)).BuildServiceProvider();
        Should.Throw<InvalidOperationException>(() => services.GetRequiredService<IVideoSystem>()).Message.ShouldContain(nameof(TokenCredential));
        using var local = new ServiceCollection().AddVideoGateway(Settings("http://localhost:7071", null, "secret")).BuildServiceProvider();
        local.GetRequiredService<IVideoSystem>().ShouldBeOfType<RestVideoSystem>();
    }

    private static VideoGatewayOptions Read(string? endpoint, string? scope, string? token) => VideoGatewayOptions.Read(Settings(endpoint, scope, token));

    private static IConfiguration Settings(string? endpoint, string? scope, string? token) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["DRAGONFLY_VIDEO_ENDPOINT"] = endpoint,
        ["DRAGONFLY_VIDEO_SCOPE"] = scope,
        ["DRAGONFLY_VIDEO_TOKEN"] = token,
    }).Build();
}
