using Azure.Identity;
using Dragonfly.Functions.Channels;
using Dragonfly.Functions.Configuration;
using Microsoft.Azure.SignalR.Management;
using Microsoft.Extensions.Configuration;

namespace Dragonfly.Functions.Tests.Channels;

public sealed class SignalROptionsTests
{
    [Fact]
    public void In_azure_the_apps_identity_speaks_one_call_for_each_message_none_longer_than_two_seconds()
    {
        var options = Read("https://dragonfly.service.signalr.net", null);
        var sdk = new ServiceManagerOptions();
        options.Apply(sdk, () => new DefaultAzureCredential());
        sdk.ServiceEndpoints.ShouldHaveSingleItem().Endpoint.ShouldBe("https://dragonfly.service.signalr.net");
        sdk.ServiceEndpoints[0].ConnectionString.ShouldBeNull();
        sdk.ServiceTransportType.ShouldBe(ServiceTransportType.Transient);
        sdk.HttpClientTimeout.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void On_this_machine_a_key_will_do()
    {
        var sdk = new ServiceManagerOptions();
        Read("http://127.0.0.1:8888/", "the+key/is=").Apply(sdk, () => throw new InvalidOperationException("nobody is to be asked for a credential"));
        sdk.ServiceEndpoints.ShouldHaveSingleItem().Endpoint.ShouldBe("http://127.0.0.1:8888");
    }

    [Theory]
    [InlineData(null, null, "DRAGONFLY_SIGNALR_ENDPOINT")]
    [InlineData(" ", null, "DRAGONFLY_SIGNALR_ENDPOINT")]
    [InlineData("dragonfly.service.signalr.net", null, "DRAGONFLY_SIGNALR_ENDPOINT")]
    [InlineData("http://dragonfly.service.signalr.net", null, "DRAGONFLY_SIGNALR_ENDPOINT")]
    [InlineData("https://dragonfly.service.signalr.net/client", null, "DRAGONFLY_SIGNALR_ENDPOINT")]
    [InlineData("Endpoint=https://dragonfly.service.signalr.net;AccessKey=abc;Version=1.0;", null, "DRAGONFLY_SIGNALR_ENDPOINT")]
    [InlineData("https://dragonfly.service.signalr.net", "a key", "DRAGONFLY_SIGNALR_KEY")]
    public void What_cannot_be_used_is_named(string? endpoint, string? key, string setting)
    {
        var refused = Should.Throw<InvalidSettingException>(() => Read(endpoint, key));
        refused.Setting.ShouldBe(setting);
        if (key is not null) refused.Message.ShouldNotContain(key);
    }

    private static SignalROptions Read(string? endpoint, string? key) => SignalROptions.Read(new ConfigurationBuilder().AddInMemoryCollection([
        new("DRAGONFLY_SIGNALR_ENDPOINT", endpoint),
        new("DRAGONFLY_SIGNALR_KEY", key),
    ]).Build());
}
