using Azure.Core;
using Azure.Identity;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Events;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Configuration;
using Dragonfly.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dragonfly.Functions.Tests.Configuration;

/// <summary>What the deployed app makes of its settings, and what it says of wrong ones.</summary>
public sealed class DeployedTests
{
    [Theory]
    [InlineData("DRAGONFLY_COSMOS_ENDPOINT", "https://{account}.documents.azure.com/")]
    [InlineData("CosmosDb__accountEndpoint", "the same as DRAGONFLY_COSMOS_ENDPOINT")]
    [InlineData("DRAGONFLY_COSMOS_DATABASE", "the name of the database")]
    [InlineData("DRAGONFLY_EVENTS_QUEUE", "the name of the queue")]
    [InlineData("DRAGONFLY_SIGNALR_ENDPOINT", "https://{name}.service.signalr.net")]
    [InlineData("DRAGONFLY_EVENTGRID_ENDPOINT", "eventgrid.azure.net/api/events")]
    [InlineData("DRAGONFLY_CLIPS_ENDPOINT", "https://{account}.blob.core.windows.net/")]
    [InlineData("DRAGONFLY_VIDEO_ENDPOINT", "the video gateway's address")]
    [InlineData("DRAGONFLY_VIDEO_SCOPE", "api://{application}/.default")]
    [InlineData("DRAGONFLY_AUTHORITY", "https://login.microsoftonline.com/{tenant}/v2.0")]
    [InlineData("DRAGONFLY_AUDIENCE", "the application's id")]
    [InlineData("DRAGONFLY_CHECKPOINT_KEY", "https://{vault}/keys/{name}")]
    public void A_missing_setting_is_named_with_what_it_must_be(string name, string must)
    {
        foreach (var missing in (string?[])[null, "", "  "]) FaultOf(name, missing).ShouldContain(must);
    }

    [Theory]
    [InlineData("DRAGONFLY_COSMOS_ENDPOINT", "city.documents.azure.com")]
    [InlineData("DRAGONFLY_COSMOS_ENDPOINT", "http://city.documents.azure.com/")]
    [InlineData("DRAGONFLY_COSMOS_DATABASE", "a/b")]
    [InlineData("DRAGONFLY_COSMOS_KEY", "c2VjcmV0")]
    [InlineData("DRAGONFLY_COSMOS_SLOW_MS", "soon")]
    [InlineData("DRAGONFLY_SIGNALR_ENDPOINT", "Endpoint=https://city.service.signalr.net;AccessKey=c2VjcmV0;")]
    [InlineData("DRAGONFLY_SIGNALR_ENDPOINT", "https://city.service.signalr.net/client")]
    [InlineData("DRAGONFLY_SIGNALR_KEY", "c2VjcmV0")]
    [InlineData("DRAGONFLY_EVENTGRID_ENDPOINT", "/api/events")]
    [InlineData("DRAGONFLY_EVENTGRID_KEY", "c2VjcmV0")]
    [InlineData("DRAGONFLY_CLIPS_ENDPOINT", "http://city.blob.core.windows.net/")]
    [InlineData("DRAGONFLY_CLIPS_ENDPOINT", "https://city.blob.core.windows.net/clips")]
    [InlineData("DRAGONFLY_CLIPS_ENDPOINT", "https://city.blob.core.windows.net/?sig=c2VjcmV0")]
    [InlineData("DRAGONFLY_CLIPS_KEY", "c2VjcmV0")]
    [InlineData("DRAGONFLY_VIDEO_ENDPOINT", "https://video.city.example/?key=c2VjcmV0")]
    [InlineData("DRAGONFLY_VIDEO_SCOPE", "video")]
    [InlineData("DRAGONFLY_VIDEO_TOKEN", "c2VjcmV0")]
    [InlineData("DRAGONFLY_AUTHORITY", "the city's tenant")]
    [InlineData("DRAGONFLY_AUTHORITY", "http://login.microsoftonline.com/tenant")]
    [InlineData("DRAGONFLY_AUTHORITY", "https://login.microsoftonline.com/common/v2.0")]
    [InlineData("DRAGONFLY_AUTHORITY", "https://login.microsoftonline.com/{tenant}/v2.0")]
    [InlineData("DRAGONFLY_CHECKPOINT_KEY", "https://city.vault.azure.net/keys/checkpoints/0123456789abcdef")]
    [InlineData("DRAGONFLY_CHECKPOINT_KEY", "checkpoints")]
    [InlineData("CosmosDb__accountEndpoint", "https://other.documents.azure.com/")]
    [InlineData("CosmosDb__accountEndpoint", "city")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "c2VjcmV0")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "IngestionEndpoint=https://city.in.applicationinsights.azure.com/")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=city")]
    public void A_malformed_setting_is_named_and_its_value_is_not_told(string name, string value) => FaultOf(name, value).ShouldNotContain("c2VjcmV0");

    [Theory]
    [InlineData("DRAGONFLY_STORE", "sqlite", "cosmos")]
    [InlineData("DRAGONFLY_CHANNEL", "hub", "signalr")]
    [InlineData("DRAGONFLY_EVENTS", "memory", "eventgrid")]
    [InlineData("DRAGONFLY_VIDEO", "simulated", "gateway")]
    [InlineData("DRAGONFLY_IDENTITY", "development", "entra")]
    [InlineData("DRAGONFLY_SIGNER", "development", "keyvault")]
    [InlineData("DRAGONFLY_CLIPS", "files", "blobs")]
    public void The_deployed_app_takes_no_embedded_adapter(string name, string embedded, string azure)
    {
        FaultOf(name, embedded).ShouldContain($"{azure} or left out");
        Register(name, azure).ShouldNotBeNull();
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var wrong = Should.Throw<InvalidSettingsException>(() => new ServiceCollection().AddDeployed(DeployedSettings.Of([new("Cad:SilentAfter", "soon")])));
        string[] named = [.. wrong.Faults.Select(fault => fault.Setting)];
        named.ShouldBe(
            [
                "Cad__SilentAfter", "DRAGONFLY_COSMOS_ENDPOINT", "DRAGONFLY_SIGNALR_ENDPOINT", "DRAGONFLY_EVENTGRID_ENDPOINT", "DRAGONFLY_VIDEO_ENDPOINT", "DRAGONFLY_VIDEO_SCOPE", "DRAGONFLY_AUTHORITY",
                "DRAGONFLY_AUDIENCE", "DRAGONFLY_CHECKPOINT_KEY", "DRAGONFLY_CLIPS_ENDPOINT", "CosmosDb__accountEndpoint", "DRAGONFLY_COSMOS_DATABASE", "DRAGONFLY_EVENTS_QUEUE",
            ],
            ignoreOrder: true);
        wrong.Message.ShouldStartWith("13 settings are wrong:\n- the setting Cad__SilentAfter must be a time span such as 00:10:00\n- the setting ");
        wrong.Message.Split('\n').Length.ShouldBe(14);
    }

    [Theory]
    [InlineData(typeof(IIncidentStore), "Cosmos")]
    [InlineData(typeof(IPartnerStore), "Cosmos")]
    [InlineData(typeof(IRegistry), "Cosmos")]
    [InlineData(typeof(IAuditArchive), "Cosmos")]
    [InlineData(typeof(ITimelines), "Cosmos")]
    [InlineData(typeof(IRticChannel), "SignalR")]
    [InlineData(typeof(IEventPublisher), "EventGrid")]
    [InlineData(typeof(IVideoSystem), "Rest")]
    [InlineData(typeof(ITokenAuthority), "Entra")]
    [InlineData(typeof(ICheckpointSigner), "KeyVault")]
    [InlineData(typeof(IClipStore), "Blob")]
    public void Each_port_has_its_adapter_for_azure(Type port, string adapter)
    {
        var services = Services("DRAGONFLY_STORE", "cosmos");
        using var provider = services.BuildServiceProvider();
        (services.Last(service => service.ServiceType == port).ImplementationType ?? provider.GetRequiredService(port).GetType()).Name.ShouldStartWith(adapter);
    }

    [Fact]
    public void The_account_is_looked_at_when_the_app_starts() =>
        Services("DRAGONFLY_STORE", "cosmos").Where(service => service.ServiceType == typeof(IHostedService)).Select(service => service.ImplementationType).ShouldContain(typeof(CosmosWarmUp));

    [Fact]
    public void In_azure_the_app_signs_in_as_its_identity_and_elsewhere_as_whoever_did()
    {
        AzureSignIn.CredentialFor(DeployedSettings.With("DRAGONFLY_STORE", null)).ShouldBeOfType<ManagedIdentityCredential>();
        AzureSignIn.CredentialFor(DeployedSettings.With("WEBSITE_SITE_NAME", null)).ShouldBeOfType<DefaultAzureCredential>();
        AzureSignIn.CredentialFor(DeployedSettings.Of([new("IDENTITY_ENDPOINT", "http://127.0.0.1:1/token")])).ShouldBeOfType<ManagedIdentityCredential>();
    }

    [Fact]
    public void Everything_signs_in_with_one_credential()
    {
        using var services = Register("DRAGONFLY_STORE", "cosmos");
        services.GetServices<TokenCredential>().Distinct().ShouldHaveSingleItem().ShouldBeSameAs(services.GetRequiredService<TokenCredential>());
    }

    private static string FaultOf(string name, string? value)
    {
        var wrong = Should.Throw<InvalidSettingsException>(() => new ServiceCollection().AddDeployed(DeployedSettings.With(name, value)));
        wrong.Faults.ShouldHaveSingleItem().Setting.ShouldBe(name);
        return wrong.Message;
    }

    private static ServiceProvider Register(string name, string? value) => Services(name, value).BuildServiceProvider();

    private static IServiceCollection Services(string name, string? value)
    {
        var configuration = DeployedSettings.With(name, value);
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton(configuration);
        services.AddAzureSignIn(configuration);
        return services.AddDeployed(configuration);
    }
}
