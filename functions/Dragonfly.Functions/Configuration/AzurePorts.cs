namespace Dragonfly.Functions.Configuration;

/// <summary>The ports that have an adapter for Azure beside the embedded one.</summary>
[Flags]
public enum AzurePorts
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Incidents, registry, people, log: Cosmos DB.</summary>
    Store = 1,

    /// <summary>What is pushed to dashboards: Azure SignalR Service.</summary>
    Channel = 2,

    /// <summary>What others are told: Event Grid.</summary>
    Events = 4,

    /// <summary>Cameras: a video gateway.</summary>
    Video = 8,

    /// <summary>Who somebody is: Entra ID.</summary>
    Identity = 16,

    /// <summary>What signs checkpoints: Key Vault.</summary>
    Signer = 32,

    /// <summary>Files of clips: Blob Storage.</summary>
    Clips = 64,

    /// <summary>All of them, as the deployed app has it.</summary>
    All = Store | Channel | Events | Video | Identity | Signer | Clips,
}
