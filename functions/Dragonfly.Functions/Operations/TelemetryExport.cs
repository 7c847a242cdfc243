using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using Dragonfly.Functions.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Dragonfly.Functions.Operations;

/// <summary>
/// Sends spans, figures and log lines to where the settings say: to a collector (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>), to Azure Monitor
/// (<c>APPLICATIONINSIGHTS_CONNECTION_STRING</c>), signed in as the app's identity, or to both. Where they say nothing, nothing listens and nothing is spent on it.
/// </summary>
public static class TelemetryExport
{
    /// <summary>The setting with a collector's address.</summary>
    public const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The setting with the connection string of Application Insights, which holds no secret where local sign-in is off.</summary>
    public const string AzureMonitor = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    // What Cosmos DB's own client tells of each call: no query's text, no item.
    private const string Store = "Azure.Cosmos.Operation";

    /// <summary>Notes what is wrong with the settings: the exporters pass over an address that is none, and say of a connection string only that it cannot be read.</summary>
    public static void Check(IConfiguration configuration, SettingFaults faults)
    {
        if (configuration.Optional(Collector) is { } address && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")) faults.Add(Collector, "a collector's address, http://{host}:4317");
        if (configuration.Optional(AzureMonitor) is { } text && !IsConnectionString(text)) faults.Add(AzureMonitor, "Application Insights' connection string, InstrumentationKey={guid};IngestionEndpoint=https://{host}/");
    }

    /// <summary>Adds it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The settings.</param>
    /// <param name="credential">What the app signs in with.</param>
    /// <param name="hostSources">The host's own sources of spans, without which ours would have no parents.</param>
    /// <returns>What was added, for the host to add to; null when nothing was.</returns>
    public static IOpenTelemetryBuilder? AddTelemetryExport(this IServiceCollection services, IConfiguration configuration, Lazy<TokenCredential> credential, params string[] hostSources)
    {
        var (collector, monitor) = (configuration.Optional(Collector) is not null, configuration.Optional(AzureMonitor));
        if (!collector && monitor is null) return null;

        var telemetry = services.AddOpenTelemetry()
            .WithTracing(traces => traces.AddSource([Spans.Source, Store, .. hostSources]))
            .WithMetrics(figures => figures.AddMeter(Telemetry.MeterName))
            .WithLogging(null, lines => lines.IncludeScopes = lines.IncludeFormattedMessage = true);
        if (collector) telemetry.UseOtlpExporter();
        if (monitor is not null)
        {
            telemetry
                .WithTracing(traces => traces.AddAzureMonitorTraceExporter(Configure, credential.Value))
                .WithMetrics(figures => figures.AddAzureMonitorMetricExporter(Configure, credential.Value))
                .WithLogging(lines => lines.AddAzureMonitorLogExporter(Configure, credential.Value));
        }

        return telemetry;

        // Traces are sampled (OTEL_TRACES_SAMPLER); lines are few and each of them is wanted.
        void Configure(AzureMonitorExporterOptions options) => (options.ConnectionString, options.EnableTraceBasedLogsSampler) = (monitor, false);
    }

    private static bool IsConnectionString(string text)
    {
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part => part.Split('=', 2)).ToArray();
        return parts.All(part => part.Length == 2)
            && parts.Any(part => part[0].Equals("InstrumentationKey", StringComparison.OrdinalIgnoreCase) && Guid.TryParse(part[1], out _))
            && parts.All(part => !part[0].EndsWith("Endpoint", StringComparison.OrdinalIgnoreCase) || Uri.TryCreate(part[1], UriKind.Absolute, out _));
    }
}
