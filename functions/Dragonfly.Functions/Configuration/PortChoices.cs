using Microsoft.Extensions.Configuration;

namespace Dragonfly.Functions.Configuration;

/// <summary>Which adapter each port has: one setting a port.</summary>
public static class PortChoices
{
    private static readonly (AzurePorts Port, string Setting, string Embedded, string Azure)[] Ports =
    [
        (AzurePorts.Store, "DRAGONFLY_STORE", "sqlite", "cosmos"),
        (AzurePorts.Channel, "DRAGONFLY_CHANNEL", "hub", "signalr"),
        (AzurePorts.Events, "DRAGONFLY_EVENTS", "memory", "eventgrid"),
        (AzurePorts.Video, "DRAGONFLY_VIDEO", "simulated", "gateway"),
        (AzurePorts.Identity, "DRAGONFLY_IDENTITY", "development", "entra"),
        (AzurePorts.Signer, "DRAGONFLY_SIGNER", "development", "keyvault"),
        (AzurePorts.Clips, "DRAGONFLY_CLIPS", "files", "blobs"),
    ];

    /// <summary>The choice of a host that has embedded adapters too, which stand where nothing is set.</summary>
    public static AzurePorts Read(IConfiguration configuration, SettingFaults faults)
    {
        var chosen = AzurePorts.None;
        foreach (var (port, setting, embedded, azure) in Ports)
        {
            var choice = configuration.Optional(setting);
            if (choice == azure) chosen |= port;
            else if (choice is not null && choice != embedded) faults.Add(setting, $"{embedded} or {azure}");
        }

        return chosen;
    }

    /// <summary>The choice of the deployed app, which has no other adapters than those for Azure.</summary>
    public static AzurePorts ReadDeployed(IConfiguration configuration, SettingFaults faults)
    {
        foreach (var (_, setting, _, azure) in Ports)
            if (configuration.Optional(setting) is { } choice && choice != azure) faults.Add(setting, $"{azure} or left out: the deployed app has no other adapter");
        return AzurePorts.All;
    }
}
