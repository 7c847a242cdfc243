using Azure.Core;
using Dragonfly.Functions.Configuration;
using Dragonfly.Functions.Operations;
using Dragonfly.Functions.Tests.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Dragonfly.Functions.Tests.Operations;

public sealed class TelemetryExportTests
{
    [Fact]
    public void Where_no_setting_says_where_to_nothing_listens()
    {
        var services = new ServiceCollection();
        services.AddTelemetryExport(DeployedSettings.Of([]), NobodySignsIn).ShouldBeNull();
        services.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(TelemetryExport.Collector, "http://localhost:4317")]
    [InlineData(TelemetryExport.AzureMonitor, "InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://localhost/")]
    public void A_setting_that_says_where_to_has_spans_and_figures_sent(string setting, string value)
    {
        var configuration = DeployedSettings.Of([new(setting, value), new("WEBSITE_SITE_NAME", "city")]);
        var services = new ServiceCollection().AddSingleton(configuration).AddLogging();
        services.AddTelemetryExport(configuration, services.AddAzureSignIn(configuration)).ShouldNotBeNull();
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<TracerProvider>().ShouldNotBeNull();
        provider.GetRequiredService<MeterProvider>().ShouldNotBeNull();
        using var span = Spans.Begin("incident.step");
        span.ShouldNotBeNull("somebody listens").OperationName.ShouldBe("incident.step");
    }

    [Theory]
    [InlineData(TelemetryExport.Collector, "localhost:4317")]
    [InlineData(TelemetryExport.Collector, "collector")]
    [InlineData(TelemetryExport.AzureMonitor, "00000000-0000-0000-0000-000000000000")]
    [InlineData(TelemetryExport.AzureMonitor, "InstrumentationKey=")]
    [InlineData(TelemetryExport.AzureMonitor, "IngestionEndpoint=https://localhost/")]
    public void A_setting_that_cannot_say_where_to_is_named_before_anything_starts(string setting, string value) =>
        Should.Throw<InvalidSettingsException>(() => new ServiceCollection().AddDeployed(DeployedSettings.With(setting, value))).Faults.ShouldHaveSingleItem().Setting.ShouldBe(setting);

    [Theory]
    [InlineData(TelemetryExport.Collector, "https://collector.city.example")]
    [InlineData(TelemetryExport.AzureMonitor, "InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://eastus2-0.in.applicationinsights.azure.com/;ApplicationId=1;")]
    public void One_that_can_is_taken(string setting, string value) => new ServiceCollection().AddDeployed(DeployedSettings.With(setting, value)).ShouldNotBeEmpty();

    private static Lazy<TokenCredential> NobodySignsIn { get; } = new(() => throw new InvalidOperationException("nothing is sent, so nobody signs in"));
}
