using Dragonfly.Core.Accesses.Misuse;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Accesses;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Incidents.Cad;
using Dragonfly.Functions.Operations;
using Dragonfly.Functions.Registry;
using Dragonfly.Functions.Storage;
using Dragonfly.Functions.Transparency;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Functions.Configuration;

/// <summary>Everything that settings say, for both hosts.</summary>
public static class DragonflySettings
{
    /// <summary>Registers the options of every section, and looks at what every host reads beside them. What is wrong is noted.</summary>
    public static IServiceCollection AddOptionSections(this IServiceCollection services, IConfiguration configuration, SettingFaults faults)
    {
        TelemetryExport.Check(configuration, faults);
        services.AddSection<CadOptions>(configuration, faults);
        services.AddSection<TransparencyOptions>(configuration, faults);
        services.AddSection<AccessOptions>(configuration, faults);
        services.AddSection<AccessLogOptions>(configuration, faults);
        services.AddSection<AuditOptions>(configuration, faults);
        services.AddSection<RegistryOptions>(configuration, faults);
        services.AddSection<MisuseRules>(configuration, faults, "Misuse", rules => rules.Faults());
        SettingNames.Check(configuration, faults);
        return services;
    }

    /// <summary>Registers what the deployed app is made of beside its functions.</summary>
    /// <exception cref="InvalidSettingsException">Settings are missing or wrong; the message names each, and says what it must be.</exception>
    public static IServiceCollection AddDeployed(this IServiceCollection services, IConfiguration configuration)
    {
        var faults = new SettingFaults();
        services.AddOptionSections(configuration, faults).AddAzureAdapters(configuration, PortChoices.ReadDeployed(configuration, faults), faults);

        // The host reads these, and says of a missing one only that a function could not be indexed.
        faults.Try(() => configuration.Required("DRAGONFLY_COSMOS_DATABASE", "the name of the database, which the trigger of the change feed goes by"));
        faults.Try(() => configuration.Required("DRAGONFLY_EVENTS_QUEUE", "the name of the queue that events are delivered to where the app has no public address"));
        var feed = configuration.Optional("CosmosDb:accountEndpoint");
        if (feed is null ? configuration.Optional("CosmosDb") is null : !IsSame(feed, configuration.Optional("DRAGONFLY_COSMOS_ENDPOINT")))
            faults.Add("CosmosDb__accountEndpoint", "the same as DRAGONFLY_COSMOS_ENDPOINT, for the trigger that reads the change feed");
        services.AddHostedService<CosmosWarmUp>();
        faults.ThrowIfAny();
        return services;
    }

    // What is wrong with the other is said of it.
    private static bool IsSame(string feed, string? endpoint) => endpoint is null || (Uri.TryCreate(feed, UriKind.Absolute, out var one) && (!Uri.TryCreate(endpoint, UriKind.Absolute, out var other) || one.Authority == other.Authority));
}
