namespace Dragonfly.Core.Events;

/// <summary>The types of the events that the log gives. The names are forever, as is what their data means; new data may be added to it.</summary>
public static class EventType
{
    /// <summary>Feeds of an incident may be viewed from now on.</summary>
    public const string IncidentUnlocked = "com.dragonfly.incident.unlocked";

    /// <summary>The right to view one feed was made.</summary>
    public const string FeedGranted = "com.dragonfly.feed.granted";

    /// <summary>A right to view a feed is over.</summary>
    public const string FeedLocked = "com.dragonfly.feed.locked";

    /// <summary>A clip is in the store, and was found to be what was asked for.</summary>
    public const string ClipAvailable = "com.dragonfly.clip.available";

    /// <summary>A partner consents to something else than before.</summary>
    public const string ConsentChanged = "com.dragonfly.consent.changed";
}
