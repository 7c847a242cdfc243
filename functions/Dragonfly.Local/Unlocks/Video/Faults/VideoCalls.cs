namespace Dragonfly.Local.Unlocks.Video.Faults;

/// <summary>Kinds of calls to a video system.</summary>
[Flags]
public enum VideoCalls
{
    /// <summary>Taking out a lease.</summary>
    Open = 1,

    /// <summary>Giving one back.</summary>
    Close = 2,

    /// <summary>Listing the leases; it is about no feed.</summary>
    List = 4,

    /// <summary>Making or renewing a ticket.</summary>
    Ticket = 8,

    /// <summary>Telling how a feed is and what runs on it.</summary>
    Describe = 16,

    /// <summary>Taking one picture.</summary>
    Still = 32,

    /// <summary>Starting an export, or asking how far it is.</summary>
    Export = 64,

    /// <summary>Each of them.</summary>
    All = Open | Close | List | Ticket | Describe | Still | Export,
}
