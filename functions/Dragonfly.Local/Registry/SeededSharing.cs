using Dragonfly.Core.Registry;

namespace Dragonfly.Local.Registry;

/// <summary>What invented owners decided: most share always; some for certain calls or hours only; a few paused, switched off or never signed.</summary>
internal static class SeededSharing
{
    private static readonly DayOfWeek[] EveryDay = Enum.GetValues<DayOfWeek>();
    private static readonly DayOfWeek[] Weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];
    private static readonly DayOfWeek[] Nightlife = [DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday];

    private static readonly SharingRule[] CertainCalls =
    [
        SharingRule.Always with { CallTypes = ["ROBBERY", "ALMH", "ALRROBA", "ALRROBS"] },
        SharingRule.Always with { CallTypes = ["ACTSHOOT", "SHOOT", "STABBING", "HOMICIDE", "HOSTAGE"] },
        SharingRule.Always with { CallTypes = ["BURGLARY", "ROBBERY", "CARJACK"] },
    ];

    private static readonly SharingRule[] CertainHours =
    [
        SharingRule.Always with { Hours = [new([.. EveryDay], new(20, 0), new(6, 0))] },
        SharingRule.Always with { Hours = [new([.. Weekdays], new(8, 0), new(18, 0))] },
        SharingRule.Always with { Hours = [new([.. Nightlife], new(21, 0), new(3, 0))] },
    ];

    // No clock here, so the pause is a pause that no demonstration outlives.
    private static readonly SharingRule Paused = SharingRule.Always with { PausedUntil = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero) };
    private static readonly SharingRule Off = SharingRule.Always with { Enabled = false };

    /// <summary>One owner's consent to one site.</summary>
    public static Consent Draw(SeededRandom random) => random.Next(100) switch
    {
        < 70 => new(1, true, SharingRule.Always),
        < 82 => new(2, true, random.Pick(CertainCalls)),
        < 92 => new(2, true, random.Pick(CertainHours)),
        < 95 => new(3, true, Paused),
        < 97 => new(3, true, Off),
        _ => new(1, false, SharingRule.Always),
    };

    /// <summary>The same consent for one camera of the site, which now and then is one the owner keeps to himself.</summary>
    public static Consent ForCamera(Consent site, SeededRandom random) => random.OneIn(16) ? site with { Sharing = Off } : site;
}
