using Dragonfly.Functions.Configuration;
using Dragonfly.Functions.Storage;
using Microsoft.Extensions.Configuration;

namespace Dragonfly.Functions.Tests.Storage;

public sealed class CosmosOptionsTests
{
    private const string Account = "https://city.documents.azure.com/";

    [Fact]
    public void An_endpoint_is_enough()
    {
        Read(("DRAGONFLY_COSMOS_ENDPOINT", Account)).ShouldBe(new(new(Account), "dragonfly", null, TimeSpan.FromMilliseconds(500)));
        Read(("DRAGONFLY_COSMOS_ENDPOINT", Account), ("DRAGONFLY_COSMOS_DATABASE", "other"), ("DRAGONFLY_COSMOS_SLOW_MS", "50")).ShouldBe(new(new(Account), "other", null, TimeSpan.FromMilliseconds(50)));
    }

    [Theory]
    [InlineData("http://localhost:8081/")]
    [InlineData("https://127.0.0.1:8081/")]
    public void An_emulator_on_this_machine_may_have_a_key(string endpoint) =>
        Read(("DRAGONFLY_COSMOS_ENDPOINT", endpoint), ("DRAGONFLY_COSMOS_KEY", "a2V5")).Key.ShouldBe("a2V5");

    [Fact]
    public void A_key_that_is_none_is_named_and_not_told() =>
        Should.Throw<InvalidSettingException>(() => Read(("DRAGONFLY_COSMOS_ENDPOINT", "http://localhost:8081/"), ("DRAGONFLY_COSMOS_KEY", "{the emulator's key}")))
            .Message.ShouldBe("the setting DRAGONFLY_COSMOS_KEY must be the emulator's key as it is published, which is Base64");

    [Theory]
    [InlineData("DRAGONFLY_COSMOS_ENDPOINT", null)]
    [InlineData("DRAGONFLY_COSMOS_ENDPOINT", "  ")]
    [InlineData("DRAGONFLY_COSMOS_ENDPOINT", "city")]
    [InlineData("DRAGONFLY_COSMOS_ENDPOINT", "http://city.documents.azure.com/")]
    [InlineData("DRAGONFLY_COSMOS_ENDPOINT", "https://user:secret@city.documents.azure.com/")]
    [InlineData("DRAGONFLY_COSMOS_DATABASE", "a/b")]
    [InlineData("DRAGONFLY_COSMOS_KEY", "c2VjcmV0")]
    [InlineData("DRAGONFLY_COSMOS_SLOW_MS", "soon")]
    [InlineData("DRAGONFLY_COSMOS_SLOW_MS", "-1")]
    public void What_cannot_be_used_is_named_and_its_value_is_not(string name, string? value)
    {
        var exception = Should.Throw<InvalidSettingException>(() => Read(("DRAGONFLY_COSMOS_ENDPOINT", Account), (name, value)));
        exception.Setting.ShouldBe(name);
        exception.Message.ShouldStartWith($"the setting {name} must be ");
        if (!string.IsNullOrWhiteSpace(value) && value.Length > 4) exception.Message.ShouldNotContain(value);
    }

    private static CosmosOptions Read(params (string Name, string? Value)[] settings) => CosmosOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Reverse().DistinctBy(setting => setting.Name).ToDictionary(setting => setting.Name, setting => setting.Value)).Build());
}
