using Dragonfly.Functions.Clips;
using Dragonfly.Functions.Configuration;
using Microsoft.Extensions.Configuration;

namespace Dragonfly.Functions.Tests.Clips;

public sealed class BlobClipOptionsTests
{
    private const string Account = "https://city.blob.core.windows.net/";

    [Fact]
    public void An_endpoint_is_enough() => Read(Account, null).ShouldBe(new(new(Account), null));

    [Theory]
    [InlineData("http://127.0.0.1:10000/devstoreaccount1")]
    [InlineData("https://localhost:10000/devstoreaccount1")]
    public void An_emulator_on_this_machine_has_a_key_and_its_account_in_the_path(string endpoint) => Read(endpoint, "a2V5").ShouldBe(new(new(endpoint), "a2V5"));

    [Theory]
    [InlineData(null, null, "DRAGONFLY_CLIPS_ENDPOINT")]
    [InlineData("city", null, "DRAGONFLY_CLIPS_ENDPOINT")]
    [InlineData("http://city.blob.core.windows.net/", null, "DRAGONFLY_CLIPS_ENDPOINT")]
    [InlineData("https://city.blob.core.windows.net/clips", null, "DRAGONFLY_CLIPS_ENDPOINT")]
    [InlineData("https://city.blob.core.windows.net/?sv=2026&sig=c2VjcmV0", null, "DRAGONFLY_CLIPS_ENDPOINT")]
    [InlineData(Account, "c2VjcmV0", "DRAGONFLY_CLIPS_KEY")]
    [InlineData("http://127.0.0.1:10000/devstoreaccount1", null, "DRAGONFLY_CLIPS_KEY")]
    [InlineData("http://127.0.0.1:10000/devstoreaccount1", "no Base64!", "DRAGONFLY_CLIPS_KEY")]
    public void What_cannot_be_used_is_named_and_its_value_is_not(string? endpoint, string? key, string named)
    {
        var fault = Should.Throw<InvalidSettingException>(() => Read(endpoint, key));
        fault.Setting.ShouldBe(named);
        fault.Message.ShouldNotContain("c2VjcmV0");
        fault.Message.ShouldNotContain("no Base64!");
    }

    private static BlobClipOptions Read(string? endpoint, string? key) =>
        BlobClipOptions.Read(new ConfigurationBuilder().AddInMemoryCollection([new("DRAGONFLY_CLIPS_ENDPOINT", endpoint), new("DRAGONFLY_CLIPS_KEY", key)]).Build());
}
