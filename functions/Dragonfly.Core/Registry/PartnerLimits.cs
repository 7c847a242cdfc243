namespace Dragonfly.Core.Registry;

/// <summary>How large a partner may become: far above what the largest cities have, and small enough that its head stays one document.</summary>
public static class PartnerLimits
{
    /// <summary>Sites, withdrawn ones included.</summary>
    public const int Sites = 500;

    /// <summary>Feeds, those of withdrawn sites not counted.</summary>
    public const int Feeds = 20_000;

    /// <summary>Users, invitations that may still be accepted included.</summary>
    public const int Users = 100;

    /// <summary>Feeds that one entry names, so that no entry outgrows what a store takes as one document.</summary>
    public const int FeedsOfAnEntry = 500;
}
